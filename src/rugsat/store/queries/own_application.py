"""An application as its applicant fills it in: what it says, what it still lacks and from whom, and its fee."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from rugsat.domain.licensing.admission import possible
from rugsat.domain.licensing.assess import assess, fee_parameter
from rugsat.domain.licensing.clock import deadlines
from rugsat.domain.licensing.outcome import Outcome
from rugsat.domain.licensing.whose_turn import Lack, lacks
from rugsat.domain.revenue.fee import fee_on
from rugsat.kernel.errors import RugsatError
from rugsat.law.pack import RulePack
from rugsat.law.procedure import Office, Verb
from rugsat.operations.report.answers import answered
from rugsat.store.bitemporal import as_of
from rugsat.store.facts_of import facts_of
from rugsat.store.licensing.holder import Passing, agreement, passing
from rugsat.store.licensing.models import AttestationRow, Case
from rugsat.store.licensing.record import procedure_for, recorded
from rugsat.store.parties.models import PartyFacts
from rugsat.store.queries import fees, own_documents
from rugsat.store.queries.own_acts import acts_told, deadline_told
from rugsat.store.queries.told import NotOnTheRegisterError, day_asked

SECTIONS = {
    "site": "sites",
    "connection": "connections",
    "device": "devices",
    "wallet": "wallets",
    "bank": "banks",
}
"""The lists of an application, by the kind of what stands in each."""
_CHANGES = frozenset({Verb.SUBMIT, Verb.ANSWER, Verb.AMEND, Verb.RENEW, Verb.TRANSFER})


def own_case(case: str, party: str) -> Case:
    """The case of a party; another's is told of as one that there is not."""
    found = Case.objects.filter(case=case, party_id=party).first()
    if found is None:
        message = f"you have no application '{case}': look at the list of yours"
        raise NotOnTheRegisterError(message)
    return found


def says(*, case: str, party: str) -> dict[str, Any]:
    """What an application says, in the form in which it is changed, with its version."""
    found = own_case(case, party)
    return {**head(found), "says": what_it_says(found)}


def application(*, case: str, party: str, now: datetime) -> dict[str, Any]:
    """An application as it stands: what it says, what was done, what is due, what it lacks and from whom, its fee."""
    found, day = own_case(case, party), day_asked(None, now)
    acts, moved = recorded(found), passing(found)
    procedure, law = procedure_for(found, acts, day)
    calendar, version = law.rulebook.calendar, procedure.version
    steps = possible(procedure, acts, Office.APPLICANT, calendar, on=day)
    return {
        **head(found),
        "role": version.role,
        "standing": str(procedure.standing(found.state)),
        "final": found.state in version.table.final,
        "demonstration": found.demonstration,
        "opened_at": found.opened_at,
        "says": what_it_says(found),
        "acts": acts_told(procedure, acts, since=moved.held_since),
        "deadlines": [deadline_told(each) for each in deadlines(procedure, acts, calendar, on=day)],
        "can_be_done": sorted({str(step.verb) for step in steps}),
        "can_be_changed": any(step.verb in _CHANGES for step in procedure.allowed(found.state, Office.APPLICANT)),
        # Of the coming holder, who is judged while a transfer is pending, its own users are told, and nobody else.
        **(requirements_told(found, law, day) if not moved.to else {"requirements": [], "names": {}}),
        "transfer": transfer_told(moved, agreement(found.case, moved)),
        "documents": documents_told(found, party, moved),
        "attestations": _attestations(found, moved),
        "fee": _fee(found, law, day),
        "invoices": fees.listed(case=found.case, party=party)["invoices"],
        "authorisation": found.authorisations.values_list("authorisation", flat=True).first() or "",
    }


def requirements_told(case: Case, law: RulePack, day: date) -> dict[str, Any]:
    """What every requirement says of a case, what it lacks and from whom, and the names of those."""
    facts = facts_of(case, day, law)
    outcomes = assess(facts, law, day)
    open_ones = {each.requirement: lacks(each, facts) for each in outcomes}
    return {
        "requirements": [outcome_told(each, open_ones[each.requirement]) for each in outcomes],
        "names": names_of({party for each in open_ones.values() for lack in each for party in lack.parties}, day),
    }


