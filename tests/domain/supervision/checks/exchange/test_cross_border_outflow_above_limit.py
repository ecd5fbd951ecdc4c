"""One person's limit holds over all exchanges together; two people's transfers are never added."""

from datetime import date
from decimal import Decimal

from rugsat.domain.supervision.checks.exchange.cross_border_outflow_above_limit import (
    cross_border_outflow_above_limit,
)
from tests.domain.supervision.conftest import Ask, law_of

LAW = law_of(("exchange.outflow_limit", "2000", "USD"))
CLIENTS = [
    {"exchange": "X1", "client": "a", "person": "token-1"},
    {"exchange": "X2", "client": "b", "person": "token-1"},
    {"exchange": "X2", "client": "c", "person": "token-2"},
]


def sent(exchange: str, client: str, value: str | None, **other: object) -> dict:
    return {
        "exchange": exchange,
        "client": client,
        "transfer_id": f"{exchange} {client} {value} {len(other)}",
        "direction": "out",
        "abroad": True,
        "legal_day": date(2026, 2, 3),
        "value_reporting": Decimal(value) if value else None,
        **other,
    }


def test_two_exchanges_are_added_for_one_person(ask: Ask) -> None:
    transfers = [sent("X1", "a", "1200"), sent("X2", "b", "800.000000000000000001"), sent("X2", "c", "1999")]
    (found,) = ask(cross_border_outflow_above_limit, {"transfers": transfers, "exchange_clients": CLIENTS}, LAW)
    assert found["subject"] == "person:token-1"
    assert found["observed"] == Decimal("2000.000000000000000001")


def test_the_limit_itself_another_month_incoming_and_domestic_are_not(ask: Ask) -> None:
    transfers = [
        sent("X1", "a", "1200"),
        sent("X2", "b", "800"),
        sent("X1", "a", "900", legal_day=date(2026, 1, 31)),
        sent("X1", "a", "5000", direction="in"),
        sent("X1", "a", "5000", abroad=False),
        sent("X1", "a", None),
    ]
    assert ask(cross_border_outflow_above_limit, {"transfers": transfers, "exchange_clients": CLIENTS}, LAW) == []


def test_a_client_that_was_reported_twice_counts_once(ask: Ask) -> None:
    transfers = [sent("X1", "a", "1500")]
    twice = [*CLIENTS, {**CLIENTS[0], "legal_day": date(2026, 2, 28)}]
    assert ask(cross_border_outflow_above_limit, {"transfers": transfers, "exchange_clients": twice}, LAW) == []


def test_a_transfer_that_came_in_two_filings_counts_once(ask: Ask) -> None:
    twice = [sent("X1", "a", "1500"), {**sent("X1", "a", "1500"), "filing": "other"}]
    assert ask(cross_border_outflow_above_limit, {"transfers": twice, "exchange_clients": CLIENTS}, LAW) == []


def test_a_client_number_that_went_to_another_person_is_whose_it_was_that_day(ask: Ask) -> None:
    clients = [
        {"exchange": "X1", "client": "a", "person": "zz", "legal_day": date(2026, 1, 1)},
        {"exchange": "X1", "client": "a", "person": "aa", "legal_day": date(2026, 2, 10)},
    ]
    transfers = [sent("X1", "a", "1500"), sent("X1", "a", "1600", legal_day=date(2026, 2, 12))]
    assert ask(cross_border_outflow_above_limit, {"transfers": transfers, "exchange_clients": clients}, LAW) == []
    (found,) = ask(
        cross_border_outflow_above_limit,
        {"transfers": [*transfers, sent("X1", "a", "600.0")], "exchange_clients": clients},
        LAW,
    )
    assert (found["subject"], found["observed"]) == ("person:zz", Decimal("2100"))


def test_mad_values_are_found_and_overflow_no_engine(ask: Ask) -> None:
    mad = [sent("X1", "a", "90000000000000000000"), sent("X2", "b", "90000000000000000000")]
    (found,) = ask(cross_border_outflow_above_limit, {"transfers": mad, "exchange_clients": CLIENTS}, LAW)
    assert found["observed"] == 2 * 10**15
