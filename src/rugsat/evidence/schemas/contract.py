"""What a contract is: a named, versioned table that writer and reader agree on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from rugsat.kernel.column import Column, ColumnType
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.numbers import PRECISION, SCALE

POLARS_TYPE: Mapping[ColumnType, pl.DataType] = MappingProxyType(
    {
        ColumnType.TEXT: pl.String(),
        ColumnType.INTEGER: pl.Int64(),
        ColumnType.DECIMAL: pl.Decimal(PRECISION, SCALE),
        ColumnType.DATE: pl.Date(),
        ColumnType.MOMENT: pl.Int64(),
        ColumnType.BOOLEAN: pl.Boolean(),
    }
)


class ContractBrokenError(RugsatError):
    """A table that is not what its contract says."""


@dataclass(frozen=True, slots=True)
class Contract:
    """A table: its columns in order, the key that no two rows share, and what it is for."""

    name: str
    version: int
    purpose: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Column names and Polars types, in order."""
        return polars_schema(self.columns)

    def empty(self) -> pl.DataFrame:
        """The table without a row."""
        return pl.DataFrame(schema=self.schema)

    def table(self, rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
        """A table of the rows; ContractBrokenError where a row has other columns or a null that may not be."""
        schema = self.schema
        for row in rows:
            if unknown := set(row) - set(schema):
                message = f"{self.name}: '{min(unknown)}' is not a column of the contract; remove it"
                raise ContractBrokenError(message)
        return self.checked(pl.DataFrame(list(rows), schema=schema, orient="row"))

    def checked(self, table: pl.DataFrame) -> pl.DataFrame:
        """The table with its columns in order; ContractBrokenError names what does not keep the contract."""
        schema, columns = self.schema, table.columns
        if missing := [name for name in schema if name not in columns]:
            message = f"{self.name}: column '{missing[0]}' is missing; the contract is version {self.version}"
            raise ContractBrokenError(message)
        if unknown := [name for name in columns if name not in schema]:
            message = f"{self.name}: '{unknown[0]}' is not a column of the contract; remove it"
            raise ContractBrokenError(message)
        try:
            table = table.select(list(schema)).cast(schema)  # type: ignore[arg-type]
        except pl.exceptions.PolarsError as error:
            message = f"{self.name}: a value is not of the contract's type: {error}"
            raise ContractBrokenError(message) from error
        for column in self.columns:
            if not column.nullable and table[column.name].null_count():
                message = f"{self.name}: column '{column.name}' has an empty value; every row needs one"
                raise ContractBrokenError(message)
        if self.key and table.select(self.key).is_duplicated().any():
            message = f"{self.name}: two rows have the same {', '.join(self.key)}; each may stand once"
            raise ContractBrokenError(message)
        return table


def polars_schema(columns: Sequence[Column]) -> dict[str, pl.DataType]:
    """Column names and Polars types, in order."""
    return {column.name: POLARS_TYPE[column.type] for column in columns}
