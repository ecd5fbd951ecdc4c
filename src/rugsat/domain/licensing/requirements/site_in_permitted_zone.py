"""Does every site stand in a zone where mining is permitted?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, unattested
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, looked_at, met, unmet
from rugsat.domain.licensing.requirement import requirement


@requirement(roles=("miner",), rests_on=("mining.permitted_zones",))
def site_in_permitted_zone(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """Every site stands in a zone of the country in which mining is permitted.

    Evidence: site_zoning about site:…, from the land register or the local authority, which says zone. Where it says
    another zone than the application does, that is named.
    """
    permitted = law.texts("mining.permitted_zones")
    for site in facts.sites:
        about = f"site:{site.site}"
        held = attested(facts, "site_zoning", about, on)
        if site.zone not in permitted:
            message = "The application puts the site {site} in {zone}; permitted is {permitted}."
            yield unmet(message, about=about, site=site.site, zone=site.zone, permitted=", ".join(permitted))
        elif not held:
            yield unattested(facts, "site_zoning", about)
        else:
            zone, said = str(held[0].says.get("zone", "?")), {"by": held[0].by, "site": site.site}
            if zone == site.zone:
                message = "{by} says that the site {site} stands in {zone}, where mining is permitted."
                yield met(message, looked_at(held[0]), about=about, zone=zone, **said)
            else:
                message = "{by} says that the site {site} stands in {zone}, not in {declared}."
                yield unmet(message, looked_at(held[0]), about=about, zone=zone, declared=site.zone, **said)
    if not facts.sites:
        yield unmet("The application names no site.")
