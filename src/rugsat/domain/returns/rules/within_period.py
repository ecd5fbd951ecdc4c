"""Days and moments of the period that the return is filed for."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import polars as pl

from rugsat.domain.returns.judge import Judge
from rugsat.domain.returns.setting import Setting
from rugsat.domain.returns.sheet import Sheet
from rugsat.law.returns.definition import InputType, Rule

_A_SECOND = 1_000_000


def judge(rule: Rule, setting: Setting) -> Judge:
    """From the first day of the period up to, and without, the first day after it, in local time."""
    period, definition = setting.period, setting.definition
    column = next(column for column in definition.columns if column.name == rule.on)
    is_moment = column.type is InputType.MOMENT
    bounds = (period.since, period.until)
    moments = tuple(_first_moment(day, definition.time_zone) for day in bounds)

    def bad(sheet: Sheet) -> pl.Series:
        values = sheet.values[rule.on]
        since, until = moments if is_moment else bounds
        return (values < since) | (values >= until)

    return Judge(rule=rule, shown=(rule.on,), expected=f"within {period.code}, in local time", bad=bad)


def _first_moment(day: date, time_zone: str) -> int:
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(time_zone))
    return round(midnight.timestamp()) * _A_SECOND
