"""True cases and look-alikes of checks, in few rows, with what the check itself gives for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import all_day_books, check_named
from rugsat.domain.supervision.findings import completed
from rugsat.evidence.engines.polars_engine import PolarsEngine
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.schemas.all import CONTRACTS
from rugsat.evidence.schemas.contract import polars_schema
from rugsat.kernel.period import FOREVER
from rugsat.kernel.unit import unit_named
from rugsat.law.adopted import definitions_in_force
from rugsat.law.pack import load_jurisdiction
from rugsat.operations.cycle.law_table import LAW_SCHEMA

CASES = Path(__file__).resolve().parent.parent / "docs" / "cases"
TRUE_CASE, LOOK_ALIKE = "true_case", "look_alike"
_FORMS_OF, _TIME_ZONE = "tm", "Asia/Ashgabat"
_LONG_AGO = date(2000, 1, 1)

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Case:
    """What happened, the rows that tell of it, and what the check gives for them."""

    happened: str
    on: date
    tables: dict[str, Rows]
    """Rows by dataset, as they stand in the file, ranges written out."""
    law: Rows
    stated: Rows
    """The violations that the file says the check gives."""
    draw: dict[str, Any]
    violations: Rows
    """Those that it gives."""


def has_case(name: str, folder: Path = CASES) -> bool:
    """Whether there is a case file for the check."""
    return (folder / f"{name}.yaml").is_file()


@cache
def cases_of(name: str, folder: Path = CASES) -> dict[str, Case]:
    """The true case and the look-alike of a check."""
    written = yaml.safe_load((folder / f"{name}.yaml").read_text())
    return {kind: _case(check_named(name), written, written[kind]) for kind in (TRUE_CASE, LOOK_ALIKE)}


def _case(check: Check, shared: Mapping[str, Any], own: Mapping[str, Any]) -> Case:
    law = own.get("law", shared["law"])
    on = own.get("day", shared["day"])
    tables: dict[str, Rows] = {}
    for rows in (shared.get("rows", {}), own.get("rows", {})):
        for dataset, lines in rows.items():
            tables.setdefault(dataset, []).extend(each for line in lines for each in _written_out(line))
    return Case(
        happened=" ".join(own["happened"].split()),
        on=on,
        tables=tables,
        law=law,
        stated=own.get("found", []),
        draw={**shared.get("draw", {}), **own.get("draw", {})},
        violations=_asked(check, tables, law, on),
    )


def _written_out(line: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One row for each day or number where a column says from..to."""
    for column, value in line.items():
        if isinstance(value, str) and ".." in value:
            first, last = value.split("..")
            yield from ({**line, column: each} for each in _range(first, last))
            return
    yield line


def _range(first: str, last: str) -> list[date] | list[int]:
    if first.isdigit():
        return list(range(int(first), int(last) + 1))
    began, ended = date.fromisoformat(first), date.fromisoformat(last)
    return [began + timedelta(days=number) for number in range((ended - began).days + 1)]


def _asked(check: Check, tables: Mapping[str, Rows], law: Rows, on: date) -> Rows:
    engine = PolarsEngine()
    books = all_day_books()

    def frame(name: str) -> Frame:
        return books[name].of(frame) if name in books else engine.table(_table(name, tables.get(name, [])))

    rules = pl.DataFrame([_rule(each) for each in law], schema=LAW_SCHEMA, orient="row")
    raw = engine.collect(check.ask(*(frame(name) for name in check.reads), engine.table(rules), on))
    weighed = raw if check.judge is None else check.judge(raw, rules, on)
    return completed(weighed, check=check.name, time_zone=_TIME_ZONE).to_dicts()


def _rule(stated: Mapping[str, Any]) -> dict[str, Any]:
    value = None if "item" in stated else Decimal(str(stated["value"]))
    base = None if value is None else unit_named(stated["unit"]).in_base(value)
    place = {"class": "*", "zone": "*", "since": _LONG_AGO, "until": FOREVER, "kind": "demonstration"}
    return {**place, "act": "The drawing", **stated, "value": value, "value_base": base}


def _table(name: str, rows: Rows) -> pl.DataFrame:
    definitions = definitions_in_force(load_jurisdiction(_FORMS_OF), date(2026, 3, 1))
    columns = definitions[name].kept_columns if name in definitions else CONTRACTS[name].columns
    schema = polars_schema(columns)
    filled = []
    for number, row in enumerate(rows, 1):
        if unknown := set(row) - set(schema):
            message = f"{name} has no column '{min(unknown)}': write the columns that the lake keeps"
            raise ValueError(message)
        known = {"until": FOREVER, "sender": "sender", "filing": "filing", "row": number, **row}
        filled.append({key: _kept(value, schema[key]) for key, value in known.items() if key in schema})
    return pl.DataFrame(filled, schema=schema, orient="row")


def _kept(value: Any, kept_as: pl.DataType) -> Any:
    """A value of a case file as the lake keeps it: moments as microseconds, exact decimals, periods as text."""
    if isinstance(value, datetime):
        return int(value.astimezone(UTC).timestamp()) * 1_000_000
    if isinstance(value, date) and isinstance(kept_as, pl.String):
        return value.isoformat()
    return Decimal(str(value)) if isinstance(kept_as, pl.Decimal) and value is not None else value
