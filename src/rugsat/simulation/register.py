"""The register of the country: rows by table, written as a snapshot that keeps the contract."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl

from rugsat.evidence.schemas.contract import Contract
from rugsat.evidence.schemas.register import REGISTER
from rugsat.evidence.schemas.returns import OBLIGATIONS

_TABLES: dict[str, Contract] = {each.name.removeprefix("register."): each for each in (*REGISTER, OBLIGATIONS)}
_LARGE = 100_000
_ACT = "simulated"


class Register:
    """Rows of the register, gathered while the country is made."""

    def __init__(self, since: date) -> None:
        self._since = since - timedelta(days=90)
        self._recorded_us = int(datetime.combine(self._since, datetime.min.time(), UTC).timestamp()) * 1_000_000
        self._rows: dict[str, list[dict[str, object]]] = {name: [] for name in _TABLES}
        self._frames: dict[str, list[pl.DataFrame]] = {name: [] for name in _TABLES}

    def add(
        self,
        table: str,
        row: Mapping[str, object] | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
        **more: object,
    ) -> None:
        """Add a row that is true from `since` up to, without, `until`; left out, since long before and for ever.

        `row` holds columns whose names are words of Python; all others may be named directly.
        """
        times = {} if table == "obligations" else {"since": since or self._since, "until": until}
        said = {"act": _ACT, **(row or {}), **more, **times, "recorded_us": self._recorded_us}
        self._rows[table].append(said)

    def extend(self, table: str, rows: pl.DataFrame) -> None:
        """Add many rows at once; `since` may be empty for long before."""
        since = pl.col("since").fill_null(pl.lit(self._since))
        self._frames[table].append(rows.with_columns(since, act=pl.lit(_ACT), recorded_us=pl.lit(self._recorded_us)))

    def rows(self, table: str) -> list[dict[str, object]]:
        """The rows of a table so far."""
        return self._rows[table]

    def write(self, folder: Path) -> None:
        """One file for each table, in CSV, large ones in Parquet; a table without rows is there with its header."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in self._rows.items():
            table = self._table(name, rows)
            if table.height > _LARGE:
                table.write_parquet(folder / f"{name}.parquet")
            else:
                table.with_columns(pl.selectors.decimal().cast(pl.String)).write_csv(folder / f"{name}.csv")

    def _table(self, name: str, rows: list[dict[str, object]]) -> pl.DataFrame:
        contract = _TABLES[name]
        frames = [contract.checked(frame) for frame in self._frames[name] if frame.height]
        return contract.checked(pl.concat([contract.table(rows), *frames]))
