"""A trade before identification is found once a report covers it; what no report can tell yet accuses nobody."""

from collections.abc import Callable
from datetime import date

import polars as pl

from rugsat.domain.supervision.checks.exchange.customer_not_identified import (
    customer_not_identified,
    executions_before_a_report,
    executions_for_own_account,
)
from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.frames.frame import Frame
from rugsat.operations.cycle.law_table import LAW_SCHEMA
from tests.domain.supervision.conftest import ON, Ask, frames_of, law_of

LAW = law_of(("exchange.identification_before_wallet", "1", "switch"), since=date(2026, 1, 1))
REPORTED = date(2026, 2, 28)
TRADED = date(2026, 2, 9)


def trade(client: str = "C", day: date = TRADED, **other: object) -> dict:
    return {"exchange": "X", "client": client, "legal_day": day, "event": "FILL", **other}


def client(number: str, status: str, identified: date | None = None, day: date = REPORTED, **other: object) -> dict:
    stated = {"exchange": "X", "client": number, "legal_day": day, "identification_status": status}
    return {**stated, "identified_on": identified, **other}


def filed(filing: str, rejected: int, *, commit: int = 1, status: str = "ACPT") -> dict:
    stated = {"sender": "s", "return": "exchange_clients", "period": "2026-02", "part": "", "kind": "original"}
    return {**stated, "filing": filing, "status": status, "rejected_rows": rejected, "commit": commit}


OTHER = client("D", "identified", date(2026, 1, 5))


def asked(ask: Ask, trades: list[dict], clients: list[dict], filings: tuple[dict, ...] = ()) -> list[dict]:
    tables = {"orders_and_trades": trades, "exchange_clients": clients, "filings": filings}
    return ask(customer_not_identified, tables, LAW)


def left_out(rows: Callable[..., Frame], engine: Engine, trades: list[dict], clients: list[dict]) -> int:
    tables = {"orders_and_trades": trades, "exchange_clients": clients, "filings": []}
    law = engine.table(pl.DataFrame(LAW, schema=LAW_SCHEMA, orient="row"))
    return engine.collect(rows(*frames_of(customer_not_identified, tables, engine), law, ON)).height


def test_executions_for_a_client_who_is_pending_are_found_and_counted(ask: Ask) -> None:
    trades = [trade(), trade(event="PARF"), trade(event="NEWO"), trade("D")]
    (found,) = asked(ask, trades, [client("C", "pending"), OTHER])
    assert found["subject"] == "exchange:X/client:C"
    assert (found["first_day"], found["observed"], found["limit"]) == (TRADED, 2, 0)


def test_a_client_of_whom_no_report_speaks_is_found(ask: Ask) -> None:
    assert len(asked(ask, [trade()], [OTHER])) == 1


def test_the_day_of_identification_itself_is_in_order_and_the_day_before_is_not(ask: Ask) -> None:
    assert asked(ask, [trade()], [client("C", "identified", TRADED)]) == []
    assert len(asked(ask, [trade()], [client("C", "identified", date(2026, 2, 10))])) == 1


def test_a_later_report_may_tell_of_an_earlier_identification(ask: Ask) -> None:
    pending = client("C", "pending", day=date(2026, 1, 31))
    assert asked(ask, [trade()], [pending, client("C", "identified", date(2026, 2, 3))]) == []


def test_a_client_whose_account_has_ended_was_identified_before(ask: Ask) -> None:
    assert asked(ask, [trade()], [client("C", "ended", date(2026, 1, 5))]) == []
    assert asked(ask, [trade()], [client("C", "refused", date(2026, 1, 5))]) == []


def test_nobody_is_named_before_a_report_covers_the_day(ask: Ask, engine: Engine) -> None:
    clients = [client("C", "pending", day=date(2026, 1, 31))]
    assert asked(ask, [trade()], clients) == []
    assert left_out(executions_before_a_report, engine, [trade()], clients) == 1


def test_a_report_of_which_rows_were_rejected_names_nobody_until_it_is_mended(ask: Ask) -> None:
    assert asked(ask, [trade()], [OTHER], (filed("f", 1, status="PART"),)) == []
    mended = (filed("g", 1, status="PART"), filed("f", 0, commit=2))
    assert len(asked(ask, [trade()], [OTHER], mended)) == 1


def test_dealing_on_own_account_under_an_unreported_number_is_left_out(ask: Ask, engine: Engine) -> None:
    own = trade("HOUSE", capacity="DEAL")
    assert asked(ask, [own], [OTHER]) == []
    assert len(asked(ask, [trade(capacity="DEAL")], [client("C", "pending")])) == 1
    assert left_out(executions_for_own_account, engine, [own], [OTHER]) == 1


def test_before_the_law_nothing_is_asked(ask: Ask) -> None:
    assert asked(ask, [trade(day=date(2025, 12, 31))], [client("C", "pending")]) == []
