"""Loading a register snapshot: the tables of the register as files, put into the lake as one commit."""

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import polars as pl

from rugsat.evidence.lake.entry import Commit, Part
from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.schemas.contract import Contract, ContractBrokenError
from rugsat.evidence.schemas.register import AUTHORISATIONS, CONNECTIONS, DEVICES, REGISTER, SITES, WARNINGS
from rugsat.evidence.schemas.returns import OBLIGATIONS
from rugsat.kernel.column import ColumnType
from rugsat.kernel.digest import digest_of_file
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.numbers import exact
from rugsat.kernel.period import FOREVER

_AUTHORITY = "authority"
_TRUE_ONCE = (AUTHORISATIONS, SITES, CONNECTIONS, DEVICES, WARNINGS)
"""Tables that energy and power are added along, and warnings: a thing that is true twice would be added twice."""
_TABLES: tuple[Contract, ...] = (*REGISTER, WARNINGS, OBLIGATIONS)


class RegisterRefusedError(RugsatError):
    """A register snapshot that cannot be loaded; the register that was there stays."""


def load_register(lake: Lake, folder: Path, *, recorded_at: datetime) -> Commit:
    """Put a snapshot in place of the register that the lake holds; a table without a file has no rows.

    Warnings, which no check reads, stay out of the lake.

    `folder` holds one file per table, named parties.parquet or parties.csv and so on. Raises RegisterRefusedError,
    which names file, row and column, and changes nothing.
    """
    files = _files(folder)
    tables = {name: table for name, table in read_register(folder).items() if name != WARNINGS.name}
    snapshot = "+".join(sorted(digest_of_file(path)[:8] for path in files.values()))
    with lake.writing() as transaction:
        for entry in lake.state().files.values():
            if entry.dataset.startswith("register."):
                transaction.remove(entry)
        for name, table in tables.items():
            part = Part(_AUTHORITY, snapshot, table.height)
            transaction.add(table.lazy(), dataset=name, legal_day=None, parts=(part,))
        rows = {name: table.height for name, table in tables.items()}
        return transaction.commit(recorded_at=recorded_at, act="register", note={"snapshot": snapshot, "rows": rows})


def read_register(folder: Path) -> dict[str, pl.DataFrame]:
    """The tables of a snapshot by the names of their contracts; RegisterRefusedError where one is not as it must be."""
    files = _files(folder)
    held = [contract for contract in _TABLES if _short(contract) in files]
    return {contract.name: _read(files[_short(contract)], contract) for contract in held}


def _short(contract: Contract) -> str:
    return contract.name.removeprefix("register.")


def _files(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        message = f"{folder} is no folder; name one that holds a register snapshot"
        raise RegisterRefusedError(message)
    known = {_short(contract) for contract in _TABLES}
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "README")):
            continue
        if path.stem not in known or path.suffix not in {".csv", ".parquet"}:
            message = f"{path}: no table of the register; name it one of {', '.join(sorted(known))} (.csv or .parquet)"
            raise RegisterRefusedError(message)
        if path.stem in found:
            message = f"{path}: the table is there twice; remove one of the files"
            raise RegisterRefusedError(message)
        found[path.stem] = path
    return found


def _read(path: Path, contract: Contract) -> pl.DataFrame:
    try:
        table = pl.read_parquet(path) if path.suffix == ".parquet" else _from_csv(path, contract)
        checked = contract.checked(table)
        _refuse_overlaps(checked, contract, path)
        return checked
    except ContractBrokenError as error:
        message = f"{path}: {error}"
        raise RegisterRefusedError(message) from error
    except (pl.exceptions.PolarsError, OSError, csv.Error, UnicodeDecodeError) as error:
        message = f"{path}: not a readable table: {error}"
        raise RegisterRefusedError(message) from error


def _refuse_overlaps(table: pl.DataFrame, contract: Contract, path: Path) -> None:
    """No two rows of one thing may be true on one day, or a check would count what belongs to it twice."""
    if contract not in _TRUE_ONCE:
        return
    key = [name for name in contract.key if name != "since"]
    rows = table.with_columns(pl.col("until").fill_null(FOREVER)).sort(*key, "since")
    backwards = rows.filter(pl.col("until") <= pl.col("since"))
    before = pl.col("until").cum_max().shift(1).over(key)
    for wrong, what in ((backwards, "ends before it begins"), (rows.filter(pl.col("since") < before), "is true twice")):
        if wrong.height:
            row = wrong.row(0, named=True)
            named = ", ".join(f"{name} {row[name]}" for name in key)
            message = f"{path}: {named} since {row['since']} {what}; end each row before the next one begins"
            raise RegisterRefusedError(message)


def _from_csv(path: Path, contract: Contract) -> pl.DataFrame:
    table = _texts(path)
    for column in contract.columns:
        if column.name not in table.columns:
            continue
        if column.type is ColumnType.TEXT:
            empty = pl.col(column.name) == ""
            if column.nullable:
                table = table.with_columns(pl.when(~empty).then(pl.col(column.name)).alias(column.name))
            continue
        values = [_value(text, column.type, path, column.name, row) for row, text in enumerate(table[column.name], 1)]
        table = table.with_columns(pl.Series(column.name, values, dtype=contract.schema[column.name]))
    return table


def _texts(path: Path) -> pl.DataFrame:
    """Every field as text; a row of another length than the header is refused."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    if not rows:
        message = f"{path}: the file is empty; write a header"
        raise RegisterRefusedError(message)
    for number, row in enumerate(rows[1:], 1):
        if len(row) != len(rows[0]):
            message = f"{path}, row {number}: {len(row)} fields where the header has {len(rows[0])}; mend the row"
            raise RegisterRefusedError(message)
    return pl.DataFrame(rows[1:], schema=dict.fromkeys(rows[0], pl.String), orient="row")


def _value(text: str | None, kind: ColumnType, path: Path, column: str, row: int) -> object:
    if text is None or text == "":
        return None
    try:
        return _READ[kind](text)
    except (ValueError, KeyError):
        message = f"{path}, row {row}, column {column}: '{text}' is not of type {kind}; write it as the contract says"
        raise RegisterRefusedError(message) from None


def _moment(text: str) -> int:
    if text.lstrip("-").isdigit():
        return int(text)
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return int(moment.timestamp() * 1_000_000)


_READ: dict[ColumnType, Callable[[str], object]] = {
    ColumnType.INTEGER: int,
    ColumnType.DECIMAL: exact,
    ColumnType.DATE: lambda text: datetime.strptime(text, "%Y-%m-%d").date(),  # noqa: DTZ007 - a day has no zone
    ColumnType.MOMENT: _moment,
    ColumnType.BOOLEAN: {"true": True, "false": False}.__getitem__,
}
