"""A machine that runs at two sites on one day is found; one that moved, and two of different makers, are not."""

from datetime import date
from typing import Any

import pytest

from rugsat.domain.supervision.checks.mining.duplicate_serial_across_sites import duplicate_serial_across_sites
from tests.domain.supervision.conftest import Ask, law_of

DAY = date(2026, 2, 10)
LAW = law_of(("mining.device_declaration_required", "1", "switch"), since=date(2026, 1, 1))


def line(site: str, **other: Any) -> dict[str, Any]:
    row = {"serial": "SN-0001", "legal_day": DAY, "status": "running", "model": "Bitmain Antminer S21"}
    return {**row, "algorithm": "sha256d", "site": site, **other}


def asked(ask: Ask, *lines: dict[str, Any]) -> list[dict[str, Any]]:
    return ask(duplicate_serial_across_sites, {"mining_hardware": list(lines)}, LAW)


def test_a_machine_at_two_sites_on_one_day_is_found_with_its_first_line(ask: Ask) -> None:
    (found,) = asked(ask, line("S2", sender="b"), line("S1", sender="a", filing="fa"))
    assert found["subject"] == "device:SN-0001"
    assert (found["observed"], found["limit"], found["unit"]) == (2, 1, "count")
    assert (found["first_day"], found["last_day"]) == (DAY, DAY)
    assert (found["sender"], found["filing"], found["note"]) == ("a", "fa", "running at S1, S2")


@pytest.mark.parametrize(
    "innocent",
    [
        line("S2", legal_day=date(2026, 2, 20)),
        line("S2", status="removed"),
        line("S1", sender="another"),
        line("S2", serial="sn-0001"),
        line("S2", model="MicroBT Whatsminer M60"),
        line("S2", algorithm="scrypt"),
    ],
)
def test_a_machine_that_moved_or_is_another_is_not(ask: Ask, innocent: dict) -> None:
    assert asked(ask, line("S1"), innocent) == []


@pytest.mark.parametrize("serial", ["UNKNOWN", "0000", "n/a?"])
def test_a_serial_number_that_names_no_machine_is_not(ask: Ask, serial: str) -> None:
    assert asked(ask, line("S1", serial=serial), line("S2", serial=serial)) == []


def test_a_model_may_be_named_with_or_without_its_maker(ask: Ask) -> None:
    (found,) = asked(ask, line("S1"), line("S2", model="antminer S21"), line("S3", model="MicroBT M60"))
    assert (found["observed"], found["note"]) == (2, "running at S1, S2")


def test_before_machines_had_to_be_declared_nothing_is_found(ask: Ask) -> None:
    before = date(2025, 12, 15)
    assert asked(ask, line("S1", legal_day=before), line("S2", legal_day=before)) == []
