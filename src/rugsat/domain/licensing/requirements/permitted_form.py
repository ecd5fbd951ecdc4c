"""Is the applicant of a legal form that may hold the instrument?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, unattested
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, looked_at, met, unmet
from rugsat.domain.licensing.requirement import requirement

_KINDS = {"entrepreneur": "individual_entrepreneur"}
"""What the law calls a kind of applicant, where it is another word."""


@requirement(
    roles=("miner", "pool", "exchange", "custodian"),
    rests_on=("{topic}.legal_forms",),
)
def permitted_form(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """The applicant is of a legal form that may hold the instrument in its class.

    A private person who is no entrepreneur says so himself and is refused. Any other form must be attested.
    Evidence: company_register about party:…, which says kind (legal_entity, entrepreneur) and legal_form, as in
    joint_stock_company.
    """
    permitted = law.texts("{topic}.legal_forms")
    words = ", ".join(permitted)
    about = f"party:{facts.applicant.party}"
    held = attested(facts, "company_register", about, on)
    if facts.applicant.kind == "natural_person":
        yield unmet("The applicant is a private person; the law admits {permitted}.", permitted=words)
    elif not held:
        yield unattested(facts, "company_register", about)
    else:
        entry, looked = held[0], looked_at(held[0])
        kind = str(entry.says.get("kind", ""))
        forms = {_KINDS.get(kind, kind), str(entry.says.get("legal_form", ""))}
        said = {"by": entry.by, "form": ", ".join(sorted(forms - {""})) or "?", "permitted": words}
        if forms & set(permitted):
            yield met("{by} says that the applicant is: {form}; the law admits {permitted}.", looked, **said)
        else:
            yield unmet("{by} says that the applicant is: {form}; the law admits only {permitted}.", looked, **said)
