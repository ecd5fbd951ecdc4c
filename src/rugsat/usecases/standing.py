"""What an act upon a case does to the register: an authorisation comes into force, is suspended, ends or changes."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from rugsat.domain.licensing.clock import deadlines
from rugsat.domain.licensing.facts import Facts
from rugsat.kernel.identifiers.register_number import register_number, series_of
from rugsat.kernel.period import Period
from rugsat.law.procedure import Standing, Verb
from rugsat.store.bitemporal import Said, as_of, write
from rugsat.store.facts_of import facts_of
from rugsat.store.licensing.models import Authorisation, AuthorisationFacts
from rugsat.store.licensing.record import recorded
from rugsat.store.licensing.status_place import draw_place, leave_place
from rugsat.store.outbox.counter import take
from rugsat.usecases.belongings import Entered, enter_belongings
from rugsat.usecases.case_act import Taken
from rugsat.usecases.work import Work

_LIVE = frozenset({Standing.IN_FORCE, Standing.SUSPENDED})
_ENDED_BY = {Verb.SURRENDER: "surrendered", Verb.EXPIRE: "expired"}
_SETS_CONTENT = frozenset({Verb.GRANT, Verb.ISSUE, Verb.CORRECT})
"""Acts from which the register says what the application says; what is applied for later waits for the next one."""
_TERM = "term"
"""The clock of a procedure that measures how long an authorisation is in force."""


def let_stand(work: Work, taken: Taken) -> dict[str, Any]:
    """Bring the register into line with the state that a case has come to, and tell what changed."""
    table = taken.procedure.version.table
    before, after = table.states[taken.step.before], table.states[taken.step.after]
    held = Authorisation.objects.filter(case=taken.case).first()
    sets_content = taken.act.verb in _SETS_CONTENT and after in _LIVE
    if (before == after and not sets_content) or (after not in _LIVE and held is None):
        return {}
    # Cut-off hours and working days are for counting time; what an act does, it does on its own day.
    since = work.on
    held = held or _new(work, taken)
    moment = taken.case.acts.filter(verb__in=_SETS_CONTENT).order_by("-number").values_list("at", flat=True).first()
    facts = facts_of(taken.case, since, taken.law, known=moment) if after in _LIVE else None
    last = as_of(AuthorisationFacts, on=since).filter(authorisation=held).first()
    values = {**_values(taken, facts, last, since), "status": _status(taken, after)}
    if held.party_id != taken.case.party_id:
        Authorisation.objects.filter(pk=held.pk).update(party_id=taken.case.party_id)
        leave_place(held, at=work.at)
    said = [Said({"authorisation_id": held.authorisation}, values)]
    write(AuthorisationFacts, said, period=Period(since), at=work.at, act=taken.name)
    holder = taken.case.party_id
    enter_belongings(Entered(held.authorisation, holder, held.party_id, Period(since), taken.name, work.at), facts)
    told = {"authorisation": held.authorisation, "status": values["status"], "since": since.isoformat()}
    act = f"authorisation_{values['status']}"
    work.tell(act, held.authorisation, {**told, "case": taken.name, "ground": taken.act.ground})
    return told


def _new(work: Work, taken: Taken) -> Authorisation:
    series, year = series_of(taken.case.instrument), work.on.year
    number = register_number(
        country=taken.law.jurisdiction.upper(), series=series, year=year, number=take(f"{series}-{year}")
    )
    made = Authorisation.objects.create(
        authorisation=number,
        party_id=taken.case.party_id,
        case=taken.case,
        instrument=taken.case.instrument,
        granted_at=work.at,
    )
    draw_place(made)
    return made


def _status(taken: Taken, after: Standing) -> str:
    return str(after) if after in _LIVE else _ENDED_BY.get(taken.step.verb, "revoked")


def _values(taken: Taken, facts: Facts | None, last: AuthorisationFacts | None, on: date) -> dict[str, Any]:
    """What the register says of the authorisation from the day on; once it has ended, what it said last stays."""
    said: Mapping[str, Any] = taken.act.content
    watts = sum(each.capacity_w for each in facts.connections) if facts and facts.connections else None
    return {
        "party_id": taken.case.party_id,
        "cls": taken.case.cls,
        "licensed_w": watts if facts else last and last.licensed_w,
        "conditions": said.get("conditions", last.conditions if last else []),
        "ends_on": _ends_on(taken, on),
    }


def _ends_on(taken: Taken, on: date) -> date | None:
    """The first day on which the term is over; None where none runs."""
    found = deadlines(taken.procedure, recorded(taken.case), taken.law.rulebook.calendar, on=on)
    due = [each.due for each in found if each.clock.name == _TERM and each.closed_on is None and each.due]
    return due[-1] + timedelta(days=1) if due else None
