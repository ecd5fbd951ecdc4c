"""A missing number is found where the day was accepted whole; restarts, repeats and refused rows are no gap."""

from datetime import date

import pytest

from rugsat.domain.supervision.checks.reporting.sequence_gap_in_records import sequence_gap_in_records
from tests.domain.supervision.conftest import Ask, law_of

LAW = law_of(("records.sequence_without_gaps", "1", "switch"))
DAY, NEXT = date(2026, 2, 9), date(2026, 2, 10)
HIGHEST = 2**63 - 1


def event(number: int, day: date = DAY, **other: object) -> dict:
    stated = {"exchange": "X", "legal_day": day, "order_id": f"O{number}", "dti": "BTC", "currency": "USD"}
    return {**stated, "sequence": number, **other}


def filed(filing: str = "f", *, rejected: int = 0, status: str = "ACPT", commit: int = 1, part: str = "") -> dict:
    stated = {"sender": "s", "return": "orders_and_trades", "period": "2026-02-09", "kind": "original", "part": part}
    return {**stated, "filing": filing, "status": status, "rejected_rows": rejected, "commit": commit}


def asked(ask: Ask, events: list[dict], *filings: dict) -> list[dict]:
    return ask(sequence_gap_in_records, {"orders_and_trades": events, "filings": filings or (filed(),)}, LAW)


def test_missing_numbers_are_counted_and_the_first_gap_is_named(ask: Ask) -> None:
    (found,) = asked(ask, [event(number) for number in (7, 8, 10, 11, 14)])
    assert (found["subject"], found["first_day"], found["last_day"]) == ("exchange:X", DAY, DAY)
    assert (found["observed"], found["limit"], found["unit"]) == (3, 0, "count")
    assert found["note"] == "first gap: number 9; 5 of 8 are there"


def test_numbers_that_begin_late_restart_or_come_twice_are_no_gap(ask: Ask) -> None:
    early = [event(5), event(6), event(6, order_id="other", filing="again"), event(7)]
    assert asked(ask, [*early, event(1, NEXT), event(2, NEXT)]) == []


def test_a_repeated_number_hides_no_gap(ask: Ask) -> None:
    assert len(asked(ask, [event(5), event(5, order_id="other"), event(7)])) == 1


@pytest.mark.parametrize(
    "filings",
    [
        (filed(rejected=1, status="PART"),),
        (filed(), filed("g", status="RJCT", part="desk")),
        (filed(), filed("g", rejected=2, status="PART", commit=2)),
    ],
)
def test_what_intake_refused_is_no_gap_of_the_exchange(ask: Ask, filings: tuple[dict, ...]) -> None:
    assert asked(ask, [event(1), event(3)], *filings) == []


def test_a_filing_that_was_mended_since_is_judged(ask: Ask) -> None:
    mended = [filed("g", rejected=1, status="PART"), filed("f", commit=2)]
    assert len(asked(ask, [event(1), event(3)], *mended)) == 1


def test_the_day_of_another_exchange_or_period_is_judged_for_itself(ask: Ask) -> None:
    events = [event(1), event(3), event(1, NEXT, filing="n"), event(3, NEXT, filing="n")]
    filings = [filed(rejected=1, status="PART"), {**filed("n"), "period": "2026-02-10"}]
    (found,) = asked(ask, events, *filings)
    assert found["first_day"] == NEXT


def test_books_that_number_by_themselves_are_in_order(ask: Ask) -> None:
    books = [event(1), event(2), event(900, dti="ETH"), event(901, dti="ETH")]
    assert asked(ask, books) == []
    assert len(asked(ask, [*books, event(904, dti="ETH")])) == 1


def test_an_exchange_wide_row_of_numbers_may_lie_over_several_books(ask: Ask) -> None:
    events = [event(number, dti="BTC" if number % 2 else "ETH") for number in range(1, 9)]
    assert asked(ask, events) == []
    assert asked(ask, [*events[:3], *events[4:]])[0]["observed"] == 1


def test_mad_numbers_overflow_no_engine(ask: Ask) -> None:
    (found,) = asked(ask, [event(1), event(HIGHEST)])
    assert found["observed"] == HIGHEST - 2
