"""A column of a contract or a return: name, type, unit and meaning."""

from dataclasses import dataclass
from enum import StrEnum


class ColumnType(StrEnum):
    """How a value is kept in the lake. There is one exact decimal, 38 digits with 18 behind the point."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    MOMENT = "moment"
    """Microseconds since 1970-01-01T00:00:00Z as a 64-bit integer; such columns are named …_us."""
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it is kept; `unit` is empty where the value has none."""

    name: str
    type: ColumnType
    meaning: str
    unit: str = ""
    nullable: bool = False


LOCATOR: tuple[Column, ...] = (
    Column("sender", ColumnType.TEXT, "Party that filed the row"),
    Column("filing", ColumnType.TEXT, "Filing that the row came with"),
    Column("row", ColumnType.INTEGER, "Number of the row in the file as it was filed, the first data row being 1"),
)
"""The columns that tell, for every row of the lake, where it came from; compaction keeps them."""

LEGAL_DAY = Column("legal_day", ColumnType.DATE, "Day of the row in the local time of the jurisdiction")
