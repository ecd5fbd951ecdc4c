"""Is there an officer against money laundering who is qualified, and a programme that says all it must?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import certified
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, not_asked, unmet
from rugsat.domain.licensing.plans import reviewed
from rugsat.domain.licensing.requirement import requirement

OFFICE = "aml_officer"


@requirement(
    roles=("exchange", "custodian"),
    rests_on=("exchange.aml_officer_required", "exchange.aml_programme_parts"),
)
def aml_officer_and_programme(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """An officer against money laundering is named and certified, and the programme says all it must and was reviewed.

    The officer must be another than the director, who answers to him in such matters. Evidence: aml_qualification about
    person:…, from a body that examines such officers, and plan_review about plan:aml with the digest of the programme.
    """
    if law.requires("exchange.aml_officer_required"):
        officers = {each.person for each in facts.responsible if each.office == OFFICE and each.since <= on}
        directors = {each.person for each in facts.responsible if each.office == "director"}
        if not officers:
            yield unmet("No officer against money laundering is named for {day}.", about=f"office:{OFFICE}", day=on)
        for person in sorted(officers):
            about = f"person:{person}"
            if person in directors:
                message = "{person} is named as director and as officer against money laundering."
                yield unmet(message, about=about, person=person)
            yield from certified(facts, "aml_qualification", about, on)
    else:
        yield not_asked("No officer against money laundering is required.")
    yield from reviewed(facts, "aml", law.texts("exchange.aml_programme_parts"), on)
