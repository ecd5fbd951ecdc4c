"""A household above the cap is found; a shop, another zone's household and a changed cap are not."""

from datetime import date
from decimal import Decimal

from rugsat.domain.supervision.checks.grid.household_consumption_above_cap import household_consumption_above_cap
from rugsat.kernel.period import FOREVER
from tests.domain.supervision.conftest import Ask, law_of, moment

LAW = [
    *law_of(("household.consumption_cap", "600", "kWh"), zone="mary"),
    *law_of(("household.consumption_cap", "800", "kWh"), zone="ashgabat"),
]


def point(connection: str, tariff: str = "household", region: str = "mary", on: date = date(2026, 1, 1)) -> dict:
    return {"connection": connection, "legal_day": on, "tariff_class": tariff, "region": region}


def used(connection: str, kwh: int, day: date = date(2026, 2, 3)) -> dict:
    return {"connection": connection, "legal_day": day, "energy_wh": kwh * 1000, "estimated": False}


def test_a_month_above_the_cap_is_found_from_its_first_day(ask: Ask) -> None:
    tables = {
        "connection_points": [point("H1")],
        "meter_readings": [used("H1", 400), used("H1", 201, date(2026, 2, 20))],
    }
    (found,) = ask(household_consumption_above_cap, tables, LAW)
    assert found["subject"] == "connection:H1"
    assert (found["observed"], found["limit"]) == (601_000, 600_000)
    assert (found["first_day"], found["last_day"]) == (date(2026, 2, 1), date(2026, 2, 20))
    assert found["began_us"] == moment("2026-02-01T00:00:00+05:00")
    assert found["ended_us"] == moment("2026-02-21T00:00:00+05:00")


def test_a_shop_a_higher_zone_and_two_short_months_are_not(ask: Ask) -> None:
    tables = {
        "connection_points": [point("SHOP", "commercial"), point("CITY", region="ashgabat"), point("H2")],
        "meter_readings": [
            used("SHOP", 5000),
            used("CITY", 799),
            used("H2", 500, date(2026, 1, 31)),
            used("H2", 500, date(2026, 2, 1)),
        ],
    }
    assert ask(household_consumption_above_cap, tables, LAW) == []


def test_a_connection_is_a_household_only_while_the_provider_says_so(ask: Ask) -> None:
    tables = {
        "connection_points": [point("H3"), point("H3", "commercial", on=date(2026, 2, 5))],
        "meter_readings": [used("H3", 300, date(2026, 2, 4)), used("H3", 9000, date(2026, 2, 5))],
    }
    assert ask(household_consumption_above_cap, tables, LAW) == []


def test_where_the_cap_changed_within_the_month_the_highest_is_applied(ask: Ask) -> None:
    lowered = [
        {**LAW[0], "until": date(2026, 2, 15)},
        {**LAW[0], "since": date(2026, 2, 15), "until": FOREVER, "value": Decimal(300), "value_base": 300_000},
    ]
    tables = {
        "connection_points": [point("H4")],
        "meter_readings": [used("H4", 290), used("H4", 290, date(2026, 2, 20))],
    }
    assert ask(household_consumption_above_cap, tables, lowered) == []
