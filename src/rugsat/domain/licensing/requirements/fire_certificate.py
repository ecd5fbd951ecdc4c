"""Does every site hold a valid certificate that the premises meet the rules of fire safety?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import certified
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, not_asked, unmet
from rugsat.domain.licensing.requirement import requirement


@requirement(roles=("miner",), rests_on=("mining.fire_safety_required",))
def fire_certificate(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """Every site holds a certificate of fire safety by an issuer that the register knows, valid on the day.

    Where the law asks that premises meet the rules of fire safety, the certificate is what shows it.
    Evidence: fire_certificate about site:…, with its issuer, its day and the days on which it holds;
    it may say passed.
    """
    if not law.requires("mining.fire_safety_required"):
        yield not_asked("No certificate of fire safety is required.")
        return
    for site in facts.sites:
        yield from certified(facts, "fire_certificate", f"site:{site.site}", on)
    if not facts.sites:
        yield unmet("The application names no site.")
