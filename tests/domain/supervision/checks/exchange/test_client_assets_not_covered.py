"""What clients are owed is held against what lies on wallets for them, asset by asset, to the last unit."""

from datetime import date
from decimal import Decimal

from rugsat.domain.supervision.checks.exchange.client_assets_not_covered import client_assets_not_covered
from tests.domain.supervision.conftest import Ask, law_of

LAW = law_of(("exchange.reserve_share", "100", "percent"))
DAY = date(2026, 2, 28)
MOST = Decimal("99999999999999999999.999999999999999999")


def balance(client: str, quantity: str, **other: object) -> dict:
    stated = {"exchange": "X", "legal_day": DAY, "client": client, "dti": "BTC", "balance": Decimal(quantity)}
    return {**stated, **other}


def wallet(name: str, quantity: str, **other: object) -> dict:
    stated = {"exchange": "X", "legal_day": DAY, "wallet": name, "dti": "BTC", "kind": "cold", "belongs_to": "clients"}
    return {**stated, "quantity": Decimal(quantity), **other}


def asked(ask: Ask, *rows: dict, share: str = "100") -> list[dict]:
    balances, wallets = ([row for row in rows if key in row] for key in ("balance", "wallet"))
    law = law_of(("exchange.reserve_share", share, "percent"))
    return ask(client_assets_not_covered, {"client_balances": balances, "wallets_and_reserves": wallets}, law)


def test_an_asset_that_is_short_by_the_smallest_unit_is_found(ask: Ask) -> None:
    (found,) = asked(ask, balance("a", "1.5"), balance("b", "0.500000000000000001"), wallet("w", "2"))
    assert (found["subject"], found["first_day"], found["unit"]) == ("exchange:X/asset:BTC", DAY, "BTC")
    assert (found["observed"], found["limit"]) == (Decimal("2.000000000000000001"), 2)


def test_hot_cold_and_third_party_wallets_cover_together(ask: Ask) -> None:
    held = [wallet("w1", "1"), wallet("w2", "0.5", kind="hot"), wallet("w3", "0.5", kind="third_party")]
    assert asked(ask, balance("a", "1.5"), balance("b", "0.5"), *held) == []


def test_what_is_the_exchanges_own_or_another_asset_covers_nothing(ask: Ask) -> None:
    other = [wallet("w1", "5", belongs_to="own"), wallet("w2", "5", dti="ETH")]
    (found,) = asked(ask, balance("a", "2"), *other)
    assert (found["observed"], found["limit"]) == (2, 0)


def test_what_one_client_owes_covers_no_other(ask: Ask) -> None:
    assert len(asked(ask, balance("a", "3"), balance("b", "-1"), wallet("w", "2"))) == 1


def test_a_day_without_wallets_and_money_are_not_judged(ask: Ask) -> None:
    other_day = wallet("w", "0", legal_day=date(2026, 2, 27))
    assert asked(ask, balance("a", "3"), other_day) == []
    assert asked(ask, balance("a", "3", dti=None), wallet("w", "0")) == []


def test_a_line_that_was_filed_twice_counts_once_as_is_better_for_the_exchange(ask: Ask) -> None:
    twice = [balance("a", "2", filing="1"), balance("a", "3", filing="2")]
    assert asked(ask, *twice, wallet("w", "1", filing="3"), wallet("w", "2", filing="4")) == []
    assert len(asked(ask, balance("a", "4"), wallet("w", "2", filing="3"), wallet("w", "2", filing="4"))) == 1


def test_a_share_below_the_whole_is_compared_by_multiplication(ask: Ask) -> None:
    assert asked(ask, balance("a", "3"), wallet("w", "1"), share="33.3333") == []
    (found,) = asked(ask, balance("a", "3"), wallet("w", "1"), share="33.3334")
    assert found["limit"] == Decimal("2.999994000011999977")


def test_mad_quantities_overflow_no_engine_and_are_cut_only_in_what_is_shown(ask: Ask) -> None:
    most = f"{MOST}"
    (found,) = asked(ask, balance("a", most), balance("b", most), wallet("w1", most), wallet("w2", "5"))
    assert (found["observed"], found["limit"]) == (MOST, MOST)
    assert found["note"].startswith("owed 199999999999999999999.999999999999999998")
    assert asked(ask, balance("a", most), balance("b", most), wallet("w1", most), wallet("w2", most)) == []
