"""The good rows as the lake keeps them: typed, with derived columns, legal day and row."""

from collections.abc import Callable
from importlib import import_module

import polars as pl

from rugsat.domain.returns import derivations
from rugsat.domain.returns.fault import ROW
from rugsat.domain.returns.sheet import Sheet
from rugsat.kernel.column import LEGAL_DAY, LOCATOR, Column, ColumnType
from rugsat.kernel.numbers import PRECISION, SCALE
from rugsat.law.returns.definition import Derivation, InputType, ReturnDefinition

KEPT_AS: dict[ColumnType, pl.DataType] = {
    ColumnType.TEXT: pl.String(),
    ColumnType.INTEGER: pl.Int64(),
    ColumnType.DECIMAL: pl.Decimal(PRECISION, SCALE),
    ColumnType.DATE: pl.Date(),
    ColumnType.MOMENT: pl.Int64(),
    ColumnType.BOOLEAN: pl.Boolean(),
}
"""How each type of column is kept in a frame."""


def kept_schema(definition: ReturnDefinition) -> dict[str, pl.DataType]:
    """Names and types of the columns of the dataset, in order."""
    return {column.name: KEPT_AS[column.type] for column in definition.kept_columns}


def kept_rows(sheet: Sheet, *, without: pl.Series) -> pl.DataFrame:
    """The rows that are not among the bad ones, with all kept columns but sender and filing."""
    sheet = _good_part(sheet, without)
    definition = sheet.setting.definition
    columns = [_kept(sheet, column.name, column.type, column.kept) for column in definition.columns]
    columns += [_derived(derivation, sheet) for derivation in definition.derived]
    columns += [sheet.legal_day.alias(LEGAL_DAY.name), sheet.rows.alias(ROW)]
    return pl.DataFrame(columns)


def located(rows: pl.DataFrame, definition: ReturnDefinition, *, sender: str, filing: str) -> pl.DataFrame:
    """Kept rows with their sender and filing, exactly the columns of the dataset in order."""
    by = {LOCATOR[0].name: sender, LOCATOR[1].name: filing}
    rows = rows.with_columns(pl.lit(value, pl.String).alias(name) for name, value in by.items())
    return rows.select([column.name for column in definition.kept_columns])


def _good_part(sheet: Sheet, without: pl.Series) -> Sheet:
    if not len(without):
        return sheet
    good = ~sheet.rows.is_in(without.implode())
    return Sheet(sheet.texts.filter(good), sheet.values.only(good), sheet.setting)


def _kept(sheet: Sheet, name: str, type_: InputType, column: Column) -> pl.Series:
    values = sheet.values[name]
    if type_ is InputType.SEALED and not sheet.setting.person_tokens:
        # What is sealed is never kept: without a key there is no token to keep instead of it.
        values = pl.repeat(None, len(values), dtype=pl.String, eager=True)
    return values.cast(KEPT_AS[column.type]).alias(column.name)


def _derived(derivation: Derivation, sheet: Sheet) -> pl.Series:
    derive: Callable[[Derivation, Sheet], pl.Series] = import_module(f"{derivations.__name__}.{derivation.rule}").derive
    return derive(derivation, sheet).cast(KEPT_AS[derivation.column.type]).alias(derivation.column.name)
