"""Is the land of every site meant for something that goes together with mining?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, unattested
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.land_use import said_land_use
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, looked_at, met, unmet
from rugsat.domain.licensing.requirement import requirement


@requirement(roles=("miner",), rests_on=("mining.permitted_land_uses",))
def site_land_use_permitted(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """The land of every site is meant for a use on which mining is permitted.

    Evidence: site_zoning about site:…, from the land register or the local authority, which says land_use.
    """
    permitted = law.texts("mining.permitted_land_uses")
    for site in facts.sites:
        about = f"site:{site.site}"
        held = attested(facts, "site_zoning", about, on)
        if not held or not said_land_use(held[0]):
            yield unattested(facts, "site_zoning", about)
            continue
        use = said_land_use(held[0])
        said = {"by": held[0].by, "site": site.site, "use": use, "permitted": ", ".join(permitted)}
        if use in permitted:
            yield met("{by} says that the land of {site} is for {use}.", looked_at(held[0]), about=about, **said)
        else:
            message = "{by} says that the land of {site} is for {use}; permitted is {permitted}."
            yield unmet(message, looked_at(held[0]), about=about, **said)
    if not facts.sites:
        yield unmet("The application names no site.")
