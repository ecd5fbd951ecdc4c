"""The record of a case: its acts as the domain reads them, and the procedure that holds for the next one."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from rugsat.domain.licensing.case import Recorded, procedure_of, state_of
from rugsat.domain.licensing.procedure import Procedure, TransitionRefusedError
from rugsat.law.pack import RulePack
from rugsat.store.kept_law import law_in_force, law_kept
from rugsat.store.licensing.models import Case, CaseAct

_AT_ONCE = 500


def recorded(case: Case) -> tuple[Recorded, ...]:
    """The acts upon a case, the first one first, each with the day of service that is proven first."""
    return tuple(as_recorded(act) for act in _with_people(case.acts.all()))


def recorded_of(cases: Iterable[Case]) -> dict[str, tuple[Recorded, ...]]:
    """The same for several cases at once; the number of questions does not depend on how many."""
    found: dict[str, list[Recorded]] = {case.case: [] for case in cases}
    for act in _with_people(CaseAct.objects.filter(case__in=list(found))):
        found[act.case_id].append(as_recorded(act))
    return {case: tuple(acts) for case, acts in found.items()}


def each_with_acts(cases: Iterable[Case]) -> Iterator[tuple[Case, tuple[Recorded, ...]]]:
    """Each case with its acts, which are asked for by the hundred; in the order of the cases."""
    held = iter(cases)
    while some := list(islice(held, _AT_ONCE)):
        acts = recorded_of(some)
        yield from ((case, acts[case.case]) for case in some)


def as_recorded(act: CaseAct) -> Recorded:
    """An act as the domain reads it."""
    return Recorded(
        number=act.number,
        verb=act.verb,
        at=act.at,
        by=act.by.login,
        office=act.office,
        on_behalf_of=act.on_behalf_of.login if act.on_behalf_of else "",
        ground=act.ground,
        note=act.note,
        served_on=min((each.served_on for each in act.services.all()), default=None),
        signs_for=act.signs_for,
        sent_on=act.sent_on,
        means=act.means,
    )


def procedure_for(case: Case, acts: tuple[Recorded, ...], on: date) -> tuple[Procedure, RulePack]:
    """The procedure of the next act upon a case, and the law that it is part of.

    A running case is led under the law that it began under, which the office has kept. Where nothing is pending, the
    next act begins under the law in force, so long as that leads to the same state.
    """
    kept = law_kept(case.rule_pack)
    procedure = procedure_of(kept, case.instrument, acts, on=on, cls=case.cls)
    if acts and case.state in procedure.version.table.at_rest and kept != (now := law_in_force()):
        try:
            newer = procedure_of(now, case.instrument, acts, on=on, cls=case.cls)
            if state_of(newer, acts) == case.state:
                return newer, now
        except TransitionRefusedError:
            # What was lawful under the law of its day stays so; the case goes on under that.
            return procedure, kept
    return procedure, kept


def legal_day(pack: RulePack, moment: datetime) -> date:
    """The legal day of a moment under a law."""
    return moment.astimezone(ZoneInfo(pack.rulebook.jurisdiction.time_zone)).date()


def _with_people(acts: QuerySet[CaseAct]) -> QuerySet[CaseAct]:
    return acts.select_related("by", "on_behalf_of").prefetch_related("services").order_by("case", "number")
