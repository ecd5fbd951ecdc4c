"""Is the applicant a registered firm or entrepreneur, and of this country where the law asks that?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, unattested
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, looked_at, met, unmet
from rugsat.domain.licensing.requirement import requirement


@requirement(
    roles=("miner", "pool", "exchange", "custodian", "energy_provider", "bank"),
    rests_on=("{topic}.residence",),
)
def registered_in_the_country(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """The applicant stands in the register of companies or entrepreneurs, in this country where the law asks that.

    Evidence: company_register about party:…, which says country and status (active, in liquidation, struck off).
    A non-resident must be attested by a register too, and is let in only where the law names non-residents.
    """
    about = f"party:{facts.applicant.party}"
    held = attested(facts, "company_register", about, on)
    if not held:
        yield unattested(facts, "company_register", about)
        return
    entry, looked = held[0], looked_at(held[0])
    country, status = str(entry.says.get("country", "")), str(entry.says.get("status", ""))
    if status != "active":
        yield unmet(
            "{by} says that the status of the applicant is {status}.", looked, by=entry.by, status=status or "?"
        )
    elif country != law.country and "non_resident" not in law.texts("{topic}.residence"):
        message = "The applicant is registered in {country}, and only those registered in {here} may apply."
        yield unmet(message, looked, country=country or "?", here=law.country)
    else:
        yield met("{by} says that the applicant is registered in {country}.", looked, by=entry.by, country=country)
