"""Return definitions that tests write in a line."""

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from rugsat.domain.returns.judging import Judged, Panel
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.period import ReportingPeriod
from rugsat.law.basis import Kind
from rugsat.law.returns.definition import Derivation, FilingCalendar, InputType, ReturnColumn, ReturnDefinition, Rule

Judge = Callable[..., Judged]


def definition_of(
    columns: list[ReturnColumn], rules: list[Rule], derived: tuple[Derivation, ...] = (), **changes: object
) -> ReturnDefinition:
    days = (InputType.DATE, InputType.MONTH, InputType.MOMENT)
    made = {
        "name": "example",
        "jurisdiction": "tm",
        "title": {"en": "Example"},
        "since": date(2026, 1, 1),
        "until": None,
        "filed_by": ("exchange",),
        "standard": "",
        "columns": tuple(columns),
        "rules": tuple(rules),
        "keys": (),
        "legal_day": next((column.name for column in columns if column.type in days), ""),
        "in_part": True,
        "derived": derived,
        "calendar": FilingCalendar("month", None, Kind.DEMONSTRATION, None),
        "citation": None,
        "time_zone": "Asia/Ashgabat",
    }
    return ReturnDefinition(**(made | changes))


@pytest.fixture
def definition() -> Callable[..., ReturnDefinition]:
    return definition_of


@pytest.fixture
def setting() -> Callable[..., Setting]:
    def make(columns, rules=(), *, derived=(), time_zone="Asia/Ashgabat", **facts) -> Setting:
        made = definition_of(list(columns), list(rules), tuple(derived), time_zone=time_zone)
        return Setting(definition=made, period=ReportingPeriod.parse(facts.pop("period", "2026-01")), **facts)

    return make


@pytest.fixture
def faults_of_values(setting) -> Callable[..., list[tuple[int, str]]]:
    """Faults (row, rule) of one column's texts; an optional column of the type and rules given."""

    def judge(type_: InputType, values, *rules: Rule, required=False, **facts) -> list[tuple[int, str]]:
        column = ReturnColumn("x", type_, "An example", required=required, rules=rules)
        return judged(setting([column], **facts), x=values).faults.select("row", "rule").rows()

    return judge


def judged(made: Setting, *, keep: bool = False, **texts: list[str | None]) -> Judged:
    count = len(next(iter(texts.values())))
    frame = pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String))
    return Panel(made).judge(frame.with_columns(row=pl.int_range(1, count + 1)), keep=keep)


@pytest.fixture(name="judged")
def _judged() -> Judge:
    return judged
