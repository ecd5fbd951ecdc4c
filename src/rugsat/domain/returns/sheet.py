"""A batch of rows on the table: the texts as they were filed, and their values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import polars as pl

from rugsat.domain.returns.fault import ROW
from rugsat.domain.returns.setting import Setting
from rugsat.law.returns.definition import InputType

_A_SECOND = 1_000_000


class Values(Mapping[str, pl.Series]):
    """Values by the name of the filed column; a moment is in microseconds since 1970 in UTC.

    Numbers are made when they are asked for: most rules are content with doubles, which cost a quarter.
    """

    def __init__(self, read: Mapping[str, pl.Series], types: Mapping[str, pl.DataType]) -> None:
        self._read, self._types = dict(read), types
        self._doubles: dict[str, pl.Series] = {}

    def __getitem__(self, name: str) -> pl.Series:
        wanted = self._types.get(name)
        if wanted is not None and self._read[name].dtype != wanted:
            self._read[name] = self._read[name].cast(wanted)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)

    def double(self, name: str) -> pl.Series:
        """The doubles that are nearest to the numbers of a column."""
        if name not in self._doubles:
            self._doubles[name] = self._read[name].cast(pl.Float64)
        return self._doubles[name]

    def exact(self, name: str, at: pl.Series) -> pl.Series:
        """The numbers at some places, exactly."""
        return self._read[name].gather(at).cast(self._types[name])

    def only(self, good: pl.Series) -> "Values":
        """The values of some rows."""
        return Values({name: values.filter(good) for name, values in self._read.items()}, self._types)


@dataclass(frozen=True)
class Sheet:
    """Texts and values of some rows; a value is null where the text is empty or not understood."""

    texts: pl.DataFrame
    values: "Values"
    setting: Setting

    @property
    def rows(self) -> pl.Series:
        """The numbers of the rows in the file."""
        return self.texts[ROW]

    def frame(self, names: Sequence[str]) -> pl.DataFrame:
        """Some columns as values."""
        return pl.DataFrame([self.values[name].alias(name) for name in names])

    def shown(self, names: Sequence[str]) -> pl.Series:
        """The texts of some columns, as a fault shows them."""
        if len(names) == 1:
            return self.texts[names[0]]
        joined = pl.concat_str([pl.col(name).fill_null("") for name in names], separator=" | ")
        return self.texts.select(joined.alias("shown")).to_series()

    @cached_property
    def legal_day(self) -> pl.Series:
        """The day that each row belongs to, in the local time of the jurisdiction."""
        return self._days(self.values[self.setting.definition.legal_day])

    def legal_days(self, at: pl.Series) -> pl.Series:
        """The legal days of the rows at some places."""
        return self._days(self.values[self.setting.definition.legal_day].gather(at))

    def in_period(self) -> pl.Series:
        """Whether the legal day of each row lies in the period that the return is filed for."""
        return within(self.setting, self.values[self.setting.definition.legal_day], self.setting.definition.legal_day)

    def _days(self, values: pl.Series) -> pl.Series:
        return values if values.dtype == pl.Date else local_day(values, self.setting.definition.time_zone)


def within(setting: Setting, values: pl.Series, name: str) -> pl.Series:
    """Whether values of a date, month or moment column lie in the period of the setting, in local time."""
    period, definition = setting.period, setting.definition
    column = next(column for column in definition.columns if column.name == name)
    if column.type is InputType.MOMENT:
        # Two moments are compared with instead of a million local days being made.
        since, until = (_first_moment(day, definition.time_zone) for day in (period.since, period.until))
        return (values >= since) & (values < until)
    return (values >= period.since) & (values < period.until)


def _first_moment(day: date, time_zone: str) -> int:
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(time_zone))
    return round(midnight.timestamp()) * _A_SECOND


def local_day(moments: pl.Series, time_zone: str) -> pl.Series:
    """The local days of moments in microseconds."""
    moments = moments.cast(pl.Datetime("us"))
    return moments.dt.replace_time_zone("UTC").dt.convert_time_zone(time_zone).dt.date()
