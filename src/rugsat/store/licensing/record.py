"""The record of a case: its acts as the domain reads them, and the procedure that holds for the next one."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from rugsat.domain.licensing.case import Recorded, procedure_of, state_of
from rugsat.domain.licensing.procedure import Procedure, TransitionRefusedError
from rugsat.law.pack import RulePack
from rugsat.store.kept_law import law_in_force, law_kept
from rugsat.store.licensing.models import Case, CaseAct, Service
from rugsat.store.prepared import Prepared

_AT_ONCE = 500
_TOLD = (
    "number",
    "verb",
    "at",
    "by__login",
    "office",
    "on_behalf_of__login",
    "ground",
    "note",
    "signs_for",
    "sent_on",
    "means",
)
"""Columns of an act that the domain reads, in this order."""


def recorded(case: Case) -> tuple[Recorded, ...]:
    """The acts upon a case, the first one first, each with the day of service that is proven first."""
    return recorded_of([case.case])[case.case]


def recorded_of(cases: Iterable[str]) -> dict[str, tuple[Recorded, ...]]:
    """The same for up to 500 cases at once, in two questions."""
    found: dict[str, list[Recorded]] = {case: [] for case in cases}
    wanted = list(found)
    proven = _proven(wanted)
    for case, act, *told in _ACTS(cases=wanted):
        number, verb, at, by, office, behalf, ground, note, signs_for, sent_on, means = told
        found[case].append(
            Recorded(
                number=number,
                verb=verb,
                at=at,
                by=by,
                office=office,
                on_behalf_of=behalf or "",
                ground=ground,
                note=note,
                served_on=proven.get(act),
                signs_for=signs_for,
                sent_on=sent_on,
                means=means,
            )
        )
    return {case: tuple(acts) for case, acts in found.items()}


def each_with_acts(cases: Iterable[Case]) -> Iterator[tuple[Case, tuple[Recorded, ...]]]:
    """Each case with its acts, which are asked for by the hundred; in the order of the cases."""
    held = iter(cases)
    while some := list(islice(held, _AT_ONCE)):
        acts = recorded_of(case.case for case in some)
        yield from ((case, acts[case.case]) for case in some)


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


def _proven(cases: list[str]) -> dict[int, date]:
    """By act, the first of the days on which it is proven to have been served."""
    found: dict[int, date] = {}
    for act, day in _SERVICES(cases=cases):
        found[act] = min(day, found.get(act, day))
    return found


def _acts_of(cases: list[str]) -> QuerySet[CaseAct, Any]:
    acts = CaseAct.objects.filter(case__in=cases).order_by("case_id", "number")
    return acts.values_list("case_id", "pk", *_TOLD)


_ACTS = Prepared(_acts_of)
_SERVICES = Prepared(lambda cases: Service.objects.filter(act__case__in=cases).values_list("act_id", "served_on"))
