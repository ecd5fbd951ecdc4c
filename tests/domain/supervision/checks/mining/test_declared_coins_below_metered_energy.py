"""Too few coins are found where neither wear nor luck explains them, by the payout scheme."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from rugsat.domain.supervision.checks.mining.declared_coins_below_metered_energy import (
    declared_coins_below_metered_energy,
)
from tests.domain.supervision.conftest import Ask, law_of

LAW = law_of(
    ("mining.efficiency_uncertainty", "3", "percent"),
    ("mining.overhead_allowance", "0", "percent"),
    ("mining.coins_false_alarm_rate", "1000", "ppm"),
)
DAYS = 28
DIFFICULTY = Decimal("100000000000000")
# 1 MW at 20 J/TH is 50,000 TH/s: 24 h of it are 50e15 x 86,400 / (1e14 x 2^32) blocks, of 3.125 + fees 0.025 each.
EXPECTED = 28 * 50_000e12 * 86_400 / (1e14 * 2**32) * 3.15


def month(scheme: str, coins: float, **other: object) -> dict:
    return {
        "authorisation": "A1",
        "month": date(2026, 2, 1),
        "asset": "BTC",
        "algorithm": "sha256d",
        "energy_wh": 0,
        "coins": round(Decimal(coins), 8),
        "pool_scheme": scheme,
        "pool": "big",
        **other,
    }


def tables(*declared: dict, energy_wh: int = 24_000_000) -> dict:
    days = [date(2026, 2, 1) + timedelta(days=n) for n in range(DAYS)]
    series = {
        "difficulty.BTC": DIFFICULTY,
        "block_reward.BTC": "3.15",
        "block_subsidy.BTC": "3.125",
        "network_blocks.BTC": "144",
        "pool_share_ppm.big": "100000",
    }
    return {
        "meter_readings": [
            {"connection": "C1", "legal_day": day, "energy_wh": energy_wh, "estimated": False} for day in days
        ],
        "mining_monthly": list(declared),
        "register.connections": [{"connection": "C1", "site": "S1", "since": date(2026, 1, 1)}],
        "register.sites": [{"site": "S1", "authorisation": "A1", "since": date(2026, 1, 1)}],
        "register.devices": [
            {"serial": str(n), "site": "S1", "nominal_w": 1000, "nominal_th_s": Decimal(50), "since": date(2026, 1, 1)}
            for n in range(3)
        ],
        "reference_series": [
            {"series": name, "began": date(2026, 1, 1), "value": Decimal(value)} for name, value in series.items()
        ],
    }


@pytest.mark.parametrize(("scheme", "factor"), [("fpps", 0.90), ("pplns", 0.75), ("solo", 0.0)])
def test_a_shortfall_beyond_wear_and_luck_is_found(ask: Ask, scheme: str, factor: float) -> None:
    # Alone, 28 days of 1 MW are a quarter of a block: only far more energy makes an empty month unlikely.
    energy = 24_000_000 * (40 if scheme == "solo" else 1)
    (found,) = ask(declared_coins_below_metered_energy, tables(month(scheme, EXPECTED * factor), energy_wh=energy), LAW)
    assert found["subject"] == "authorisation:A1"
    assert float(found["limit"]) == pytest.approx(EXPECTED * energy / 24_000_000, rel=1e-6)
    assert "by chance 1 in" in found["note"]
    assert (found["first_day"], found["last_day"]) == (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(("scheme", "factor"), [("fpps", 0.93), ("pps", 0.985), ("pplns", 0.88), ("solo", 0.0)])
def test_wear_and_bad_luck_are_not(ask: Ask, scheme: str, factor: float) -> None:
    assert ask(declared_coins_below_metered_energy, tables(month(scheme, EXPECTED * factor)), LAW) == []


def test_a_month_that_is_not_over_is_not_judged(ask: Ask) -> None:
    short = tables(month("fpps", 0.0))
    assert ask(declared_coins_below_metered_energy, short, LAW, date(2026, 2, 28)) == []


def test_a_month_with_two_assets_is_not_judged(ask: Ask) -> None:
    two = tables(month("fpps", 0.1), month("fpps", 0.1, asset="OTHER"))
    assert ask(declared_coins_below_metered_energy, two, LAW) == []


def test_idle_new_machines_accuse_nobody(ask: Ask) -> None:
    # Half of the power is new and idle; the old half ran all month and gave what old machines give.
    mixed = tables(month("fpps", EXPECTED * 0.5), energy_wh=24_000_000)
    mixed["register.devices"] = [
        {"serial": "old", "site": "S1", "nominal_w": 1_000_000, "nominal_th_s": Decimal(25_000)},
        {"serial": "new", "site": "S1", "nominal_w": 1_000_000, "nominal_th_s": Decimal(100_000)},
    ]
    for machine in mixed["register.devices"]:
        machine["since"] = date(2026, 1, 1)
    assert ask(declared_coins_below_metered_energy, mixed, LAW) == []


def test_a_second_asset_of_nothing_hides_no_month(ask: Ask) -> None:
    hidden = tables(month("fpps", EXPECTED * 0.5), month("fpps", 0.0, asset="AAA"))
    assert len(ask(declared_coins_below_metered_energy, hidden, LAW)) == 1


def test_a_declaration_in_parts_is_added_and_hides_no_month(ask: Ask) -> None:
    honest = tables(month("fpps", EXPECTED * 0.5), month("fpps", EXPECTED * 0.5))
    assert ask(declared_coins_below_metered_energy, honest, LAW) == []
    assert len(ask(declared_coins_below_metered_energy, tables(*[month("fpps", EXPECTED * 0.2)] * 2), LAW)) == 1


@pytest.mark.parametrize("wrong", ["difficulty.BTC", "block_reward.BTC"])
def test_a_series_that_contradicts_itself_or_is_nil_tells_nothing(ask: Ask, wrong: str) -> None:
    for rows in ([{"value": Decimal(0)}], [{"value": Decimal(1)}, {"value": Decimal(2)}]):
        spoilt = tables(month("fpps", 0.0))
        kept = [row for row in spoilt["reference_series"] if row["series"] != wrong]
        spoilt["reference_series"] = kept + [{"series": wrong, "began": date(2026, 1, 1), **row} for row in rows]
        assert ask(declared_coins_below_metered_energy, spoilt, LAW) == []


def test_machines_without_hash_rate_and_mad_coins_stop_no_engine(ask: Ask) -> None:
    mad = tables(month("fpps", 9e19), month("fpps", 9e19))
    mad["register.devices"][0]["nominal_th_s"] = Decimal(0)
    assert ask(declared_coins_below_metered_energy, mad, LAW) == []
