"""The score of a filer: what is counted, what it takes off, and what is said where nothing can be measured."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rugsat.domain.returns.quality import (
    PARAMETERS,
    Component,
    FiledOnce,
    Measured,
    NotFiled,
    Quality,
    quality,
)
from rugsat.law.pack import load_jurisdiction
from rugsat.law.resolve import NotSet, Resolved, resolve

ON = date(2026, 4, 30)
C = Component


def scales(*, demonstration: bool = True) -> dict[Component, Resolved | NotSet]:
    pack = load_jurisdiction("tm", demonstration=["demonstration"] if demonstration else [])
    return {component: resolve(pack, parameter, ON) for component, parameter in PARAMETERS.items()}


SCALES = scales()


def filed(period: str = "2026-03", **more: Any) -> FiledOnce:
    said: dict[str, Any] = {
        "return_name": "mining_monthly",
        "period": period,
        "part": "",
        "kind": "original",
        "taken": True,
        "rows": 1000,
        "faults": 0,
        "received_on": date(2026, 4, 5),
        "due": date(2026, 4, 10),
    }
    return FiledOnce(**{**said, **more})


def of(found: Quality, component: Component) -> Measured:
    return next(each for each in found.components if each.component is component)


def test_whoever_files_without_fault_and_in_time_has_a_hundred():
    found = quality([filed()], [], SCALES, on=ON)
    assert found.score == 100
    assert {each.component: each.points for each in found.components} == {
        C.FAULTS: 0,
        C.REFUSALS: 0,
        C.CORRECTIONS: 0,
        C.LATENESS: 0,
        C.ESTIMATES: None,
    }
    assert of(found, C.ESTIMATES).why_not == "there was nothing to measure"


def test_each_component_takes_off_what_its_scale_says():
    rows = [
        filed("2026-01", faults=20),  # 20 of 2000 rows: 1 of every hundred
        filed("2026-01", kind="correction", received_on=date(2026, 4, 9)),  # 1 of 2 taken: 50 of every hundred
        filed("2026-02", taken=False, rows=0, received_on=date(2026, 4, 6)),  # 1 of 3 files: 33 of every hundred
    ]
    found = quality(rows, [], SCALES, on=ON)
    assert [of(found, each).observed for each in (C.FAULTS, C.CORRECTIONS)] == [Decimal(1), Decimal(50)]
    assert [(of(found, each).points, of(found, each).most) for each in (C.FAULTS, C.CORRECTIONS, C.REFUSALS)] == [
        (15, 30),
        (15, 15),
        (20, 20),
    ]
    assert found.score == 100 - 15 - 15 - 20


def test_lateness_counts_from_the_due_day_to_the_first_filing_that_was_taken():
    rows = [
        filed("2026-01", taken=False, received_on=date(2026, 4, 9)),
        filed("2026-01", received_on=date(2026, 4, 22)),  # 12 days late
        filed("2026-01", kind="correction", received_on=date(2026, 4, 29)),  # a correction is no later filing
        filed("2026-02", received_on=date(2026, 4, 8)),  # in time
    ]
    measured = of(quality(rows, [], SCALES, on=ON), C.LATENESS)
    assert (measured.count, measured.of, measured.observed, measured.points) == (12, 2, Decimal(6), 12)


def test_a_return_that_is_missing_is_later_every_day():
    missing = [NotFiled("mining_monthly", "2026-03", date(2026, 4, 10))]
    found = quality([], missing, SCALES, on=ON)
    assert of(found, C.LATENESS).count == 20
    assert found.score == 100 - 20
    assert of(quality([], missing, SCALES, on=date(2026, 4, 12)), C.LATENESS).points == 5


def test_a_due_day_that_is_not_known_measures_nothing():
    assert of(quality([filed(due=None)], [], SCALES, on=ON), C.LATENESS).points is None


def test_estimates_count_in_what_stands_and_not_in_what_was_corrected():
    rows = [
        filed(flagged_rows=100, estimated_rows=50),
        filed(kind="correction", flagged_rows=100, estimated_rows=5, received_on=date(2026, 4, 9)),
        filed(return_name="other"),
    ]
    measured = of(quality(rows, [], SCALES, on=ON), C.ESTIMATES)
    assert (measured.count, measured.of, measured.points) == (5, 100, 10)


def test_where_no_act_sets_the_points_there_is_no_score_and_it_says_why():
    found = quality([filed(faults=500)], [], scales(demonstration=False), on=ON)
    assert found.score is None
    assert of(found, C.FAULTS).observed == Decimal(50)
    assert of(found, C.FAULTS).why_not == "quality.fault_points is not set: found in no source"


def test_whoever_filed_nothing_and_owes_nothing_has_no_score():
    assert quality([], [], SCALES, on=ON).score is None


def test_the_points_of_the_demonstration_come_to_a_hundred():
    most = {each.component: each.most for each in quality([], [], SCALES, on=ON).components}
    assert sum(each or 0 for each in most.values()) == 100


def test_how_it_is_made_is_published_with_the_function():
    for component in Component:
        assert f"*{component.value.capitalize()}*" in (quality.__doc__ or "")


FILINGS = st.lists(
    st.builds(
        filed,
        st.sampled_from(["2026-01", "2026-02"]),
        kind=st.sampled_from(["original", "correction", "cancellation", "nil"]),
        taken=st.booleans(),
        rows=st.integers(0, 10**9),
        faults=st.integers(0, 10**9),
        received_on=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        due=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        flagged_rows=st.none() | st.integers(0, 10**9),
    ),
    max_size=8,
)


@given(rows=FILINGS)
def test_whatever_is_filed_the_score_is_a_hundred_less_its_points_and_within_bounds(rows: list[FiledOnce]):
    found = quality(rows, [], SCALES, on=ON)
    points = [each.points for each in found.components if each.points is not None]
    assert (found.score is None) == (not points)
    if found.score is not None:
        assert 0 <= found.score <= 100
        assert found.score == max(0, 100 - sum(points))


@given(rows=FILINGS, more=st.integers(1, 10**6))
def test_a_further_fault_never_betters_the_score(rows: list[FiledOnce], more: int):
    worse = [*rows, filed("2026-01", rows=10, faults=10)]
    worst = [*rows, filed("2026-01", rows=10, faults=10 + more)]
    one, other = (quality(some, [], SCALES, on=ON).score for some in (worse, worst))
    assert one is not None and other is not None and other <= one


@pytest.mark.parametrize("component", list(Component))
def test_the_scale_of_a_component_begins_at_nought(component: Component):
    found = SCALES[component]
    assert isinstance(found, Resolved)
    assert found.value.brackets[0].since == found.value.brackets[0].rate == 0
