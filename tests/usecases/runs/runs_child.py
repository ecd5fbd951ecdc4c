"""An office that leads runs, in a process of its own: asked by many at once, slowed down, killed.

Usage: python -m tests.usecases.runs.runs_child WHAT JSON, in the surroundings RUGSAT_OFFICE, RUGSAT_DATABASE.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rugsat.store.start import start

start()

from django.db import connection  # noqa: E402 - Django is started first

from rugsat.cli.main import app  # noqa: E402
from rugsat.kernel.errors import RugsatError  # noqa: E402
from rugsat.store.findings.models import FindingEvent, OfficeFinding, TakenRun  # noqa: E402
from rugsat.store.outbox.models import Entry  # noqa: E402
from rugsat.store.queries import runs  # noqa: E402
from rugsat.store.runs.models import Run  # noqa: E402
from rugsat.usecases import lead_run  # noqa: E402
from rugsat.usecases.call import Call  # noqa: E402
from rugsat.usecases.make_office import make_office  # noqa: E402
from rugsat.usecases.start_run import start_run  # noqa: E402
from tests.usecases.people import Office, make_people  # noqa: E402

BEGAN = datetime(2026, 3, 2, 5, tzinfo=UTC)
ON = datetime(2026, 3, 31, tzinfo=UTC).date()
FILES = ("fsync", "rename", "replace", "link", "unlink")


def prepare_office(_: Any) -> dict[str, Any]:
    """Make an office with its people; the lake has been put into it."""
    make_office(administrator="first", at=BEGAN)
    make_people(Office(BEGAN))
    return {}


def begin(asked: dict[str, Any]) -> dict[str, Any]:
    """Start a run, at a signal where one is named; who was refused, or the number."""
    connection.ensure_connection()
    while asked.get("signal") and not Path(asked["signal"]).exists():
        time.sleep(0.002)
    words = {"engine": "polars", "register": "lake", **asked["words"]}
    try:
        done = start_run(Call(by="serdar", at=datetime.now(UTC)), on=ON, **words)
    except RugsatError as error:
        return {"refused": type(error).__name__, "said": str(error)}
    return {"run": int(done.subject)}


def told(_: Any = None) -> dict[str, Any]:
    """All runs, and what the office holds of them."""
    return {
        "runs": [runs.run(run=number) for number in Run.objects.order_by("number").values_list("number", flat=True)],
        "findings": OfficeFinding.objects.count(),
        "events": FindingEvent.objects.count(),
        "taken": TakenRun.objects.count(),
        "leaves": Entry.objects.filter(kind="supervision_run").count(),
    }


def work(asked: dict[str, Any]) -> dict[str, Any]:
    """Work as the command does, slowly where asked so, killed at a point where one is named."""
    if asked.get("slow"):
        _slow(asked["slow"])
    if asked.get("kill"):
        _kill_at(*asked["kill"])
    if asked.get("kill_file"):
        _kill_at_file(asked["kill_file"])
    app(["runs", "work", "--until-idle", "--lease", str(asked["lease"])], standalone_mode=False)
    return {}


def _slow(seconds: float) -> None:
    real = lead_run.ask

    def ask(*given: Any) -> Any:
        sys.stderr.write("asking\n")
        sys.stderr.flush()
        time.sleep(seconds)
        return real(*given)

    lead_run.ask = ask


def _kill_at(stage: str, where: str) -> None:
    """Die in a stage: when it has begun, when its work is done and not recorded, or when it is recorded."""
    begun, ended = lead_run.begin_stage, lead_run.end_stage
    in_stage = [""]

    def begin_stage(lease: Any, number: int, name: str, **more: Any) -> None:
        begun(lease, number, name, **more)
        in_stage[0] = name
        _die_if((name, where) == (stage, "begun"))

    def end_stage(*given: Any, **more: Any) -> None:
        _die_if((in_stage[0], where) == (stage, "worked"))
        ended(*given, **more)
        _die_if((in_stage[0], where) == (stage, "ended"))

    lead_run.begin_stage, lead_run.end_stage = begin_stage, end_stage


def _kill_at_file(step: int) -> None:
    """Die before the so manyeth change on the disk once the run is being assembled."""
    count, begun = [-1], lead_run.begin_stage

    def begin_stage(lease: Any, number: int, name: str, **more: Any) -> None:
        begun(lease, number, name, **more)
        if name == "assemble":
            count[0] = 0

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **more: Any) -> Any:
            if count[0] >= 0:
                count[0] += 1
                _die_if(count[0] == step)
            return real(*given, **more)

        return call

    lead_run.begin_stage = begin_stage
    for name in FILES:
        setattr(os, name, counted(getattr(os, name)))


def _die_if(now: bool) -> None:
    if now:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    print(
        json.dumps(
            {"prepare": prepare_office, "begin": begin, "told": told, "work": work}[sys.argv[1]](
                json.loads(sys.argv[2])
            )
        )
    )
