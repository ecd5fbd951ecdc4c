"""rugsat supervise: ask every check, and write a run."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from rugsat.cli.options import (
    Demonstration,
    EngineName,
    Json,
    LakeFolder,
    NotADayError,
    day,
    law_of_lake,
    moment,
    now,
    print_json,
)
from rugsat.domain.supervision.discovery import check_named
from rugsat.evidence.credentials.key_ring import Use, read_key_ring
from rugsat.evidence.engines.choose import engine_named
from rugsat.evidence.lake.lake import Lake
from rugsat.operations.cycle.cycle import Question
from rugsat.operations.cycle.cycle import supervise as run_cycle
from rugsat.operations.cycle.run import Run, write_run
from rugsat.operations.report.documents import documents_of
from rugsat.operations.report.summary import summary_of


def supervise(  # noqa: PLR0913 - one parameter for each option
    lake: LakeFolder,
    *,
    on: Annotated[str, typer.Option("--on", help="Last legal day to look at, as in 2026-01-31.")],
    since: Annotated[
        str, typer.Option(help="First legal day; moved to the first of its month. All days if left out.")
    ] = "",
    engine: EngineName = "duckdb",
    out: Annotated[Path | None, typer.Option(help="Folder for the run; LAKE/runs if left out.")] = None,
    check: Annotated[list[str] | None, typer.Option(help="Only this check; may be repeated.")] = None,
    demonstration: Demonstration = None,
    try_act: Annotated[str, typer.Option("--try", help="Act to try, though it is not in force.")] = "",
    known_at: Annotated[
        str, typer.Option(help="Look at the evidence as it was known then, as in 2026-02-05T10:00:00+05:00.")
    ] = "",
    sign: Annotated[
        Path | None, typer.Option(help="Folder of the authority's signing keys, to sign the run's rule pack with.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask every check under the law of the day and write an immutable run with its report."""
    opened = Lake.open(lake)
    pack = law_of_lake(opened, demonstration, trying=try_act)
    last, first = day(on), day(since)
    if last is None:
        message = "--on is empty: write the last legal day to look at, as in 2026-01-31"
        raise NotADayError(message)
    if first is not None and first > last:
        message = f"--since {first} lies after --on {last}: no day would be looked at; swap them"
        raise NotADayError(message)
    known = moment(known_at)
    commit = opened.as_known_at(known) if known else None
    checks = tuple(check_named(name).name for name in check or ())
    question = Question(on=last, since=first, commit=commit, checks=checks)
    console = Console(stderr=True)
    engine_started = engine_named(engine)
    with _progress(console) as progress:
        task = progress.add_task("", total=None)

        def show(name: str, done: int, total: int) -> None:
            progress.update(task, description=name or "done", completed=done, total=total)

        run = run_cycle(opened, pack, question, engine_started, started=now(), progress=show)
    engine_started.close()
    moment_now = now()
    signer = read_key_ring(sign).signer(Use.CREDENTIALS, moment_now) if sign else None
    folder = write_run(run, out or opened.runs, documents_of(run, opened, signer=signer, at=moment_now))
    if as_json:
        print_json({**run.to_json(), "folder": str(folder)})
    else:
        _tell(run, folder)


def _tell(run: Run, folder: Path) -> None:
    typer.echo(summary_of(run))
    typer.echo(f"Run:    {folder}")
    typer.echo(f"Report: {folder / 'report.html'}")


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not sys.stderr.isatty(),
    )
