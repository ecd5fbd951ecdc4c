"""Checks and the frames they stand on use only what every engine computes alike."""

from pathlib import Path

import pytest

from tests.architecture.portable import problems

ROOT = Path(__file__).parents[2] / "src" / "rugsat"
CHECKS = sorted((ROOT / "domain" / "supervision" / "checks").rglob("*.py"))
FRAMES = [
    *sorted((ROOT / "evidence" / "frames").glob("*.py")),
    *(ROOT / "domain" / "supervision" / f"{name}.py" for name in ("licensed", "limits", "supply", "violations")),
    *sorted((ROOT / "domain" / "supervision" / "day_books").glob("*.py")),
]
SNIPPET = """
import narwhals as nw
import polars as pl
import math

_PPM = 1_000_000
_NUMBER = nw.Decimal(38, 18)

@check(reads=("a",), rests_on=(), judge=judge)
def a_thing_is_so(a: Frame, b: Frame, law: Frame, on: date) -> Frame:
    return _and_then(a, {expression})

def _and_then(a, b):
    {statement}

def judge(rows, law, on):
    return rows.select(pl.col("x").mean() / 2).to_native()
"""

BAD = [
    "nw.col('price') * nw.col('quantity')",
    "nw.col('load_w') * nw.col('price')",
    "nw.col('load_w') * 1.05",
    "nw.col('load_w') / 4",
    "nw.col('load_w') // 4",
    "nw.col('load_w') % 4",
    "nw.col('load_w') ** 2",
    "nw.col('x').mean()",
    "nw.col('x').median()",
    "nw.col('x').quantile(0.5, 'nearest')",
    "nw.col('x').std()",
    "nw.col('x').rank()",
    "nw.col('x').first().over('y')",
    "nw.col('x').last().over('y')",
    "nw.col('x').cum_sum().over('y')",
    "nw.col('x').shift(1).over('y')",
    "nw.col('x').map_batches(math.floor)",
    "nw.col('t').dt.timestamp()",
    "nw.col('t').dt.convert_time_zone('Asia/Ashgabat')",
    "nw.col('t').dt.total_minutes()",
    "nw.col('t').dt.truncate('1h')",
    "nw.col('t').str.to_uppercase()",
    "nw.col('x').cast(nw.Float64)",
    "nw.col('x').cast(nw.Decimal(38, 10))",
    "nw.mean('x')",
    "nw.concat([a, b], how='diagonal')",
    "nw.from_native(b)",
    "a.join(b, how='cross')",
    "a.join(b, on='x', how='full')",
    "a.join_asof(b, on='x')",
    "a.to_native()",
    "a.collect()",
    "a.with_row_index()",
    "pl.col('x')",
    "floor(2)",
]

GOOD = [
    "nw.col('load_w') * _PPM > nw.col('licensed_w') * (nw.col('tolerance_ppm') + _PPM)",
    "nw.col('interval_s') * 1_000_000 + nw.col('began_us')",
    "nw.col('x').cum_sum().over('y', order_by=['z']).cast(nw.Int64)",
    "nw.col('x').sum().cast(_NUMBER).alias('x')",
    "nw.col('day').dt.truncate('1mo').cast(nw.Date)",
    "a.join(b, on=['x'], how='anti').filter(~nw.col('y').is_null())",
    "nw.concat([a, b], how='vertical')",
    "nw.lit(on.replace(day=1))",
]


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.stem)
def test_a_check_uses_portable_expressions_only(path: Path):
    assert list(problems(path.read_text(), checks_only=True)) == []


@pytest.mark.parametrize("path", FRAMES, ids=lambda path: path.stem)
def test_what_checks_stand_on_uses_portable_expressions_only(path: Path):
    assert list(problems(path.read_text(), checks_only=False)) == []


@pytest.mark.parametrize("expression", BAD)
def test_an_expression_that_engines_compute_differently_is_named(expression: str):
    inside = SNIPPET.format(expression=expression, statement="return a")
    called = SNIPPET.format(expression="b", statement=f"return {expression}")
    for source in (inside, called):
        (problem, *_) = list(problems(source, checks_only=True))
        assert problem.startswith("line ")


@pytest.mark.parametrize("expression", GOOD)
def test_an_expression_that_engines_compute_alike_passes(expression: str):
    assert list(problems(SNIPPET.format(expression=expression, statement="return a"), checks_only=True)) == []
