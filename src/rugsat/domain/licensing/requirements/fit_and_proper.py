"""Are the owners and the responsible persons fit and proper?"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from rugsat.domain.licensing.attested import attested, unattested
from rugsat.domain.licensing.facts import Facts, Person
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, looked_at, met, unknown, unmet
from rugsat.domain.licensing.ownership import OwnershipError, ownership_of
from rugsat.domain.licensing.requirement import requirement

_WHOLE_PPM = 1_000_000


@requirement(
    roles=("miner", "pool", "exchange", "custodian"),
    rests_on=("{topic}.responsible_offices", "ownership.qualifying_share"),
)
def fit_and_proper(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """Every office that the law asks is filled, and those who fill it and the owners who count have a clean record.

    An owner counts who is a natural person and holds the qualifying share in effect, over all ways together, or who
    controls the applicant with any share. Everyone who answers for something counts, and an entrepreneur himself.
    Evidence: criminal_record about person:…, from the body that keeps it, which says unexpunged, true or false.
    """
    yield from _offices(facts, law, on)
    names = {each.person: each for each in facts.persons}
    try:
        asked = _who(facts, law, on)
    except OwnershipError as error:
        yield unknown("The owners that are named cannot all be true: {why}.", why=error)
        return
    for person in sorted(asked):
        about = f"person:{person}"
        if person not in names:
            yield unknown("{person} is named and described nowhere.", about=about, person=person)
        else:
            yield _record(facts, names[person], on)
    if not asked:
        yield unknown("The application names nobody who owns it or answers for it.")


def _offices(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    filled = {each.office for each in facts.responsible if each.since <= on}
    for office in law.texts("{topic}.responsible_offices"):
        if office not in filled:
            yield unmet("The office {office} is not filled on {day}.", about=f"office:{office}", office=office, day=on)


def _who(facts: Facts, law: Law, on: date) -> set[str]:
    natural = frozenset(each.person for each in facts.persons if each.natural)
    asked = {each.person for each in facts.responsible if each.since <= on}
    if facts.applicant.kind != "legal_entity":
        return asked | natural
    owned = ownership_of(facts.applicant.party, facts.holdings, natural)
    least = Fraction(law.base("ownership.qualifying_share")) / _WHOLE_PPM
    large = {owner for owner, share in owned.shares.items() if share >= least}
    return asked | ((large | owned.controllers) & natural)


def _record(facts: Facts, person: Person, on: date) -> Point:
    about = f"person:{person.person}"
    held = attested(facts, "criminal_record", about, on)
    if not held:
        return unattested(facts, "criminal_record", about)
    said, looked = {"by": held[0].by, "name": person.name}, looked_at(held[0])
    unexpunged = held[0].says.get("unexpunged")
    if unexpunged is True:
        return unmet("{by} says that {name} has an unexpunged criminal record.", looked, about=about, **said)
    if unexpunged is False:
        return met("{by} says that {name} has no unexpunged criminal record.", looked, about=about, **said)
    return unknown("{by} does not say whether {name} has an unexpunged criminal record.", looked, about=about, **said)
