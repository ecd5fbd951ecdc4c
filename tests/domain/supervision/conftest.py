"""Asking a check of a few rows, on each engine in turn."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import all_day_books
from rugsat.domain.supervision.findings import completed
from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.schemas.all import CONTRACTS
from rugsat.evidence.schemas.contract import polars_schema
from rugsat.kernel.period import FOREVER
from rugsat.kernel.unit import unit_named
from rugsat.law.adopted import definitions_in_force
from rugsat.law.pack import load_jurisdiction
from rugsat.operations.cycle.law_table import LAW_SCHEMA

Rows = Sequence[Mapping[str, Any]]
Ask = Callable[..., list[dict[str, Any]]]

ON = date(2026, 3, 1)


def moment(text: str) -> int:
    """Microseconds of an ISO time with offset."""
    return int(datetime.fromisoformat(text).astimezone(UTC).timestamp()) * 1_000_000


def law_of(*values: tuple[str, Any, str], since: date = date(2024, 1, 1), **place: str) -> list[dict[str, Any]]:
    """Rows of the law: (parameter, value, unit), for a class and zone where given."""
    return [
        {
            "parameter": parameter,
            "class": place.get("cls", "*"),
            "zone": place.get("zone", "*"),
            "since": since,
            "until": FOREVER,
            "value": Decimal(value),
            "value_base": unit_named(unit).in_base(Decimal(value)),
            "unit": unit,
            "kind": "demonstration",
            "act": "Demonstration of a test",
        }
        for parameter, value, unit in values
    ]


@pytest.fixture
def ask(engine: Engine) -> Ask:
    """Ask a check: tables by dataset, rows of the law, the day; gives violations by the contract, sorted."""

    def asked(check: Check, tables: Mapping[str, Rows], law: Rows, on: date = ON) -> list[dict[str, Any]]:
        frames = frames_of(check, tables, engine)
        rules = pl.DataFrame(list(law), schema=LAW_SCHEMA, orient="row")
        raw = engine.collect(check.ask(*frames, engine.table(rules), on))
        if check.judge is not None:
            raw = check.judge(raw, rules, on)
        return completed(raw, check=check.name, time_zone="Asia/Ashgabat").to_dicts()

    return asked


def frames_of(check: Check, tables: Mapping[str, Rows], engine: Engine) -> list[Frame]:
    """What a check reads, from rows of its datasets, or from rows as filed of those that its day books follow from."""

    def frame(name: str) -> Frame:
        books = all_day_books()
        if name in books and name not in tables:
            return books[name].of(frame)
        return engine.table(table_of(name, tables.get(name, ())))

    return [frame(name) for name in check.reads]


def table_of(name: str, rows: Rows) -> pl.DataFrame:
    """A table of a dataset from rows that say the columns that matter."""
    definitions = definitions_in_force(load_jurisdiction("tm"), ON)
    columns = definitions[name].kept_columns if name in definitions else CONTRACTS[name].columns
    schema = polars_schema(columns)
    filled = [
        {"until": FOREVER, "interval_s": 3600, "sender": "s", "filing": "f", "row": number, **row}
        for number, row in enumerate(rows)
    ]
    known = [{key: value for key, value in row.items() if key in schema} for row in filled]
    for row in rows:
        assert set(row) <= set(schema), f"{name} has no column {set(row) - set(schema)}"
    return pl.DataFrame(known, schema=schema, orient="row")
