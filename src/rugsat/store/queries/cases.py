"""Cases: listed, and shown with what was done, what is due, what can be done and what the requirements say."""

from datetime import date, datetime, timedelta
from typing import Any

from rugsat.domain.licensing.admission import possible
from rugsat.domain.licensing.assess import assess
from rugsat.domain.licensing.case import Recorded
from rugsat.domain.licensing.clock import ClockState, Deadline, deadlines, still_owed
from rugsat.domain.licensing.outcome import Outcome, said
from rugsat.domain.licensing.procedure import Procedure
from rugsat.kernel.errors import RugsatError
from rugsat.law.procedure import Office
from rugsat.store.facts_of import facts_of
from rugsat.store.licensing.holder import passing
from rugsat.store.licensing.models import Case
from rugsat.store.licensing.record import each_with_acts, procedure_for, recorded
from rugsat.store.licensing.waiting import can_owe
from rugsat.store.queries.told import NotOnTheRegisterError, day_asked


def listed(*, state: str = "", party: str = "") -> list[dict[str, Any]]:
    """Cases in order of their numbers."""
    rows = Case.objects.order_by("case")
    if state:
        rows = rows.filter(state=state)
    if party:
        rows = rows.filter(party_id=party)
    names = ("case", "party_id", "instrument", "cls", "state", "version")
    return [{name.removesuffix("_id"): getattr(row, name) for name in names} for row in rows]


def case(*, case: str, now: datetime, on: date | None = None) -> dict[str, Any]:
    """A case as it stands on a day, with everything that an officer needs to decide."""
    found = Case.objects.filter(case=case).first()
    if found is None:
        message = f"there is no case '{case}': list them with rugsat applications list"
        raise NotOnTheRegisterError(message)
    day = day_asked(on, now)
    acts = recorded(found)
    procedure, law = procedure_for(found, acts, day)
    calendar = law.rulebook.calendar
    facts, moved = facts_of(found, day, law), passing(found)
    named = {
        kind: len(getattr(facts, kind)) for kind in ("sites", "connections", "devices", "wallets", "banks", "plans")
    }
    return {
        "case": found.case,
        "party": found.party_id,
        "held_since": moved.held_since,
        "passes_to": moved.to,
        "instrument": found.instrument,
        "class": found.cls,
        "state": found.state,
        "standing": str(procedure.standing(found.state)),
        "version": found.version,
        "demonstration": found.demonstration,
        "rule_pack": found.rule_pack,
        "procedure_of": procedure.on.isoformat(),
        "names": named,
        "documents": _documents(found),
        "attestations": _attestations(found),
        "acts": [_act(each) for each in acts],
        "deadlines": [_deadline(each) for each in deadlines(procedure, acts, calendar, on=day)],
        "can_be_done": {
            str(office): sorted({str(step.verb) for step in steps})
            for office in Office
            if (steps := possible(procedure, acts, office, calendar, on=day))
        },
        "asleep": _asleep(procedure, found.state),
        "requirements": [_outcome(each) for each in assess(facts, law, day)],
    }


def due(*, now: datetime, within: int = 10, owed_by: str = "") -> list[dict[str, Any]]:
    """Deadlines that are missed, or due within so many days, the most pressing first; each is derived, none is kept.

    A case whose deadlines cannot be told comes first and says why: it hides no other.
    """
    day, found, untold = day_asked(None, now), list[dict[str, Any]](), list[dict[str, Any]]()
    last = day + timedelta(days=within)
    for held, acts in each_with_acts(can_owe()):
        said = {"case": held.case, "party": held.party_id, "case_state": held.state}
        try:
            owed = [each for each in _owed(held, acts, day) if owed_by in {"", str(each.owed_by)}]
        except RugsatError as error:
            untold.append({**said, "state": "unknown", "due": None, "why": str(error)})
            continue
        found += [{**said, **_deadline(each)} for each in owed if each.due and each.due <= last]
    return untold + sorted(found, key=lambda each: (each["due"], each["case"]))


def _owed(case: Case, acts: tuple[Recorded, ...], day: date) -> list[Deadline]:
    """The deadlines of a case that somebody has to keep and has not kept."""
    if not acts:
        return []
    procedure, law = procedure_for(case, acts, day)
    if case.state in procedure.version.table.final:
        return []
    open_ = {ClockState.RUNNING, ClockState.MISSED}
    owed = still_owed(procedure, acts, law.rulebook.calendar, on=day)
    return [each for each in owed if each.state in open_]


def _documents(case: Case) -> list[dict[str, Any]]:
    rows = case.documents.select_related("by").order_by("pk")
    return [{"digest": each.document_id, "kind": each.kind, "name": each.name, "by": each.by.login} for each in rows]


def _attestations(case: Case) -> list[dict[str, Any]]:
    """What others have said, with the number by which it can be taken back; what was taken back says so."""
    names = ("kind", "about", "by", "on", "until", "says", "document")
    return [
        {
            "attestation": each.pk,
            **{name: getattr(each, name) for name in names},
            "withdrawn": each.withdrawn_at is not None,
        }
        for each in case.attestations.order_by("pk")
    ]


def _act(act: Any) -> dict[str, Any]:
    names = ("number", "verb", "by", "office", "on_behalf_of", "ground", "note", "signs_for", "served_on")
    return {"at": act.at.isoformat(), **{name: value for name in names if (value := getattr(act, name))}}


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "clock": deadline.clock.name,
        "owed_by": str(deadline.owed_by or ""),
        "state": str(deadline.state),
        "since": deadline.since,
        "due": deadline.due,
        "counted": deadline.counted,
        "stopped_days": deadline.stopped_days,
        "why": deadline.why,
    }


def _asleep(procedure: Procedure, state: str) -> dict[str, str]:
    return {str(step.verb): why for step, why in procedure.asleep(state)}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "requirement": outcome.requirement,
        "status": str(outcome.status),
        "reason": said(outcome),
        "looked": [f"{each.kind} of {each.about} by {each.by}" for each in outcome.looked],
        "rests_on": [f"{each.parameter} ({each.kind}): {each.citation}" for each in outcome.rests],
    }
