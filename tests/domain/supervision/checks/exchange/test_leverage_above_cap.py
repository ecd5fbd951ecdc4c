"""Leverage is held against the cap of its own day; a position that was filed twice counts once."""

from datetime import date
from decimal import Decimal

from rugsat.domain.supervision.checks.exchange.leverage_above_cap import leverage_above_cap
from tests.domain.supervision.conftest import Ask, law_of

CHANGE = date(2026, 2, 16)
FIVE = {**law_of(("exchange.leverage_cap", "5", "ratio"))[0], "until": CHANGE}
LAW = [FIVE, *law_of(("exchange.leverage_cap", "4", "ratio"), since=CHANGE)]
EARLY, LATE = date(2026, 2, 15), date(2026, 2, 16)


def position(number: str, leverage: str | None, day: date = EARLY, **other: object) -> dict:
    stated = {"exchange": "X", "client": "C", "position": number, "legal_day": day}
    return {**stated, "leverage": Decimal(leverage) if leverage else None, **other}


def asked(ask: Ask, *positions: dict) -> list[dict]:
    return ask(leverage_above_cap, {"margin_positions": positions}, LAW)


def test_a_position_above_the_cap_is_found_with_the_line_that_shows_it(ask: Ask) -> None:
    (found,) = asked(ask, position("P0", "2"), position("P1", "5.000000000000000001"))
    assert found["subject"] == "exchange:X/client:C"
    assert (found["observed"], found["limit"], found["unit"]) == (Decimal("5.000000000000000001"), 5, "ratio")
    assert (found["first_day"], found["sender"], found["filing"], found["row"]) == (EARLY, "s", "f", 1)


def test_the_cap_itself_and_a_position_without_leverage_are_not(ask: Ask) -> None:
    assert asked(ask, position("P1", "5"), position("P2", "4", LATE), position("P3", None)) == []


def test_a_cap_that_changed_names_a_position_from_the_day_of_the_change(ask: Ask) -> None:
    (found,) = asked(ask, position("P1", "4.5", EARLY), position("P1", "4.5", LATE))
    assert (found["first_day"], found["last_day"], found["limit"]) == (LATE, LATE, 4)


def test_of_several_positions_of_a_client_the_highest_is_shown(ask: Ask) -> None:
    found = asked(ask, position("P1", "7"), position("P2", "9"), position("P3", "8", client="D"))
    assert [(row["subject"], row["observed"]) for row in found] == [
        ("exchange:X/client:C", 9),
        ("exchange:X/client:D", 8),
    ]


def test_a_position_that_was_filed_twice_counts_once_with_the_lower(ask: Ask) -> None:
    assert asked(ask, position("P1", "7", filing="a"), position("P1", "5", filing="b")) == []
    assert len(asked(ask, position("P1", "7", filing="a"), position("P1", "7", filing="b"))) == 1


def test_a_position_whose_lines_name_two_clients_names_nobody(ask: Ask) -> None:
    assert asked(ask, position("P1", "7"), position("P1", "7", client="D")) == []


def test_mad_leverage_overflows_no_engine(ask: Ask) -> None:
    (found,) = asked(ask, position("P1", "99999999999999999999"), position("P2", "99999999999999999999"))
    assert found["observed"] == Decimal("99999999999999999999")