def transfer_told(moved: Passing, said: AttestationRow | None) -> dict[str, Any] | None:
    """To whom a case is on its way, and whether that party has agreed to it; None where no transfer is pending."""
    if not moved.to:
        return None
    agrees = said.says.get("agrees") is True if said else None
    return {"to": moved.to, "asked_at": moved.asked_at, "agrees": agrees}


def documents_told(case: Case, party: str, moved: Passing) -> list[dict[str, Any]]:
    """The documents of a case that a party may read."""
    return [
        {
            "number": each.pk,
            "kind": each.kind,
            "name": each.name,
            "size": each.document.size,
            "received_at": each.received_at,
            "own": each.by.party_id == party,
        }
        for each in own_documents.readable(case, party, moved).order_by("pk")
    ]


def _fee(case: Case, law: RulePack, day: date) -> dict[str, str] | None:
    """What the application costs under its law; None where nothing is set."""
    try:
        fee = fee_on(law, fee_parameter(case.instrument, law, day), day, case.cls)
    except RugsatError:
        return None
    return {"amount": str(fee.money), "nothing": "" if fee.money.minor else "yes", "kind": str(fee.kind)}


def head(case: Case) -> dict[str, Any]:
    """What a case is, in which state and which version."""
    names = ("case", "instrument", "cls", "state", "version")
    return {**{name: getattr(case, name) for name in names}, "party": case.party_id}


def what_it_says(case: Case) -> dict[str, Any]:
    """Everything that the application names, each list in the order of its keys."""
    found: dict[str, Any] = defaultdict(list)
    plans = {}
    for item in case.items.filter(withdrawn_at__isnull=True).order_by("kind", "key"):
        if item.kind == "plan":
            plans[item.key] = item.content
        else:
            found[SECTIONS[item.kind]].append(item.content)
    return {**{name: found.get(name, []) for name in SECTIONS.values()}, "plans": plans}


def outcome_told(outcome: Outcome, open_ones: tuple[Lack, ...]) -> dict[str, Any]:
    """What a requirement says, with what it lacks and whose turn that is."""
    return {
        "requirement": outcome.requirement,
        "status": str(outcome.status),
        "reason": answered(outcome),
        "rests_on": [(each.parameter, str(each.kind), str(each.citation)) for each in outcome.rests],
        "looked": [(each.kind, each.about, each.by) for each in outcome.looked],
        "lacks": [
            {
                "about": each.point.about,
                "kind": dict(each.point.fields).get("kind", ""),
                "thing": each.point.about.partition(":")[2],
                "status": str(each.point.status),
                "reason": answered(each.point),
                "turn": str(each.turn),
                "parties": list(each.parties),
            }
            for each in open_ones
        ],
    }


def names_of(parties: set[str], day: date) -> dict[str, str]:
    """The names of parties on a day, by their identifiers."""
    rows = as_of(PartyFacts, on=day).filter(party_id__in=sorted(parties))
    return {party: party for party in parties} | dict(rows.values_list("party_id", "name"))


def _attestations(case: Case, moved: Passing) -> list[dict[str, Any]]:
    """What others have said of the case, the latest first; of another party that it passed from or to, nothing."""
    names = ("kind", "about", "by", "on", "since", "until")
    return [
        {**{name: getattr(each, name) for name in names}, "withdrawn": each.withdrawn_at is not None}
        for each in case.attestations.order_by("-pk")
        if not each.about.startswith(("party:", "person:")) or moved.judged_at(each.recorded_at) == moved.holder
    ]


def letter_act(*, case: str, party: str, number: int, now: datetime) -> dict[str, Any]:
    """An act upon a case of the party of which it is told by letter; of others there is no letter."""
    found = own_case(case, party)
    acts, since = recorded(found), passing(found).held_since
    procedure, _law = procedure_for(found, acts, day_asked(None, now))
    told = acts_told(procedure, acts, since=since)
    act = next((each for each in told if each["number"] == number and each["letter"]), None)
    if act is None:
        message = f"there is no letter {number} of the application '{case}': look at its letters"
        raise NotOnTheRegisterError(message)
    return act
