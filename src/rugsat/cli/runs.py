"""rugsat runs: start a run of the cycle from the office, watch it, cancel it, try it again; work as a worker."""

import importlib
import os
import secrets
import signal
import socket
from datetime import timedelta
from typing import Annotated, Any

import typer

from rugsat.cli.office_call import Asked, act, office_app, query, run, tell
from rugsat.cli.options import EngineName, Json, day, now
from rugsat.kernel.errors import RugsatError

runs_app = office_app("runs", "Runs of the cycle in the office: start, list, show, cancel, retry, work.")

_CLOCK = "clock"
_HEAD = (
    "run",
    "state",
    "on",
    "since",
    "checks",
    "engine",
    "register",
    "started_by",
    "started_at",
    "tries",
    "error",
    "result",
    "taken",
    "worker",
    "heartbeat_at",
    "worker_is_silent",
)
"""What is told of a run before its stages."""
_OFFICE_ITSELF = "register"

Number = Annotated[int, typer.Argument(help="Number of the run, as rugsat runs list tells it.")]


class StarterUnknownError(RugsatError):
    """Somebody whom start does not know."""


class StateUnknownError(RugsatError):
    """A state in which no run is ever."""


@runs_app.command()
def start(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    *,
    on: Annotated[str, typer.Option(help="Last legal day to look at; the last whole one if left out.")] = "",
    since: Annotated[
        str, typer.Option(help="First legal day; moved to the first of its month. All days if left out.")
    ] = "",
    check: Annotated[list[str] | None, typer.Option(help="Only this check; may be repeated.")] = None,
    engine: EngineName = "duckdb",
    register: Annotated[
        str, typer.Option(help="office: its register goes into the lake first; lake: the one that it holds is taken.")
    ] = "office",
    by: Annotated[str, typer.Option(help="clock: the office itself starts it, at most once a day, by a timer.")] = "",
    as_json: Json = False,
) -> None:
    """Start a run of the cycle; workers lead it, one run at a time."""
    if by:
        context.obj = _by_the_clock(by, context.obj)
    asked: dict[str, Any] = {"on": day(on), "since": day(since), "checks": tuple(check or ()), "engine": engine}
    act(context, "start_run", **asked, register=register, as_json=as_json)


@runs_app.command("list")
def list_runs(
    *,
    state: Annotated[str, typer.Option(help="Only those that are waiting, running, failed, done, and so on.")] = "",
    as_json: Json = False,
) -> None:
    """List the runs, the latest first."""
    states = query("runs.states")
    if state and state not in states:
        message = f"there is no state '{state}' of a run: take one of {', '.join(states)}"
        raise StateUnknownError(message)
    rows = query("runs.listed", state=state)
    if as_json:
        tell(rows, as_json=True)
        return
    for row in rows:
        typer.echo(_line(row))
    if not rows:
        none = f"No run is {state}." if state else "There are no runs; start one with: rugsat runs --by LOGIN start"
        typer.echo(none)


@runs_app.command()
def show(number: Number, *, as_json: Json = False) -> None:
    """Show a run: what it is bound to, how far it is, every stage, and all that happened to it."""
    told = query("runs.run", run=number, at=now())
    if as_json:
        tell(told, as_json=True)
        return
    tell({name: told[name] for name in _HEAD} | {"inputs": told["inputs"]}, as_json=False)
    typer.echo("stages:")
    for stage in told["plan"]:
        typer.echo(_stage(stage))
    typer.echo("history:")
    for event in told["events"]:
        typer.echo(f"  {event['at'][:19]}Z  {event['words']}  {event['by']}  {event['note']}".rstrip())


@runs_app.command()
def cancel(
    context: typer.Context,
    number: Number,
    *,
    note: Annotated[str, typer.Option(help="Why.")] = "",
    as_json: Json = False,
) -> None:
    """Cancel a run: it stops after the stage that it is in, and leaves nothing in the lake."""
    act(context, "cancel_run", run=number, note=note, as_json=as_json)


@runs_app.command()
def retry(context: typer.Context, number: Number, *, as_json: Json = False) -> None:
    """Try a run again that failed or was cancelled; answers that would be the same are not asked for again."""
    act(context, "retry_run", run=number, as_json=as_json)


@runs_app.command()
def work(
    *,
    until_idle: Annotated[
        bool, typer.Option("--until-idle", help="End when no run waits or is led by anybody.")
    ] = False,
    lease: Annotated[
        float, typer.Option(help="Seconds that a run is held without a sign of life of its worker.", min=1)
    ] = 60,
) -> None:
    """Work as a worker: lead the runs that are started, until SIGTERM or Ctrl+C, then end after the stage."""
    start_office = importlib.import_module("rugsat.store.start")
    start_office.start()
    start_office.refuse_unmade()
    working = importlib.import_module("rugsat.usecases.work_runs")
    name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
    worker = working.Worker(name, now, lease=timedelta(seconds=lease), say=typer.echo)
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: worker.stop())
    worker.work(until_idle=until_idle)


def _by_the_clock(by: str, asked: Asked) -> Asked:
    if by != _CLOCK:
        message = f"'{by}' is not {_CLOCK}: a person starts a run with rugsat runs --by LOGIN start"
        raise StarterUnknownError(message)
    # The key of the legal day lets a timer that fires twice in it, or late, start one run.
    today = run("work.day_of", moment=now())
    return Asked(_OFFICE_ITSELF, asked.key or f"clock-{today}", None, "")


def _stage(stage: dict[str, Any]) -> str:
    took = "" if stage["seconds"] is None else f"{stage['seconds']:.1f} s"
    how = "there already" if stage["reused"] else {"to_come": "to come"}.get(stage["state"], stage["state"])
    return f"  {stage['number']:>3}  {how:<13}  {took:>9}  {stage['words']}"


def _line(row: dict[str, Any]) -> str:
    progress = row["progress"]
    far = f"{progress['done']} of {progress['of']}" if progress["of"] else "-"
    since = row["since"] or "the beginning"
    end = row["result"] or row["error"] or progress["words"]
    return f"{row['run']:>5}  {row['state']:<10}  {since} to {row['on']}  {far:>8}  {row['started_by']}  {end}"
