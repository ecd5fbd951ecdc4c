"""The same checks as hand-written DuckDB SQL: what an expert would write who knows only this country and DuckDB."""

import shutil
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import all_checks, raw_dataset
from rugsat.domain.supervision.findings import completed
from rugsat.domain.supervision.violations import IN_REPORTING_CURRENCY, RAW
from rugsat.evidence.lake.entry import FileEntry
from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.schemas.all import CONTRACTS
from rugsat.evidence.schemas.contract import polars_schema
from rugsat.law.adopted import definitions_in_force
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.law_table import law_table

HERE = Path(__file__).parent
KEPT_BY_DAY = {
    "metered_days": "meter_readings",
    "registered_readings": "meter_readings",
    "executed_days": "orders_and_trades",
    "event_filings": "orders_and_trades",
    "number_gaps": "orders_and_trades",
    "transfers_abroad": "transfers",
    "owed_assets": "client_balances",
}
"""Tables that are kept for each day, and the return that they are made of; a day's come from state/*.sql."""
SHARED = ("reported", "holders", "licensed", "not_whole")
"""Views that several checks use."""
_FROM_THE_BEGINNING = ("connection_points", "exchange_clients", "provider_attestations", "reference_series", "filings")


@dataclass
class ByHand:
    """One run of the SQL over a lake, with the seconds that each part took."""

    lake: Lake
    pack: RulePack
    since: date
    on: date
    state: Path
    seconds: dict[str, float] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.files = self.lake.state()
        self.definitions = definitions_in_force(self.pack, self.on)
        self.duckdb = duckdb.connect()
        self.duckdb.execute("SET threads = 2; SET memory_limit = '6GB'; SET TimeZone = 'UTC'")
        self.duckdb.execute(f"SET VARIABLE on_day = DATE '{self.on}'")

    def days(self, dataset: str) -> list[date]:
        """Legal days of the run of which something is filed."""
        return sorted({each.legal_day for each in self._entries(dataset) if each.legal_day is not None})

    def keep(self, days: list[date]) -> None:
        """Make the tables of days that are not there yet."""
        for dataset in sorted(set(KEPT_BY_DAY.values())):
            for day in sorted(set(days) & set(self.days(dataset))):
                self._view(dataset, [each for each in self._entries(dataset) if each.legal_day == day])
                self._view("connections", self._entries("register.connections"))
                for name in (name for name, source in KEPT_BY_DAY.items() if source == dataset):
                    self._keep(name, day)

    def _keep(self, name: str, day: date) -> None:
        path = self.state / name / f"{day}.parquet"
        if path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        began = time.perf_counter()
        query = (HERE / "state" / f"{name}.sql").read_text()
        self.duckdb.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        self.seconds[f"state {name}"] = self.seconds.get(f"state {name}", 0) + time.perf_counter() - began

    def forget(self, day: date) -> None:
        """Take away what is kept of a day."""
        for name in KEPT_BY_DAY:
            (self.state / name / f"{day}.parquet").unlink(missing_ok=True)

    def ask_all(self) -> dict[str, pl.DataFrame]:
        """The violations of every check that has SQL, by name."""
        began = time.perf_counter()
        for name in {source for check in all_checks() for source in map(raw_dataset, check.reads)}:
            self._view(name.removeprefix("register."), self._entries(name))
        for name in KEPT_BY_DAY:
            files = [str(path) for path in sorted((self.state / name).glob("*.parquet"))]
            columns = polars_schema(CONTRACTS[name].columns)
            self._over(name, files, columns)
        for name in SHARED:
            query = (HERE / "state" / f"{name}.sql").read_text()
            self.duckdb.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")
        self.seconds["shared"] = time.perf_counter() - began
        return {check.name: self._ask(check) for check in all_checks() if not self._sleeps(check)}

    def _sleeps(self, check: Check) -> bool:
        """Tell whether a return that the check needs was not filed at all; then we do not ask it either."""
        needed = [name for name in check.reads if name not in check.may_be_empty]
        asleep = any(not sum(entry.rows for entry in self._entries(raw_dataset(name))) for name in needed)
        if asleep:
            self.seconds[check.name] = 0.0
        return asleep

    def _ask(self, check: Check) -> pl.DataFrame:
        began = time.perf_counter()
        law = law_table(self.pack, check.rests_on, self.since, self.on)
        self.duckdb.register("law", law.to_arrow())
        raw = pl.DataFrame(self.duckdb.sql((HERE / "sql" / f"{check.name}.sql").read_text()))
        # What cannot be said in SQL, as pairing one to one, is weighed by the same Python on both sides.
        rows = check.judge(raw, law, self.on) if check.judge else raw
        place = self.pack.rulebook.jurisdiction
        missing = [pl.lit(None, dtype).alias(name) for name, dtype in RAW.items() if name not in rows.columns]
        whole = rows.with_columns(missing).select(list(RAW)).with_columns(
            pl.col("unit").replace({IN_REPORTING_CURRENCY: place.reporting_currency}),
            pl.col("class", "zone").fill_null("*"),
        )  # fmt: skip
        found = completed(whole, check=check.name, time_zone=place.time_zone)
        counted = HERE / "sql" / f"{check.name}.left_out.sql"
        if counted.exists():
            self.left_out[check.name] = self.duckdb.execute(counted.read_text()).fetchall()[0][0]
        self.seconds[check.name] = time.perf_counter() - began
        return found

    def _entries(self, dataset: str) -> list[FileEntry]:
        since = date.min if dataset in _FROM_THE_BEGINNING else self.since
        return [
            each
            for each in self.files.of(dataset)
            if each.legal_day is None or dataset == "filings" or since <= each.legal_day <= self.on
        ]

    def _view(self, name: str, entries: list[FileEntry]) -> None:
        dataset = name if name in self.definitions or name in CONTRACTS else f"register.{name}"
        known = self.definitions[dataset].kept_columns if dataset in self.definitions else CONTRACTS[dataset].columns
        self._over(name, [str(path) for path in self.lake.paths(entries)], polars_schema(known))

    def _over(self, name: str, files: list[str], columns: dict[str, pl.DataType]) -> None:
        if not files:
            self.duckdb.register(f"no_{name}", pl.DataFrame(schema=columns).to_arrow())
            self.duckdb.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS FROM no_{name}")
            return
        ends = "* REPLACE (coalesce(until, DATE '9999-12-31') AS until)" if "until" in columns else "*"
        listed = ", ".join(f"'{each}'" for each in files)
        query = f"SELECT {ends} FROM read_parquet([{listed}], hive_partitioning = false)"
        self.duckdb.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {query}")


def forget_all(state: Path) -> None:
    """Take away all that is kept."""
    shutil.rmtree(state, ignore_errors=True)
