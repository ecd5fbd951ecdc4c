"""Does every data centre stand outside residential areas?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, unattested
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.land_use import RESIDENTIAL, said_land_use
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, looked_at, met, not_asked, unmet
from rugsat.domain.licensing.requirement import requirement


@requirement(roles=("miner",), rests_on=("mining.data_centre_outside_residential_area",))
def site_outside_residential_area(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """No site of the application stands on land that is meant to be lived on.

    Evidence: site_zoning about site:…, from the land register or the local authority, which says land_use.
    """
    if not law.requires("mining.data_centre_outside_residential_area"):
        yield not_asked("A data centre may stand in a residential area.")
        return
    for site in facts.sites:
        about = f"site:{site.site}"
        held = attested(facts, "site_zoning", about, on)
        if not held or not said_land_use(held[0]):
            yield unattested(facts, "site_zoning", about)
        elif said_land_use(held[0]) == RESIDENTIAL:
            message = "{by} says that the site {site} stands in a residential area."
            yield unmet(message, looked_at(held[0]), about=about, by=held[0].by, site=site.site)
        else:
            said = {"by": held[0].by, "site": site.site, "use": said_land_use(held[0])}
            yield met("{by} says that the land of {site} is for {use}.", looked_at(held[0]), about=about, **said)
    if not facts.sites:
        yield unmet("The application names no site.")
