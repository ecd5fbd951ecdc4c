"""The helpers give the same rows on every engine, and the right ones."""

from datetime import date

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.frames.as_of import as_of, as_periods
from rugsat.evidence.frames.dated_join import dated_anti_join, dated_join
from rugsat.evidence.frames.islands import islands
from rugsat.evidence.frames.order import first_of_each, numbered
from rugsat.evidence.frames.sums import count, exact_total, total
from rugsat.kernel.period import FOREVER

D = date
_SLOW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def rows(engine: Engine, frame, *sort: str) -> list[tuple]:
    collected = engine.collect(frame)
    return collected.sort(sort or collected.columns).rows()


FACTS = pl.DataFrame(
    {"site": ["a", "a", "a", "b"], "legal_day": [D(2026, 1, 1), D(2026, 2, 1), D(2026, 3, 1), D(2026, 1, 1)]}
)
DATED = pl.DataFrame(
    {
        "site": ["a", "a"],
        "licensed": [10, 20],
        "since": [D(2026, 1, 1), D(2026, 2, 1)],
        "until": [D(2026, 2, 1), D(2026, 3, 1)],
    }
)


def test_a_dated_join_takes_what_was_true_that_day(engine: Engine) -> None:
    joined = dated_join(engine.table(FACTS), engine.table(DATED), on=["site"])
    assert rows(engine, joined) == [("a", D(2026, 1, 1), 10), ("a", D(2026, 2, 1), 20)]


def test_a_dated_anti_join_takes_what_nothing_covered_that_day(engine: Engine) -> None:
    left = dated_anti_join(engine.table(FACTS), engine.table(DATED), on=["site"], identity=["site", "legal_day"])
    assert rows(engine, left) == [("a", D(2026, 3, 1)), ("b", D(2026, 1, 1))]


def test_a_series_becomes_periods_that_end_where_the_next_begins(engine: Engine) -> None:
    series = pl.DataFrame({"series": ["x", "x", "y"], "began": [D(2026, 1, 1), D(2026, 1, 5), D(2026, 1, 2)]})
    periods = as_periods(engine.table(series), by=["series"], began="began", last=FOREVER)
    assert rows(engine, periods.select("series", "since", "until")) == [
        ("x", D(2026, 1, 1), D(2026, 1, 5)),
        ("x", D(2026, 1, 5), FOREVER),
        ("y", D(2026, 1, 2), FOREVER),
    ]


def test_rows_are_numbered_in_a_stated_order(engine: Engine) -> None:
    table = pl.DataFrame({"k": ["a", "a", "b"], "t": [2, 1, 5], "v": ["late", "early", "only"]})
    assert rows(engine, numbered(engine.table(table), by=["k"], order_by=["t"]).select("k", "number", "v")) == [
        ("a", 1, "early"),
        ("a", 2, "late"),
        ("b", 1, "only"),
    ]
    assert rows(engine, first_of_each(engine.table(table), by=["k"], order_by=["t"]).select("v")) == [
        ("early",),
        ("only",),
    ]


def test_totals_are_of_one_type(engine: Engine) -> None:
    table = pl.DataFrame(
        {"k": ["a", "a"], "i": [1, 2], "d": ["0.000000000000000001", "20000000000000000000"]},
    ).with_columns(pl.col("d").cast(pl.Decimal(38, 18)))
    grouped = engine.table(table).group_by("k").agg(total("i"), exact_total("d"), count("n"))
    collected = engine.collect(grouped)
    assert collected.schema == {"k": pl.String, "i": pl.Int64, "d": pl.Decimal(38, 18), "n": pl.Int64}
    assert str(collected["d"][0]) == "20000000000000000000.000000000000000001"


@_SLOW
@given(
    facts=st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 30)), min_size=1, max_size=12),
    steps=st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 30)), min_size=1, max_size=8, unique=True),
)
def test_as_of_finds_the_last_step_not_after_the_fact(engine: Engine, facts, steps) -> None:
    left = pl.DataFrame(facts, schema={"k": pl.String, "at": pl.Int64}, orient="row")
    left = left.with_row_index("id").with_columns(pl.col("id").cast(pl.Int64))
    right = pl.DataFrame(steps, schema={"k": pl.String, "since": pl.Int64}, orient="row")
    found = as_of(engine.table(left), engine.table(right), on=["k"], at="at", since="since")
    expected = sorted(
        (number, max(s for key, s in steps if key == k and s <= at))
        for number, (k, at) in enumerate(facts)
        if any(key == k and s <= at for key, s in steps)
    )
    assert rows(engine, found.select("id", "since")) == expected


@_SLOW
@given(
    spans=st.lists(
        st.tuples(st.sampled_from("ab"), st.integers(0, 40), st.integers(1, 6)), min_size=1, max_size=14, unique=True
    )
)
def test_islands_are_the_stretches_that_touch(engine: Engine, spans) -> None:
    table = pl.DataFrame(
        [(k, b, b + n) for k, b, n in spans], schema={"k": pl.String, "b": pl.Int64, "e": pl.Int64}, orient="row"
    )
    found = rows(engine, islands(engine.table(table), by=["k"], began="b", ended="e").select("k", "b", "e", "island"))
    for key in {row[0] for row in found}:
        covered = {moment for k, b, e, _ in found if k == key for moment in range(b, e)}
        touching = {
            moment
            for moment in covered
            if moment - 1 in covered or any(k == key and e == moment for k, _, e, _ in found)
        }
        assert len({row[3] for row in found if row[0] == key}) == len(covered - touching)
