"""The replay of a finding that was asked for last: whether it waits, and what it has found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from rugsat.operations.replay import Answer
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.store.runs.models import AskedReplay, Run, State
from rugsat.store.runs.replay_lease import GOING

_SOON = timedelta(seconds=15)
"""A worker that is there and has nothing else to do begins within these."""


@dataclass(frozen=True, slots=True)
class ReplayTold:
    """How a replay stands, and its two answers once there are any."""

    state: str
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None
    error: str
    goes_on: bool
    busy_with: int
    """Number of the run that a worker leads meanwhile; 0 where none does."""
    without_worker: bool
    """Whether it has waited for longer than a worker that is there would let it."""
    then: Answer | None
    now: Answer | None
    same_code: bool


def replay_of(*, finding: str, at: datetime) -> tuple[OfficeFinding, ReplayTold | None]:
    """A finding and its last replay, None where there was none; NotOnTheRegisterError where there is no finding."""
    held = OfficeFinding.objects.filter(finding=finding).first()
    if held is None:
        message = f"the office has no finding {finding}: choose one from the list"
        raise NotOnTheRegisterError(message)
    row = AskedReplay.objects.filter(finding=finding).order_by("-number").first()
    return held, _told(row, at) if row else None


def _told(row: AskedReplay, at: datetime) -> ReplayTold:
    answer = row.answer or {}
    silent = row.state == State.RUNNING and row.leased_until is not None and row.leased_until <= at
    waits = row.state == State.WAITING or silent
    led = Run.objects.filter(leased_until__gt=at).values_list("number", flat=True).first() if waits else None
    return ReplayTold(
        state=row.state,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        error=row.error,
        goes_on=row.state in GOING,
        busy_with=led or 0,
        without_worker=waits and not led and at - row.asked_at > _SOON,
        then=_answer(answer.get("then")),
        now=_answer(answer.get("now")),
        same_code=bool(answer.get("same_code")),
    )


def _answer(said: Mapping[str, Any] | None) -> Answer | None:
    if said is None:
        return None
    finding = dict(said["finding"]) if said["finding"] else None
    if finding:
        finding |= {name: date.fromisoformat(finding[name]) for name in ("first_day", "last_day")}
    return Answer(finding, said["rule_pack"], said["lake_commit"], said["same"])
