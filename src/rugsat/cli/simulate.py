"""`rugsat simulate`: write a whole country with known offences, and score findings against what is true of it."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from rugsat.cli.options import Demonstration, Json, day, now, print_json
from rugsat.cli.score_cases import case_book, page_of_score, print_cases
from rugsat.cli.score_table import print_score
from rugsat.kernel.errors import RugsatError
from rugsat.law.pack import load_jurisdiction
from rugsat.operations.cycle.run import folder_of, read_findings
from rugsat.simulation.answers import FILE, read_answers
from rugsat.simulation.country import simulate
from rugsat.simulation.plan import Plan
from rugsat.simulation.score import score

simulate_app = typer.Typer(
    name="simulate",
    help="Write a whole country with known offences, as its firms would file it.",
    invoke_without_command=True,
)


_PAPER = 140
"""Letters to a line where the score card goes to a file, so that a line of the table stays a line."""


class NothingToScoreError(RugsatError):
    """Answers or findings that are not where they were said to be."""


@simulate_app.callback()
def write_country(  # noqa: PLR0913 - one parameter for each option
    context: typer.Context,
    *,
    jurisdiction: Annotated[
        str, typer.Option("--jurisdiction", "-j", help="Whose law and returns: tm, kz, uz.")
    ] = "tm",
    scale: Annotated[float, typer.Option(help="Size; 1 is 1.4 million meters, below some 0.001 floors hold.")] = 0.001,
    days: Annotated[int, typer.Option(help="How many days are simulated.")] = 31,
    seed: Annotated[int, typer.Option(help="Another seed is another country.")] = 1,
    since: Annotated[str, typer.Option(help="First day.")] = "2026-03-01",
    out: Annotated[Path | None, typer.Option(help="New folder for the country.", file_okay=False)] = None,
    demonstration: Demonstration = None,
) -> None:
    """Write a whole country with known offences, as its firms would file it.

    The folder gets filings/ (by the day they come in), register/, series/, keys/, answers/ and country.json. What no
    law limits cannot be broken: take a demonstration act in where the law of the jurisdiction leaves limits open.
    """
    if context.invoked_subcommand is not None:
        return
    if out is None:
        message = "say where the country goes: --out DIR, a new folder"
        raise NothingToScoreError(message)
    plan = Plan(jurisdiction=jurisdiction, scale=scale, days=days, seed=seed, since=day(since) or date.min)
    pack = load_jurisdiction(jurisdiction, demonstration=tuple(demonstration or ()))
    with _progress() as progress:
        tasks: dict[str, int] = {}

        def show(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=total)
            progress.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        world = simulate(plan, pack, out, progress=show)
    answers = world.answers.table()
    planted = dict(answers["kind"].value_counts().sort("kind").rows())
    typer.echo(f"*** simulated: nobody in {out} exists ***")
    typer.echo(f"{len(world.filings.sent):,} files, {sum(each.rows for each in world.filings.sent):,} rows")
    typer.echo(f"{planted.get('offence', 0)} offences and {planted.get('look_alike', 0)} innocent look-alikes")
    typer.echo(f"File it:      rugsat register load {out}/register --lake LAKE")
    typer.echo(
        f"              rugsat returns file {out}/filings --by-day --lake LAKE --keys {out}/keys/authority-keys.json"
    )
    typer.echo(f"Score it:     rugsat simulate score --answers {out}/answers --findings LAKE/runs")


@simulate_app.command("score")
def score_findings(
    *,
    answers: Annotated[list[Path], typer.Option(help="Folder with answers.csv; may be repeated, to pool countries.")],
    findings: Annotated[list[Path], typer.Option(help="A run, or a folder of runs: the latest; one for each answers.")],
    html: Annotated[Path | None, typer.Option("--html", help="Also write the score card as a page.")] = None,
    cases: Annotated[
        bool, typer.Option("--cases", help="Also tell a subtle offence that was found, a look-alike left alone.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Hold findings against the answers: recall and precision of each check, who was missed, who wrongly accused."""
    if len(answers) != len(findings):
        message = (
            f"there are {len(answers)} answers and {len(findings)} findings; give one --findings for each --answers"
        )
        raise NothingToScoreError(message)
    told, runs = [_answers(folder) for folder in answers], [_run(folder) for folder in findings]
    card = score([(answer, read_findings(run)) for answer, run in zip(told, runs, strict=True)])
    # Cases are those of the first country; without its lake there are none to show.
    shown = case_book(runs[0], told[0], started=now()) if cases or html else None
    if html:
        html.write_bytes(page_of_score(card, len(runs), shown))
    if as_json:
        print_json({**card.to_json(), **({"cases": shown.cases.to_json()} if cases and shown else {})})
        return
    console = Console() if sys.stdout.isatty() else Console(width=_PAPER)
    print_score(card, console)
    if cases and shown:
        print_cases(shown, console)
    if html:
        typer.echo(f"\nScore card: {html}")


def _answers(folder: Path) -> pl.DataFrame:
    for place in (folder, folder / "answers"):
        if (place / FILE).is_file():
            return read_answers(place)
    message = f"{folder} holds no {FILE}; name the answers/ folder of a simulated country"
    raise NothingToScoreError(message)


def _run(folder: Path) -> Path:
    candidates: Sequence[Path] = (folder, folder / "runs")
    for place in candidates:
        if (place / "findings.parquet").is_file():
            return place
    runs = next((place for place in reversed(candidates) if place.is_dir()), folder)
    return folder_of(runs, None)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
