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


def test_a_reading_that_came_in_two_filings_counts_once(ask: Ask) -> None:
    twice = [reading(600_000), {**reading(600_000), "filing": "other"}]
    assert ask(power_above_licensed_capacity, {**HELD, "meter_readings": twice}, LAW) == []


def test_a_connection_that_feeds_two_sites_of_one_authorisation_counts_once(ask: Ask) -> None:
    both = {
        **HELD,
        "register.connections": [
            {"connection": "C1", "site": site, "provider": "P", "since": date(2026, 1, 1)} for site in ("S1", "S2")
        ],
        "register.sites": [{"site": site, "authorisation": "A1", "since": date(2026, 1, 1)} for site in ("S1", "S2")],
        "meter_readings": [reading(600_000)],
    }
    assert ask(power_above_licensed_capacity, both, LAW) == []


@pytest.mark.parametrize("status", ["suspended", "revoked", "expired"])
def test_an_authorisation_that_is_not_in_force_allows_no_more_than_it_did(ask: Ask, status: str) -> None:
    halted = {**HELD, "register.authorisations": [{**HELD["register.authorisations"][0], "status": status}]}
    assert len(ask(power_above_licensed_capacity, {**halted, "meter_readings": [reading(2_000_000)]}, LAW)) == 1


def test_connections_that_are_metered_at_two_lengths_are_added(ask: Ask) -> None:
    two = {
        **HELD,
        "register.connections": [
            *HELD["register.connections"],
            {"connection": "C2", "site": "S1", "provider": "P", "since": date(2026, 1, 1)},
        ],
        "meter_readings": [
            {**reading(600_000), "interval_s": 3600, "energy_wh": 600_000},
            *(reading(600_000, connection="C2", began=BEGAN + n * 900_000_000) for n in range(4)),
        ],
    }
    (found,) = ask(power_above_licensed_capacity, two, LAW)
    assert (found["observed"], found["ended_us"] - found["began_us"]) == (1_200_000, 3_600_000_000)


def test_a_mad_reading_is_found_and_overflows_no_engine(ask: Ask) -> None:
    (found,) = ask(power_above_licensed_capacity, {**HELD, "meter_readings": [reading(12_000_000_000_000)]}, LAW)
    assert found["observed"] == 12_000_000_000_000


def test_a_tolerance_for_all_classes_alike_holds_for_each(ask: Ask) -> None:
    everywhere = law_of(("mining.capacity_tolerance", "5", "percent"))
    assert len(ask(power_above_licensed_capacity, {**HELD, "meter_readings": [reading(1_050_001)]}, everywhere)) == 1
