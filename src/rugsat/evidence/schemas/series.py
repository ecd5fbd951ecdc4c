"""Reference series: prices, exchange rates, difficulty; the values a check or a conversion takes from outside."""

from rugsat.evidence.schemas.contract import Contract
from rugsat.kernel.column import LOCATOR, Column, ColumnType

REFERENCE_SERIES = Contract(
    "reference_series",
    1,
    "A value per series that holds from a day until the next; filed by the authority as a return of that name",
    (
        Column("series", ColumnType.TEXT, "Name, as in btc.difficulty or fx.USD.TMT"),
        Column("began", ColumnType.DATE, "Day from which the value holds"),
        Column("value", ColumnType.DECIMAL, "Value"),
        *LOCATOR,
    ),
    ("series", "began"),
)
"""The columns that checks rely on; the return carries source, as-of date and valuation rule besides."""
