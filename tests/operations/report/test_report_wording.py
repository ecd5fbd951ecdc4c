from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from rugsat.kernel.language import speaking
from rugsat.operations.report.findings import comparison
from rugsat.operations.report.wording import amount, amounts, day, days, moment, number, period

SPACE = "\u00a0"


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("5600000", "W", "5.6 MW"),
        ("999", "W", "999 W"),
        ("1234567", "Wh", "1.235 MWh"),
        ("0", "Wh", "0 Wh"),
        ("1234.5", "TMT", "1,234.50 TMT"),
        ("0.000000010000000000", "V15WLZJMF", "0.00000001 V15WLZJMF"),
        ("47", "count", "47"),
        ("5", "percent", "5 %"),
        ("1", "working_day", "1 working day"),
        ("10", "working_day", "10 working days"),
        ("1.5", "month", "1.5 months"),
        ("3", "year", "3 years"),
        ("1", "hour", "1 hour"),
    ],
)
def test_a_value_is_shown_in_the_unit_that_people_read(value: str, unit: str, shown: str) -> None:
    assert amount(Decimal(value), unit).replace(SPACE, " ") == shown


def test_two_values_that_differ_never_look_the_same() -> None:
    assert amounts(Decimal("2000.004"), Decimal(2000), "reporting currency", "TMT") == (
        f"2,000.004{SPACE}TMT",
        f"2,000.00{SPACE}TMT",
    )
    seen, limit = amounts(Decimal(4_200_000_001 * 10**3 + 1), Decimal(4_200_000_001 * 10**3), "W")
    assert seen != limit


def test_the_limit_sets_the_unit_of_both() -> None:
    seen, limit = amounts(Decimal(3_412_037), Decimal(600_000), "Wh")
    assert (seen, limit) == (f"3,412.037{SPACE}kWh", f"600{SPACE}kWh")


def test_numbers_and_days_are_written_as_the_language_writes_them() -> None:
    with speaking("ru"):
        assert number(1234567).split() == ["1", "234", "567"]
        assert day(date(2026, 3, 5)) == "5 марта 2026\u202fг."
        assert amount(Decimal(3), "day") == "3 дня"
        assert amount(Decimal(1_500_000), "W") == f"1,5{SPACE}МВт"
    with speaking("tk"):
        assert day(date(2026, 3, 5)) == "5 mart 2026"
        assert amount(Decimal(600_000), "Wh") == f"600{SPACE}kWt·sag"


def test_a_whole_month_is_named_and_a_part_of_one_is_not() -> None:
    assert days(date(2026, 2, 1), date(2026, 2, 28)) == "February 2026"
    assert days(date(2026, 2, 1), date(2026, 2, 27)) == "1 February 2026 – 27 February 2026"
    assert days(date(2026, 2, 1), date(2026, 2, 1)) == "1 February 2026"


def test_a_moment_is_shown_in_local_time() -> None:
    utc = int(datetime(2026, 3, 5, 20, 30, tzinfo=ZoneInfo("UTC")).timestamp()) * 1_000_000
    assert moment(utc, ZoneInfo("Asia/Ashgabat")) == "6 Mar 2026, 01:30"


@pytest.mark.parametrize(
    ("observed", "limit", "said"),
    [
        ("56", "100", "44% below what is expected"),
        ("156", "100", "56% above the limit"),
        ("100.001", "100", f"<{SPACE}0.01% above the limit"),
        ("569", "100", "5.7 times the limit"),
        ("5", "0", ""),
    ],
)
def test_how_far_an_observation_lies_is_said_so_that_it_cannot_mislead(observed: str, limit: str, said: str) -> None:
    assert comparison(Decimal(observed), Decimal(limit)) == said


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("2026-03-05", "5 March 2026"),
        ("2026-03", "March 2026"),
        ("2026-Q1", "1st quarter 2026"),
        ("2026", "2026"),
        ("2026-13", "2026-13"),
        ("", ""),
    ],
)
def test_a_period_is_read_as_people_write_it_and_what_is_none_stays(code: str, shown: str) -> None:
    assert period(code) == shown


def test_a_period_is_written_as_the_language_writes_it() -> None:
    with speaking("ru"):
        assert period("2026-03") == "март 2026"
        assert period("2026-Q2") == "2-й квартал 2026"
    with speaking("tk"):
        assert period("2026-03-05") == "5 mart 2026"
