"""Runs of the cycle: listed, and one with its stages, how far it is, and all that happened to it."""

from datetime import datetime
from typing import Any

from rugsat.domain.supervision.discovery import all_checks
from rugsat.kernel.language import gettext as _
from rugsat.kernel.record import to_plain
from rugsat.operations.report.sentences import check_name
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.store.runs.models import ACTIVE, Run, RunStage, State
from rugsat.store.runs.plan import ASSEMBLE, BIND, REGISTER, TAKE_UP, stages_of

_LINE = (
    "version",
    "state",
    "jurisdiction",
    "on",
    "since",
    "checks",
    "engine",
    "register",
    "started_by",
    "started_at",
    "tries",
    "began_at",
    "ended_at",
    "error",
    "result",
    "taken",
)


def listed(*, state: str = "", first: int = 0, number: int = 100) -> list[dict[str, Any]]:
    """Runs, the latest first: so many from the first on, those of a state where it is named."""
    rows = Run.objects.filter(state=state) if state else Run.objects.all()
    return [_line(row) for row in rows.order_by("-number")[first : first + number]]


def states() -> tuple[str, ...]:
    """The states in which a run may be."""
    return tuple(State.values)


def going() -> dict[str, Any] | None:
    """The run that waits or is led, of which there is one at most; None where there is none."""
    row = Run.objects.filter(state__in=ACTIVE).order_by("number").first()
    return _line(row) if row else None


def run(*, run: int, at: datetime | None = None) -> dict[str, Any]:
    """A run with every stage, past and to come, and its history; `at` says as of when its lease is looked at."""
    row = Run.objects.filter(number=run).first()
    if row is None:
        message = f"there is no run {run}: list them with rugsat runs list"
        raise NotOnTheRegisterError(message)
    events = row.events.order_by("pk")
    return {
        **_line(row),
        "inputs": row.inputs,
        "worker": row.worker,
        "heartbeat_at": to_plain(row.heartbeat_at),
        "leased_until": to_plain(row.leased_until),
        "worker_is_silent": bool(at and row.leased_until and row.leased_until <= at),
        "plan": _plan(row),
        "events": [
            {"what": each.what, "words": event_words(each.what), "at": to_plain(each.at), "by": each.by}
            | {"note": each.note}
            for each in events
        ],
    }


def stage_words(stage: str) -> str:
    """What is done in a stage, in the present language; of a check, its statement."""
    words = {
        "": _("Waits for a worker"),
        REGISTER: _("Puts the register into the lake"),
        BIND: _("Binds evidence and law"),
        ASSEMBLE: _("Writes the run into the lake"),
        TAKE_UP: _("Takes the findings up"),
    }
    return words[stage] if stage in words else check_name(stage)


def state_words(state: str) -> str:
    """How a run stands, in the present language."""
    return {
        "waiting": _("Waiting"),
        "running": _("Running"),
        "cancelling": _("Being cancelled"),
        "cancelled": _("Cancelled"),
        "failed": _("Failed"),
        "done": _("Done"),
    }[state]


def event_words(what: str) -> str:
    """What happened to a run, in the present language."""
    return {
        "started": _("Started"),
        "retried": _("Tried again"),
        "led": _("Taken up by a worker"),
        "given_back": _("Given back by its worker"),
        "lease_ended": _("Its worker has fallen silent"),
        "cancelling": _("Cancelled; its worker stops after this stage"),
        "cancelled": _("Cancelled"),
        "failed": _("Failed"),
        "done": _("Done"),
    }[what]


def _line(row: Run) -> dict[str, Any]:
    said = {name: to_plain(getattr(row, name)) for name in _LINE}
    progress = {"done": row.stages_done, "of": row.stages, "stage": row.doing, "words": stage_words(row.doing)}
    return {"run": row.number, **said, "state_words": state_words(row.state), "progress": progress}


def _plan(row: Run) -> list[dict[str, Any]]:
    begun = {stage.number: stage for stage in row.begun_stages.order_by("number")}
    names = dict(enumerate(stages_of(row.checks or [check.name for check in all_checks()]), 1))
    # A run of an earlier version may have had other checks: what it did is told as it was done.
    names |= {number: stage.name for number, stage in begun.items()}
    return [_stage(number, name, begun.get(number)) for number, name in sorted(names.items())]


def _stage(number: int, name: str, stage: RunStage | None) -> dict[str, Any]:
    said = {"number": number, "stage": name, "words": stage_words(name)}
    if stage is None:
        return {**said, "state": "to_come", "reused": False, "began_at": None, "ended_at": None, "seconds": None}
    seconds = (stage.ended_at - stage.began_at).total_seconds() if stage.ended_at else None
    return {
        **said,
        "state": "done" if stage.ended_at else "begun",
        "reused": stage.reused,
        "began_at": to_plain(stage.began_at),
        "ended_at": to_plain(stage.ended_at),
        "seconds": seconds,
        "worker": stage.worker,
        "inputs": stage.inputs,
        "result": stage.result,
    }
