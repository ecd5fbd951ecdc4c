"""Options and forms of output that several commands share."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from rugsat.evidence.lake.lake import Lake
from rugsat.kernel.errors import RugsatError
from rugsat.law.pack import RulePack, load_jurisdiction


class NotAMomentError(RugsatError):
    """A moment that is not written as ISO 8601 with an offset."""


class NotADayError(RugsatError):
    """A day that is not written 2026-01-31."""


LakeFolder = Annotated[Path, typer.Option("--lake", help="Folder of the lake.", file_okay=False)]
Jurisdiction = Annotated[str, typer.Option("--jurisdiction", "-j", help="Code of the jurisdiction, as in tm.")]
LakeJurisdiction = Annotated[
    str,
    typer.Option("--jurisdiction", "-j", help="Code of the jurisdiction of a new lake, as in kz; tm if left out."),
]
Demonstration = Annotated[
    list[str] | None,
    typer.Option("--demonstration", help="Demonstration act to take into the law; every output will say so."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
EngineName = Annotated[str, typer.Option("--engine", help="duckdb, polars or spark.")]


def now() -> datetime:
    """The clock, read here and nowhere below."""
    return datetime.now(UTC)


def day(text: str | None) -> date | None:
    """Read a day; NotADayError says how one is written."""
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        message = f"'{text}' is not a day: write it as 2026-01-31"
        raise NotADayError(message) from None


def moment(text: str) -> datetime | None:
    """Read a moment, None where there is none; NotAMomentError says how one is written."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        message = f"'{text}' is not a moment: write it as 2026-02-05T10:00:00+05:00"
        raise NotAMomentError(message)
    return moment


def lake_to_write(folder: Path, jurisdiction: str) -> Lake:
    """Open a lake, or make one; where no jurisdiction is said, it is that of the lake, and of a new one tm."""
    if not jurisdiction and (folder / "lake.json").is_file():
        return Lake.open(folder)
    return Lake.create(folder, jurisdiction=jurisdiction or "tm")


def law_of_lake(lake: Lake, demonstration: Sequence[str] | None, *, trying: str = "") -> RulePack:
    """The law of the jurisdiction of a lake, with the demonstration acts asked for and the act that is tried."""
    pack = load_jurisdiction(lake.jurisdiction, demonstration=tuple(demonstration or ()))
    return pack.trying(trying) if trying else pack


def print_json(content: Any) -> None:
    """Print JSON; days, moments and decimals as their text."""
    typer.echo(json.dumps(content, indent=1, ensure_ascii=False, default=str))
