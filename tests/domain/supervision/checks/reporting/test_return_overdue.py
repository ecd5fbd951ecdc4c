"""What is not in by its due day is found; what is in, even in part or as nil, is not."""

from datetime import date

import pytest

from rugsat.domain.supervision.checks.reporting.return_overdue import return_overdue
from tests.domain.supervision.conftest import Ask, law_of

LAW = law_of(("returns.days_of_grace", "2", "day"))
OWED = {"party": "M1", "return": "mining_monthly", "period": "2026-01", "part": "", "due": date(2026, 2, 10)}


def filed(received: date, *, kind: str = "original", status: str = "ACPT", commit: int = 5) -> dict:
    return {
        "filing": "F1",
        "sender": "M1",
        "return": "mining_monthly",
        "period": "2026-01",
        "part": "",
        "kind": kind,
        "status": status,
        "received_on": received,
        "commit": commit,
    }


def asked(ask: Ask, *filings: dict, on: date = date(2026, 2, 20)) -> list[dict]:
    return ask(return_overdue, {"register.obligations": [OWED], "filings": filings}, LAW, on)


def test_a_missing_return_is_found_from_the_day_after_grace(ask: Ask) -> None:
    (found,) = asked(ask)
    assert found["subject"] == "party:M1/return:mining_monthly/period:2026-01"
    assert (found["first_day"], found["last_day"]) == (date(2026, 2, 13), date(2026, 2, 20))
    assert (found["observed"], found["limit"]) == (10, 2)


def test_a_late_return_is_found_up_to_the_day_it_came(ask: Ask) -> None:
    (found,) = asked(ask, filed(date(2026, 2, 15)))
    assert (found["first_day"], found["last_day"], found["observed"]) == (date(2026, 2, 13), date(2026, 2, 14), 5)


@pytest.mark.parametrize(
    "innocent",
    [filed(date(2026, 2, 12)), filed(date(2026, 2, 9), status="PART"), filed(date(2026, 2, 9), kind="nil")],
)
def test_a_return_in_time_is_not(ask: Ask, innocent: dict) -> None:
    assert asked(ask, innocent) == []


@pytest.mark.parametrize("on", [date(2026, 2, 10), date(2026, 2, 12)])
def test_within_the_days_of_grace_nothing_is_overdue(ask: Ask, on: date) -> None:
    assert asked(ask, on=on) == []


def test_a_rejected_and_a_cancelled_return_are_as_none(ask: Ask) -> None:
    assert len(asked(ask, filed(date(2026, 2, 9), status="RJCT"))) == 1
    cancelled = {**filed(date(2026, 2, 10), kind="cancellation", commit=9), "filing": "F2"}
    assert len(asked(ask, filed(date(2026, 2, 9)), cancelled)) == 1


def test_a_return_that_came_in_parts_is_in_where_no_parts_are_owed(ask: Ask) -> None:
    assert asked(ask, {**filed(date(2026, 2, 9)), "part": "north"}) == []


def test_what_came_after_the_day_of_the_run_had_not_come_on_it(ask: Ask) -> None:
    (found,) = asked(ask, filed(date(2026, 3, 1)))
    assert (found["last_day"], found["note"]) == (date(2026, 2, 20), "due 2026-02-10; not in yet")
