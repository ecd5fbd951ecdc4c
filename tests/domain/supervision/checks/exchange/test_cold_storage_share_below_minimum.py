"""The share of cold wallets is compared exactly, over all assets, and what is not known accuses nobody."""

from datetime import date
from decimal import Decimal

from rugsat.domain.supervision.checks.exchange.cold_storage_share_below_minimum import (
    cold_storage_share_below_minimum,
)
from rugsat.domain.supervision.violations import RAW
from tests.domain.supervision.conftest import Ask, law_of

LAW = law_of(("exchange.cold_storage_share", "80", "percent"))
DAY = date(2026, 2, 28)


def wallet(name: str, kind: str, value: str | None, **other: object) -> dict:
    stated = {"exchange": "X", "legal_day": DAY, "wallet": name, "dti": "BTC", "kind": kind, "belongs_to": "clients"}
    return {**stated, "value_reporting": Decimal(value) if value else None, **other}


def asked(ask: Ask, *wallets: dict) -> list[dict]:
    return ask(cold_storage_share_below_minimum, {"wallets_and_reserves": wallets}, LAW)


def test_a_share_below_the_minimum_is_found_and_rounded_up(ask: Ask) -> None:
    (found,) = asked(ask, wallet("w1", "cold", "2"), wallet("w2", "hot", "1"))
    assert (found["subject"], found["first_day"], found["unit"]) == ("exchange:X", DAY, "percent")
    assert (found["observed"], found["limit"]) == (Decimal("66.666667"), 80)
    assert found["note"] == "cold 2.00 of 3.00 that are hot or cold"


def test_the_minimum_itself_is_not_and_a_millionth_of_a_millionth_below_is(ask: Ask) -> None:
    assert asked(ask, wallet("w1", "cold", "80"), wallet("w2", "hot", "20")) == []
    assert len(asked(ask, wallet("w1", "cold", "80"), wallet("w2", "hot", "20.000000000001"))) == 1


def test_all_assets_of_a_day_count_together_and_each_day_for_itself(ask: Ask) -> None:
    ether = wallet("w1", "cold", "79", dti="ETH")
    before = wallet("w1", "cold", "5", legal_day=date(2026, 2, 27))
    assert asked(ask, wallet("w1", "cold", "1"), ether, wallet("w2", "hot", "20"), before) == []


def test_own_assets_and_third_parties_count_on_neither_side(ask: Ask) -> None:
    innocent = [wallet("w1", "cold", "80"), wallet("w2", "hot", "20")]
    others = [wallet("w3", "hot", "900", belongs_to="own"), wallet("w4", "third_party", "900")]
    assert asked(ask, *innocent, *others) == []
    assert len(asked(ask, wallet("w1", "hot", "80"), wallet("w2", "cold", "900", belongs_to="own"))) == 1


def test_a_wallet_that_was_filed_twice_counts_once_as_is_better_for_the_exchange(ask: Ask) -> None:
    hot = [wallet("w2", "hot", "20", filing="a"), wallet("w2", "hot", "30", filing="b")]
    assert asked(ask, wallet("w1", "cold", "80"), *hot) == []
    assert asked(ask, wallet("w1", "cold", "8"), wallet("w1", "hot", "8"), wallet("w2", "hot", "2")) == []


def test_a_cold_wallet_without_a_value_leaves_the_day_out_and_a_hot_one_does_not(ask: Ask) -> None:
    assert asked(ask, wallet("w1", "cold", None), wallet("w2", "hot", "20")) == []
    assert len(asked(ask, wallet("w1", "hot", None), wallet("w2", "hot", "20"))) == 1


def test_an_exchange_without_any_value_is_not_found(ask: Ask) -> None:
    assert asked(ask, wallet("w1", "cold", "0.0"), wallet("w2", "hot", "0.0")) == []


def test_mad_values_overflow_no_engine(ask: Ask) -> None:
    mad = [wallet(f"h{n}", "hot", "90000000000000000000") for n in range(3)]
    (found,) = asked(ask, wallet("w1", "cold", "90000000000000000000"), *mad)
    assert found["observed"] == 25
    assert set(found) >= set(RAW)
