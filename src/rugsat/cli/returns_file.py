"""`rugsat returns file`: file returns into a lake, one file or a whole folder."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from rugsat.cli.options import (
    Demonstration,
    Json,
    LakeFolder,
    LakeJurisdiction,
    lake_to_write,
    law_of_lake,
    moment,
    now,
    print_json,
)
from rugsat.cli.returns_app import returns_app
from rugsat.cli.returns_bars import Bars
from rugsat.cli.returns_by_day import day_folders, day_of, is_refused, tell_day
from rugsat.domain.returns.filing import Filing, FilingKind
from rugsat.domain.returns.receipt_text import receipt_text
from rugsat.evidence.credentials.key_ring import Use, read_key_ring
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.language import gettext as _
from rugsat.kernel.printable import printable
from rugsat.law.pack import load_jurisdiction
from rugsat.operations.cycle.cycle import labels
from rugsat.operations.intake.authority_keys import read_authority_keys
from rugsat.operations.intake.file_return import Filed, Office
from rugsat.operations.intake.in_turn import InTurn, Outcome

# What others change or rest on is filed first: rates before what they convert, originals before corrections.
_FIRST = ("reference_series", "connection_points")
_ORDER = tuple(FilingKind)


@returns_app.command("file")
def file_returns(  # noqa: PLR0913 - one parameter for each option
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders of files, named sender.return.period.csv.")],
    *,
    lake: LakeFolder,
    jurisdiction: LakeJurisdiction = "",
    keys: Annotated[
        Path | None, typer.Option(help="File with the keys of the authority, to make person tokens.")
    ] = None,
    sign: Annotated[
        Path | None, typer.Option(help="Folder of the authority's signing keys, to sign receipts with.")
    ] = None,
    received: Annotated[
        str, typer.Option(help="When the files were received, as in 2026-02-05T10:00:00+05:00; now if left out.")
    ] = "",
    demonstration: Demonstration = None,
    by_day: Annotated[
        bool,
        typer.Option("--by-day", help="Folders named by days, as in 2026-02-05: filed in order, received at noon."),
    ] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Print every receipt in full, not only those with faults.")
    ] = False,
    as_json: Json = False,
) -> None:
    """File returns into a lake; each gets a receipt, and what is rejected changes nothing.

    Exit code 1 where a file was not accepted, 0 where all were, at least in part.
    """
    opened = lake_to_write(lake, jurisdiction)
    office = Office(
        lake=opened,
        pack=law_of_lake(opened, demonstration),
        keys=read_authority_keys(keys) if keys else None,
        signer=read_key_ring(sign).signer(Use.CREDENTIALS, now()) if sign else None,
    )
    told: list[dict[str, Any]] = []
    refused = 0
    for heading, received_then, files in _days(paths, received, opened.jurisdiction, by_day=by_day):
        outcomes: list[tuple[Path, Filed | str]] = []
        for path, filed in _filed(office, files, received_then):
            outcomes.append((path, filed))
            if not as_json and not by_day:
                _tell(path, filed, full=full)
        if not as_json and by_day:
            tell_day(heading, outcomes)
        told += [_json(path, filed) for path, filed in outcomes]
        refused += sum(is_refused(filed) for _, filed in outcomes)
    if as_json:
        print_json(told)
    else:
        for label in labels(office.pack):
            typer.echo(f"*** {label} ***")
        typer.echo(f"{len(told)} files, {refused} of them not accepted; the lake is at commit {opened.state().number}.")
    if refused:
        raise typer.Exit(1)


def _days(
    paths: Sequence[Path], received: str, jurisdiction: str, *, by_day: bool
) -> Iterator[tuple[str, datetime | None, Sequence[Path]]]:
    """Heading, moment of receipt and files: all at once, or one folder of a day after the other."""
    if not by_day:
        yield "", moment(received), list(_files(paths))
        return
    zone = ZoneInfo(load_jurisdiction(jurisdiction).rulebook.jurisdiction.time_zone)
    for folder in day_folders(paths):
        noon = datetime.combine(day_of(folder), time(12), zone)
        yield folder.name, noon, list(_files([folder]))


def _filed(office: Office, files: Sequence[Path], received: datetime | None) -> Iterator[tuple[Path, Filed | str]]:
    """What became of each file, or why it could not be filed."""
    bars = Bars()
    turn = InTurn(office, received_at=received, clock=now, progress=bars.of).filed(files)
    while outcome := _waited(turn, bars):
        path, filed = outcome
        yield path, filed if isinstance(filed, Filed) else str(filed)


def _waited(turn: Iterator[tuple[Path, Outcome]], bars: Bars) -> tuple[Path, Outcome] | None:
    with bars.waiting():
        return next(turn, None)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = [each for each in path.rglob("*") if not each.is_dir() and not each.name.startswith(".")]
            yield from sorted(found, key=_place)
        else:
            yield path


def _place(path: Path) -> tuple[bool, int, str]:
    try:
        filing = Filing.of_file(path.name)
    except RugsatError:
        return (True, len(_ORDER), path.name)
    return (filing.return_name not in _FIRST, _ORDER.index(filing.kind), path.name)


def _json(path: Path, filed: Filed | str) -> dict[str, Any]:
    if isinstance(filed, str):
        return {"file": printable(str(path)), "error": filed}
    content = {"id": filed.receipt.id, **filed.receipt.content} if filed.receipt else {"known": filed.known}
    return {"file": str(path), "commit": filed.commit, "faults": filed.faults, "receipt": content}


def _tell(path: Path, filed: Filed | str, *, full: bool) -> None:
    if isinstance(filed, str):
        typer.echo(f"{printable(path.name)}: not filed\n  {filed}\n")
        return
    receipt = filed.receipt
    if receipt is None:
        typer.echo(f"{path.name}: the same file was accepted before as filing {filed.known}; nothing changed")
    elif full or not receipt.accepted or receipt.fault_count:
        typer.echo(f"\n{receipt_text(receipt)}")
        typer.echo(_("All faults: {file}").format(file=filed.faults) + "\n" if filed.faults else "")
    else:
        typer.echo(f"{path.name}: {receipt.status.value}, {receipt.rows:,} rows, receipt {receipt.id[:16]}")
