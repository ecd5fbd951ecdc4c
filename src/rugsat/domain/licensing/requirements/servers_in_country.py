"""Do the servers of the platform stand in the country?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, texts, unattested
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, looked_at, met, not_asked, unknown, unmet
from rugsat.domain.licensing.requirement import requirement


@requirement(roles=("exchange", "custodian"), rests_on=("exchange.servers_in_country",))
def servers_in_country(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """Every server of the platform stands in the country.

    Evidence: server_location about party:…, from a body that has seen them, which says countries (ISO 3166-1 alpha-2)
    in which servers stand, backups among them.
    """
    if not law.requires("exchange.servers_in_country"):
        yield not_asked("Servers may stand anywhere.")
        return
    about = f"party:{facts.applicant.party}"
    held = attested(facts, "server_location", about, on)
    if not held:
        yield unattested(facts, "server_location", about)
        return
    countries = texts(held[0], "countries")
    said = {"by": held[0].by, "countries": ", ".join(sorted(countries)), "here": law.country}
    if not countries:
        yield unknown("{by} does not say where the servers stand.", looked_at(held[0]), about=about, **said)
    elif countries == {law.country}:
        yield met("{by} found all servers in {here}.", looked_at(held[0]), about=about, **said)
    else:
        yield unmet(
            "{by} found servers in {countries}; all must stand in {here}.", looked_at(held[0]), about=about, **said
        )
