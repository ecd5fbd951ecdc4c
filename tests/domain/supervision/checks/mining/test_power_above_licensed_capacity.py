"""A miner that draws more than it may is found; one within the tolerance is not."""

from datetime import date

import pytest

from rugsat.domain.supervision.checks.mining.power_above_licensed_capacity import power_above_licensed_capacity
from tests.domain.supervision.conftest import Ask, law_of, moment

BEGAN = moment("2026-02-10T12:00:00+05:00")
HELD = {
    "register.connections": [{"connection": "C1", "site": "S1", "provider": "P", "since": date(2026, 1, 1)}],
    "register.sites": [{"site": "S1", "authorisation": "A1", "since": date(2026, 1, 1)}],
    "register.authorisations": [
        {
            "authorisation": "A1",
            "class": "industrial",
            "status": "in_force",
            "licensed_w": 1_000_000,
            "since": date(2026, 1, 1),
        }
    ],
}
LAW = law_of(("mining.capacity_tolerance", "5", "percent"), cls="industrial")


def reading(load_w: int, *, connection: str = "C1", began: int = BEGAN, estimated: bool = False) -> dict:
    return {
        "connection": connection,
        "legal_day": date(2026, 2, 10),
        "began_us": began,
        "interval_s": 900,
        "load_w": load_w,
        "energy_wh": load_w // 4,
        "estimated": estimated,
    }


def test_a_load_above_licence_and_tolerance_is_found(ask: Ask) -> None:
    (found,) = ask(power_above_licensed_capacity, {**HELD, "meter_readings": [reading(1_050_001)]}, LAW)
    assert found["subject"] == "authorisation:A1"
    assert (found["observed"], found["limit"], found["unit"]) == (1_050_001, 1_000_000, "W")
    assert (found["began_us"], found["ended_us"]) == (BEGAN, BEGAN + 900_000_000)


@pytest.mark.parametrize("innocent", [reading(1_050_000), reading(2_000_000, estimated=True)])
def test_a_load_within_the_tolerance_or_estimated_is_not(ask: Ask, innocent: dict) -> None:
    assert ask(power_above_licensed_capacity, {**HELD, "meter_readings": [innocent]}, LAW) == []


def test_the_connections_of_all_sites_are_added(ask: Ask) -> None:
    two = {
        **HELD,
        "register.connections": [
            *HELD["register.connections"],
            {"connection": "C2", "site": "S2", "provider": "P", "since": date(2026, 1, 1)},
        ],
        "register.sites": [*HELD["register.sites"], {"site": "S2", "authorisation": "A1", "since": date(2026, 1, 1)}],
        "meter_readings": [reading(600_000), reading(600_000, connection="C2")],
    }
    (found,) = ask(power_above_licensed_capacity, two, LAW)
    assert found["observed"] == 1_200_000


def test_a_licence_raised_by_a_filed_amendment_is_the_limit_from_its_day(ask: Ask) -> None:
    raised = {
        **HELD,
        "register.authorisations": [
            {**HELD["register.authorisations"][0], "until": date(2026, 2, 10)},
            {**HELD["register.authorisations"][0], "licensed_w": 2_000_000, "since": date(2026, 2, 10)},
        ],
        "meter_readings": [reading(1_900_000)],
    }
    assert ask(power_above_licensed_capacity, raised, LAW) == []
