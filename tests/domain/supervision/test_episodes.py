"""Violations that adjoin are one finding, whatever order they come in, and a growing episode keeps its key."""

from datetime import date, timedelta
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rugsat.domain.supervision.findings import Basis, completed, findings_of, standing
from rugsat.domain.supervision.violations import RAW
from rugsat.operations.cycle.law_table import LAW_SCHEMA

FIRST = date(2026, 1, 1)
ZONE = "Asia/Ashgabat"
SPANS = st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 40), st.integers(1, 5)), min_size=1, max_size=25)


def law(*rows: dict) -> pl.DataFrame:
    full = [{"parameter": "p.q", "class": "*", "zone": "*", "since": FIRST, "until": date(9999, 12, 31), "act": "Act 1",
             "article": "Art. 2", "kind": "law", "confidence": "P", **row} for row in rows]  # fmt: skip
    return pl.DataFrame(full, schema=LAW_SCHEMA, orient="row")


BASIS = Basis("a_check", "stable", "pack", 1, 1, "code", law({}))


def raw(spans: list[tuple[str, int, int]]) -> pl.DataFrame:
    rows = [
        {**dict.fromkeys(RAW), "subject": f"s:{who}", "first_day": FIRST + timedelta(days=day),
         "last_day": FIRST + timedelta(days=day + length - 1), "observed": Decimal(day + length), "limit": Decimal(0),
         "unit": "count", "class": "*", "zone": "*"}
        for who, day, length in spans
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=RAW, orient="row")


def findings(spans: list[tuple[str, int, int]]) -> pl.DataFrame:
    return findings_of(completed(raw(spans), check="a_check", time_zone=ZONE), BASIS)


@given(SPANS)
def test_the_episodes_of_a_subject_are_its_stretches_of_days_without_a_gap(spans: list[tuple[str, int, int]]) -> None:
    found = findings(spans)
    for who in "ab":
        covered = {day + n for name, day, length in spans if name == who for n in range(length)}
        stretches = sorted(day for day in covered if day - 1 not in covered)
        mine = found.filter(pl.col("subject") == f"s:{who}").sort("first_day")
        assert [(day - FIRST).days for day in mine["first_day"]] == stretches
        assert sum((last - first).days + 1 for first, last in mine.select("first_day", "last_day").rows()) == len(
            covered
        )


@given(SPANS, st.randoms())
def test_the_order_of_the_violations_does_not_matter(spans: list[tuple[str, int, int]], chance) -> None:
    shuffled = list(spans)
    chance.shuffle(shuffled)
    assert findings(shuffled).equals(findings(spans))


@given(SPANS)
def test_every_violation_is_counted_once(spans: list[tuple[str, int, int]]) -> None:
    assert findings(spans)["violations"].sum() == len(spans)


@given(st.integers(1, 20))
def test_a_growing_episode_keeps_its_key(days: int) -> None:
    grown = findings([("a", n, 1) for n in range(days)])
    begun = findings([("a", 0, 1)])
    assert grown["finding"].to_list() == begun["finding"].to_list()


def test_intervals_that_touch_across_midnight_are_one_and_two_days_apart_are_two() -> None:
    assert findings([("a", 0, 1), ("a", 1, 1)]).height == 1
    assert findings([("a", 0, 1), ("a", 2, 1)]).height == 2


def test_what_is_observed_is_the_row_farthest_from_its_limit() -> None:
    (found,) = findings([("a", 0, 1), ("a", 1, 3), ("a", 4, 1)]).to_dicts()
    assert found["observed"] == 5
    assert found["articles"] == "p.q: Act 1, Art. 2 (law)"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{}], "law"),
        ([{}, {"kind": "policy", "confidence": ""}], "policy"),
        ([{"kind": "policy", "confidence": ""}, {"kind": "demonstration", "confidence": ""}], "demonstration"),
        ([{"confidence": "S"}], "unverified"),
        ([{"confidence": "W"}, {"kind": "demonstration", "confidence": ""}], "unverified"),
    ],
)
def test_a_finding_stands_as_firm_as_the_weakest_value_it_rests_on(rows: list[dict], expected: str) -> None:
    assert standing(law(*rows)) == expected
