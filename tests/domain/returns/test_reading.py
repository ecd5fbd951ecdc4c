"""Values are read strictly: plain digits, days of the calendar, moments with an offset or in local time."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rugsat.domain.returns.moments import read_moments
from rugsat.law.returns.definition import InputType, ReturnColumn

NOT_PLAIN = ["+1", "1e5", " 1", "1 ", ".5", "5.", "1,000", "1_0", "NaN", "inf", "--1", "0x1", "١", "1.2.3", "-"]


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_a_number_that_is_not_in_plain_digits_is_a_fault(faults_of_values, text):
    assert faults_of_values(InputType.DECIMAL, [text]) == [(1, "x.decimal")]
    assert faults_of_values(InputType.INTEGER, [text]) == [(1, "x.integer")]


def test_a_decimal_is_kept_exactly(setting, judged):
    texts = ["0.000000000000000001", "99999999999999999999.999999999999999999", "-1", "007"]
    made = setting([ReturnColumn("x", InputType.DECIMAL, ""), ReturnColumn("on", InputType.DATE, "")])
    good = judged(made, keep=True, x=texts, on=["2026-01-01"] * 4).good
    assert good["x"].to_list() == [Decimal(text) for text in texts]
    assert good["x"].dtype == pl.Decimal(38, 18)


@pytest.mark.parametrize("text", ["1.0000000000000000001", "123456789012345678901"])
def test_a_decimal_with_too_many_digits_is_a_fault(faults_of_values, text):
    assert faults_of_values(InputType.DECIMAL, [text, "1"]) == [(1, "x.decimal")]


def test_an_empty_field_is_a_fault_where_a_value_is_required(faults_of_values):
    assert faults_of_values(InputType.TEXT, ["a", None], required=True) == [(2, "x.required")]
    assert faults_of_values(InputType.TEXT, ["a", None], required=False) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("=1+1", "formula"), ("@x", "formula"), ("+x", "formula"), ("-x", "formula"),
        (" a", "blank"), ("a ", "blank"), ("a\u00a0", "blank"), ("a\nb", "control"), ("a\x1bb", "control"),
        ("a\x85b", "control"), ("a\u2028b", "control"), ("\u200ba", "control"), ("a\u202e", "control"),
        ("\ufeffa", "control"), ("NULL", "no_value"), ("None", "no_value"), ("nan", "no_value"), ("#N/A", "no_value"),
        ("\\N", "no_value"), ("Jan\u030cyl", "composed"), ("=1 ", "blank"),
    ],
)  # fmt: skip
def test_text_that_a_spreadsheet_or_terminal_would_act_on_is_a_fault(faults_of_values, text, rule):
    assert faults_of_values(InputType.TEXT, ["a", text]) == [(2, f"x.{rule}")]


def test_a_plain_negative_number_is_good_text(faults_of_values):
    assert faults_of_values(InputType.TEXT, ["-1.5", "Ýaşyl ýaz", "Nullagulyýew", "Nan", "none", "Ҡ\u0301"]) == []


def test_a_year_0_is_in_no_calendar(faults_of_values):
    assert faults_of_values(InputType.DATE, ["0000-01-01", "0001-01-01"]) == [(1, "x.date")]
    assert faults_of_values(InputType.MONTH, ["0000-12", "0001-01"]) == [(1, "x.month")]
    texts = ["0000-12-31T23:00:00Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00"]
    assert faults_of_values(InputType.MOMENT, texts) == [(1, "x.moment"), (3, "x.moment"), (4, "x.moment")]


def test_days_months_and_booleans_are_written_one_way(faults_of_values):
    assert faults_of_values(InputType.DATE, ["2026-02-29", "2024-02-29", "2026-1-1", "01.02.2026"]) == [
        (1, "x.date"), (3, "x.date"), (4, "x.date"),
    ]  # fmt: skip
    assert faults_of_values(InputType.MONTH, ["2026-01", "2026-13", "2026-1"]) == [(2, "x.month"), (3, "x.month")]
    assert faults_of_values(InputType.BOOLEAN, ["true", "false", "TRUE", "1"]) == [(3, "x.boolean"), (4, "x.boolean")]


def _microseconds(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@settings(deadline=None)
@given(
    st.lists(
        st.datetimes(min_value=datetime(1600, 1, 1)),  # noqa: DTZ001 - offsets are drawn apart
        min_size=1,
        max_size=20,
    ),
    st.sampled_from(["Z", "+05:00", "-03:30", "+00:00"]),
    st.sampled_from(["minutes", "seconds", "microseconds"]),
)
def test_moments_with_an_offset_are_read_as_python_reads_them(moments, offset, precision):
    texts = [moment.isoformat(timespec=precision) + offset for moment in moments]
    values, refused = read_moments(pl.Series(texts), "Asia/Ashgabat")
    assert values.to_list() == [_microseconds(datetime.fromisoformat(text)) for text in texts]
    assert refused == ()


@settings(deadline=None)
@given(st.lists(st.tuples(*(st.integers(0, most) for most in (9999, 13, 32, 25, 61, 61))), min_size=1, max_size=30))
def test_moments_that_the_calendar_lacks_are_refused(parts):
    texts = [f"{y or 1:04d}-{m:02d}-{d:02d}T{h:02d}:{n:02d}:{s:02d}Z" for y, m, d, h, n, s in parts]
    values, _ = read_moments(pl.Series(texts), "Asia/Ashgabat")
    for text, value in zip(texts, values, strict=True):
        try:
            assert value == _microseconds(datetime.fromisoformat(text))
        except ValueError:
            assert value is None


@pytest.mark.parametrize(
    "text",
    ["2026-01-31 09:30:00Z", "2026-01-31T9:30:00Z", "2026-01-31T09:30:00z", "2026-01-31T09:30:60Z", "31.01.2026",
     "2026-01-31T09:30:00+0500", "2026-01-31T24:00:00Z", "+026-01-31T09:30:0Z", "2026-02-30T00:00:00"],
)  # fmt: skip
def test_a_moment_of_another_form_is_a_fault(faults_of_values, text):
    assert faults_of_values(InputType.MOMENT, [text, "2026-01-31T09:30:00Z"]) == [(1, "x.moment")]


def test_local_time_is_the_jurisdictions(setting, judged):
    made = setting([ReturnColumn("at", InputType.MOMENT, "")])
    good = judged(made, keep=True, at=["2026-01-31T23:30:00", "2026-01-31T18:30:00Z", "2026-01-31T19:30Z"]).good
    assert good["at_us"][0] == good["at_us"][1] == _microseconds(datetime(2026, 1, 31, 18, 30, tzinfo=UTC))
    assert [str(day) for day in good["legal_day"]] == ["2026-01-31", "2026-01-31", "2026-02-01"]


def test_a_local_time_that_the_clocks_skip_is_a_fault(faults_of_values):
    texts = ["2026-03-29T01:59:59", "2026-03-29T02:30:00", "2026-03-29T03:00:00"]
    assert faults_of_values(InputType.MOMENT, texts, time_zone="Europe/Berlin") == [(2, "x.skipped_hour")]


def test_a_local_time_that_comes_twice_needs_its_offset(setting, judged):
    made = setting([ReturnColumn("at", InputType.MOMENT, "")], time_zone="Europe/Berlin", period="2026-10")
    result = judged(made, keep=True, at=["2026-10-25T02:30:00", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30+01:00"])
    ((row, rule, expected),) = result.faults.select("row", "rule", "expected").rows()
    assert (row, rule) == (1, "at.repeated_hour")
    assert "write the offset" in expected
    assert result.good["at_us"][1] - result.good["at_us"][0] == 3_600_000_000
