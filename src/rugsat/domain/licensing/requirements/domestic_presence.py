"""Does the provider have its seat and a working office in the country?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, certified, unattested
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, looked_at, met, not_asked, unmet
from rugsat.domain.licensing.requirement import requirement


@requirement(roles=("exchange", "custodian"), rests_on=("exchange.domestic_presence_required",))
def domestic_presence(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """The provider has its seat in the country and an office there that somebody has seen.

    Evidence: company_register about party:…, which says seat_country, and local_office about party:…, from a body that
    visited it or that leases it.
    """
    if not law.requires("exchange.domestic_presence_required"):
        yield not_asked("Presence in the country is not required.")
        return
    about = f"party:{facts.applicant.party}"
    held = attested(facts, "company_register", about, on)
    if not held or not held[0].says.get("seat_country"):
        yield unattested(facts, "company_register", about)
    else:
        seat = str(held[0].says["seat_country"])
        said = {"by": held[0].by, "seat": seat, "here": law.country}
        if seat == law.country:
            yield met("{by} says that the seat is in {seat}.", looked_at(held[0]), about=about, **said)
        else:
            yield unmet("{by} says that the seat is in {seat}, not in {here}.", looked_at(held[0]), about=about, **said)
    yield from certified(facts, "local_office", about, on)
