"""An asset that was not approved on the day is found; one approved then, or only ordered, is not."""

from datetime import date

from rugsat.domain.supervision.checks.exchange.unapproved_asset_traded import unapproved_asset_traded
from tests.domain.supervision.conftest import Ask, law_of

LAW = law_of(("exchange.approved_assets_only", "1", "switch"))
APPROVED = [{"dti": "GOOD", "name": "Good", "since": date(2026, 1, 1), "until": date(2026, 2, 10)}]


def trade(dti: str, day: date, event: str = "FILL") -> dict:
    return {"exchange": "LEI1", "dti": dti, "legal_day": day, "event": event}


def test_executions_in_an_unapproved_asset_are_counted_by_day(ask: Ask) -> None:
    trades = [trade("BAD", date(2026, 2, 3)), trade("BAD", date(2026, 2, 3), "PARF"), trade("GOOD", date(2026, 2, 3))]
    (found,) = ask(unapproved_asset_traded, {"orders_and_trades": trades, "register.approved_assets": APPROVED}, LAW)
    assert found["subject"] == "exchange:LEI1/asset:BAD"
    assert (found["observed"], found["limit"], found["unit"]) == (2, 0, "count")


def test_an_asset_may_be_traded_until_the_day_of_its_delisting(ask: Ask) -> None:
    trades = [trade("GOOD", date(2026, 2, 9)), trade("GOOD", date(2026, 2, 10))]
    (found,) = ask(unapproved_asset_traded, {"orders_and_trades": trades, "register.approved_assets": APPROVED}, LAW)
    assert found["first_day"] == date(2026, 2, 10)


def test_an_order_without_execution_is_not_a_trade(ask: Ask) -> None:
    trades = [trade("BAD", date(2026, 2, 3), "NEWO")]
    assert ask(unapproved_asset_traded, {"orders_and_trades": trades}, LAW) == []


def test_nothing_is_found_on_days_on_which_the_rule_was_not_in_force(ask: Ask) -> None:
    trades = [trade("BAD", date(2026, 2, 3))]
    later = law_of(("exchange.approved_assets_only", "1", "switch"), since=date(2026, 2, 4))
    assert ask(unapproved_asset_traded, {"orders_and_trades": trades}, later) == []
