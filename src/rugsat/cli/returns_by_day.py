"""Filing folders that are named by the day on which the files came in, and telling of each day in a few lines."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import typer

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.printable import printable
from rugsat.operations.intake.file_return import Filed


class NotADayFolderError(RugsatError):
    """A folder that does not say on which day its files came in."""


def day_folders(paths: Sequence[Path]) -> Iterator[Path]:
    """The folders of days within the folders that are named, in order of days."""
    found = []
    for path in paths:
        if not path.is_dir():
            message = f"{path} is no folder; with --by-day, name one that holds a folder for each day"
            raise NotADayFolderError(message)
        found += [each for each in path.iterdir() if not each.name.startswith(".")]
    yield from sorted(found, key=lambda each: (day_of(each), str(each)))


def day_of(folder: Path) -> date:
    """The day that a folder is named by; NotADayFolderError says how it is named."""
    try:
        day = datetime.strptime(folder.name, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        day = None
    if day is None or not folder.is_dir() or folder.name != day.isoformat():
        message = f"{printable(str(folder))} is no folder of a day; name it as in 2026-02-05, or leave --by-day out"
        raise NotADayFolderError(message)
    return day


def is_refused(filed: Filed | str) -> bool:
    """Tell whether nothing of a file was taken."""
    return isinstance(filed, str) or (filed.receipt is not None and not filed.receipt.accepted)


def tell_day(heading: str, outcomes: Sequence[tuple[Path, Filed | str]]) -> None:
    """One line for the day, and one for each file with faults."""
    receipts = [filed.receipt for _, filed in outcomes if isinstance(filed, Filed) and filed.receipt]
    rows = sum(receipt.content["accepted_rows"] for receipt in receipts)
    typer.echo(f"{heading}: {len(outcomes)} files, {rows:,} rows taken")
    for path, filed in outcomes:
        name = printable(path.name)
        if isinstance(filed, str):
            typer.echo(f"  {name}: not filed; {filed}")
        elif filed.receipt is None:
            typer.echo(f"  {name}: the same file was accepted before as filing {filed.known}")
        elif filed.receipt.fault_count or not filed.receipt.accepted:
            receipt = filed.receipt
            told = receipt.refusal or f"{receipt.rejected_rows:,} of {receipt.rows:,} rows rejected"
            typer.echo(f"  {name}: {receipt.status.value}, {told}; receipt {receipt.id[:16]}")
