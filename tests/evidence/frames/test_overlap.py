"""Two dated tables are joined for the days on which both are true."""

from datetime import date

import polars as pl

from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.frames.overlap import overlapping


def _dated(name: str, *rows: tuple[str, str, date, date]) -> pl.DataFrame:
    return pl.DataFrame(
        rows, schema={"key": pl.String, name: pl.String, "since": pl.Date, "until": pl.Date}, orient="row"
    )


def test_rows_hold_together_from_the_later_beginning_to_the_earlier_end(engine: Engine) -> None:
    left = _dated(
        "left", ("k", "a", date(2026, 1, 1), date(2026, 3, 1)), ("k", "b", date(2026, 3, 1), date(2026, 4, 1))
    )
    right = _dated(
        "right", ("k", "x", date(2026, 2, 1), date(2026, 3, 15)), ("m", "y", date(2026, 1, 1), date(2027, 1, 1))
    )
    joined = overlapping(engine.table(left), engine.table(right), on=["key"])
    found = engine.collect(joined.select("left", "right", "since", "until")).sort("left").rows()
    assert found == [
        ("a", "x", date(2026, 2, 1), date(2026, 3, 1)),
        ("b", "x", date(2026, 3, 1), date(2026, 3, 15)),
    ]


def test_rows_that_only_touch_are_not_joined(engine: Engine) -> None:
    left = _dated("left", ("k", "a", date(2026, 1, 1), date(2026, 2, 1)))
    right = _dated("right", ("k", "x", date(2026, 2, 1), date(2026, 3, 1)))
    assert engine.collect(overlapping(engine.table(left), engine.table(right), on=["key"])).height == 0
