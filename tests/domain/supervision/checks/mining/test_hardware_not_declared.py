"""Machines that ran and were not declared are found by each kind of evidence; moved and replaced ones are not."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from rugsat.domain.supervision.checks.mining.hardware_not_declared import hardware_not_declared
from tests.domain.supervision.conftest import Ask, law_of

YEAR = date(2026, 1, 1)
FEBRUARY = date(2026, 2, 1)
LAW = law_of(
    ("mining.device_declaration_required", "1", "switch"), ("mining.hash_rate_tolerance", "5", "percent"), since=YEAR
)
SITES = [{"site": site, "authorisation": "A1", "since": YEAR} for site in ("S1", "S2")]
DAILY = Decimal(2 * 100 * 86_400)
"""What two machines of 100 TH/s do in a day."""


def device(serial: str, site: str = "S1", **other: Any) -> dict[str, Any]:
    return {"serial": serial, "site": site, "nominal_w": 3500, "nominal_th_s": Decimal(100), "since": YEAR, **other}


DEVICES = [device("SN1"), device("SN2")]


def running(serial: str, site: str = "S1", **other: Any) -> dict[str, Any]:
    row = {"authorisation": "A1", "legal_day": date(2026, 2, 28), "status": "running"}
    return {**row, "serial": serial, "site": site, **other}


def monthly(machines: int, asset: str = "BTC", **other: Any) -> dict[str, Any]:
    row = {"authorisation": "A1", "month": FEBRUARY, "legal_day": FEBRUARY, "asset": asset}
    return {**row, "machines": machines, **other}


def payouts(th: Decimal, first: date = date(2026, 1, 31), days: int = 29, **other: Any) -> list[dict[str, Any]]:
    row = {"authorisation": "A1", "pool": "P", "asset": "BTC", "shares_th": th, **other}
    return [{**row, "payout": str(n), "legal_day": first + timedelta(days=n)} for n in range(days)]


def asked(
    ask: Ask, on: date = date(2026, 3, 1), law: Any = LAW, **tables: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    names = {"hardware": "mining_hardware", "monthly": "mining_monthly", "payouts": "pool_payouts"}
    given = {names[name]: rows for name, rows in tables.items() if name in names}
    register = {"register.devices": tables.get("devices", DEVICES), "register.sites": tables.get("sites", SITES)}
    return ask(hardware_not_declared, {**given, **register}, law, on)


def test_a_machine_that_runs_and_is_not_declared_is_found_with_its_line(ask: Ask) -> None:
    lines = [running("SN1"), running("SN2"), running("SN3", sender="m", filing="f5")]
    (found,) = asked(ask, hardware=lines)
    assert found["subject"] == "authorisation:A1"
    assert (found["observed"], found["limit"], found["unit"]) == (3, 2, "count")
    assert (found["first_day"], found["last_day"]) == (FEBRUARY, date(2026, 2, 28))
    assert (found["sender"], found["filing"], found["row"]) == ("m", "f5", 2)
    assert found["note"] == "3 machines with those reported running and not declared: SN3"


@pytest.mark.parametrize("innocent", [running("SN3", status="stored"), running("SN1"), running("sn2 ", sender="twice")])
def test_a_machine_that_is_declared_or_does_not_run_is_not(ask: Ask, innocent: dict) -> None:
    assert asked(ask, hardware=[innocent, innocent]) == []


def test_a_machine_is_declared_at_a_site_and_from_a_day_to_another(ask: Ask) -> None:
    moved = [device("SN1", until=date(2026, 2, 10)), device("SN1", "S2", since=date(2026, 2, 10))]
    before, after = running("SN1", legal_day=date(2026, 2, 9)), running("SN1", "S2", legal_day=date(2026, 2, 10))
    assert asked(ask, hardware=[before, after], devices=moved) == []
    assert len(asked(ask, hardware=[{**before, "site": "S2"}], devices=moved)) == 1


def test_a_machine_at_two_sites_at_once_is_the_matter_of_another_check(ask: Ask) -> None:
    both = [running("SN1", "S2"), running("SN1"), running("SN1", "S2", legal_day=date(2026, 2, 3))]
    assert asked(ask, hardware=both, monthly=[monthly(3)]) == []
    assert len(asked(ask, hardware=[*both, running("SN9")])) == 1
    assert len(asked(ask, hardware=both, monthly=[monthly(4)])) == 1


def test_more_machines_in_the_monthly_return_are_found(ask: Ask) -> None:
    (found,) = asked(ask, monthly=[monthly(5, filing="f1"), monthly(3, "LTC", filing="f2")])
    assert (found["observed"], found["limit"], found["filing"]) == (5, 2, "f1")
    assert found["note"] == "5 machines said to have run in the monthly return"


@pytest.mark.parametrize("lines", [[monthly(2)], [monthly(2), monthly(2, "LTC")], []])
def test_as_many_machines_as_declared_and_the_same_for_two_assets_are_not(ask: Ask, lines: list) -> None:
    assert asked(ask, monthly=lines) == []


def test_the_highest_number_of_any_day_of_the_month_counts_as_declared(ask: Ask) -> None:
    grown = [*DEVICES, device("SN3", since=date(2026, 2, 27)), device("SN4", until=date(2026, 2, 27))]
    (found,) = asked(ask, monthly=[monthly(4)], devices=grown)
    assert found["limit"] == 3
    assert asked(ask, monthly=[monthly(3)], devices=grown) == []


def test_work_above_what_the_machines_can_do_is_found(ask: Ask) -> None:
    (found,) = asked(ask, payouts=payouts(DAILY * 2))
    assert (found["observed"], found["limit"]) == (4, 2)
    assert found["note"] == "4 machines needed for the work that pools paid for"


@pytest.mark.parametrize(
    "paid",
    [
        payouts(DAILY * Decimal("1.05")),
        payouts(DAILY * 31, first=date(2026, 1, 3), days=1) + payouts(DAILY * 31, date(2026, 2, 3), 1, worker=None),
        payouts(DAILY * 60, first=FEBRUARY, days=1),
        payouts(DAILY) + payouts(DAILY, asset="NMC"),
        payouts(DAILY) + payouts(DAILY, filing="again"),
        payouts(DAILY, days=15) + payouts(DAILY, date(2026, 2, 14), 15, pool="Q"),
        payouts(DAILY * 2, date(2026, 2, 10), 1) + payouts(DAILY * 100, date(2026, 3, 1), 9),
    ],
    ids=["overclocked", "monthly", "first", "merged", "twice", "changed pool", "next month"],
)
def test_work_that_the_machines_can_have_done_is_not(ask: Ask, paid: list) -> None:
    assert asked(ask, payouts=paid) == []


def test_work_of_machines_that_were_taken_off_a_month_before_is_not(ask: Ask) -> None:
    fewer = [device("SN1"), device("SN2", until=date(2026, 1, 30))]
    assert asked(ask, payouts=payouts(DAILY), devices=fewer) == []


def test_all_evidence_of_a_month_is_one_violation_of_what_shows_most(ask: Ask) -> None:
    (found,) = asked(ask, hardware=[running("SN3")], monthly=[monthly(9)], payouts=payouts(DAILY * 2))
    assert (found["observed"], found["note"].count("; ")) == (9, 2)


def test_without_any_declared_machine_all_that_runs_is_found(ask: Ask) -> None:
    (found,) = asked(ask, hardware=[running("SN1")], payouts=payouts(DAILY), devices=[])
    assert (found["observed"], found["limit"]) == (1, 0)


def test_a_month_that_is_not_over_and_an_unknown_authorisation_are_not_judged(ask: Ask) -> None:
    assert asked(ask, on=date(2026, 2, 28), monthly=[monthly(9)]) == []
    assert asked(ask, monthly=[monthly(9, authorisation="A9")]) == []
    assert asked(ask, monthly=[monthly(9, month=date(2025, 12, 1), legal_day=date(2025, 12, 1))]) == []


def test_mad_numbers_are_found_and_overflow_no_engine(ask: Ask) -> None:
    mad = payouts(Decimal("99999999999999999999"))
    (found,) = asked(ask, payouts=mad)
    assert found["observed"] > 10**6
    (found,) = asked(ask, payouts=mad, devices=[device("SN1", nominal_th_s=Decimal("0.000000000000000001"))])
    assert found["observed"] == 10**12
