"""The law that checks rest on, as a table."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from rugsat.law.pack import RulePack
from rugsat.law.resolve import law_rows

LAW_SCHEMA: dict[str, pl.DataType] = {
    "parameter": pl.String(),
    "class": pl.String(),
    "zone": pl.String(),
    "since": pl.Date(),
    "until": pl.Date(),
    "value": pl.Decimal(38, 18),
    "value_base": pl.Int64(),
    "item": pl.String(),
    "unit": pl.String(),
    "kind": pl.String(),
    "confidence": pl.String(),
    "act": pl.String(),
    "article": pl.String(),
    "link": pl.String(),
}


def law_table(pack: RulePack, parameters: Sequence[str], since: date, last: date) -> pl.DataFrame:
    """One row per parameter, class, zone and stretch of days on which one value holds.

    Stretches are those that share a day with `since` to `last`.
    """
    rows = law_rows(pack, parameters, since, last + timedelta(days=1))
    return pl.DataFrame(rows, schema=LAW_SCHEMA, orient="row")
