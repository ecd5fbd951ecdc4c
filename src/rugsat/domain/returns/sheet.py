"""A batch of rows on the table: the texts as they were filed, and their values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from rugsat.domain.returns.fault import ROW
from rugsat.domain.returns.setting import Setting
from rugsat.law.returns.definition import InputType


@dataclass(frozen=True)
class Sheet:
    """Texts and values of some rows; a value is null where the text is empty or not understood."""

    texts: pl.DataFrame
    values: Mapping[str, pl.Series]
    """By the name of the filed column; a moment is in microseconds since 1970 in UTC."""
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
        definition = self.setting.definition
        column = next(column for column in definition.columns if column.name == definition.legal_day)
        return self.day(column.name, column.type)

    def day(self, name: str, type_: InputType) -> pl.Series:
        """The values of a date, month or moment column as local days."""
        if type_ is not InputType.MOMENT:
            return self.values[name]
        return local_day(self.values[name], self.setting.definition.time_zone)


def local_day(moments: pl.Series, time_zone: str) -> pl.Series:
    """The local days of moments in microseconds."""
    moments = moments.cast(pl.Datetime("us"))
    return moments.dt.replace_time_zone("UTC").dt.convert_time_zone(time_zone).dt.date()
