"""Meters, machines and coins of the demonstration: real homes, real machines, real difficulty."""

import math
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import polars as pl
from world import ASHGABAT, BITCOIN, DATA, FEES_PER_BLOCK, MINERS, OVERHEAD, SUBSIDY, Miner

FIRST_HOUR = datetime(2025, 7, 31, 23, tzinfo=ASHGABAT)
"""The hour that the homes' own count begins with; the season stays what it was."""
HOME_WITH_MINER = "HOME-18"
MINER_AT_HOME_W = 3_250
MISREAD = ("HOME-05", datetime(2026, 2, 14, 12, tzinfo=ASHGABAT))
MISREAD_WH = 3_000_000


def machines() -> dict[str, dict]:
    """Power and hash rate of real models."""
    return {row["model"]: row for row in pl.read_csv(DATA / "asic_models.csv").to_dicts()}


def difficulty() -> list[tuple[date, float]]:
    rows = pl.read_csv(DATA / "btc_difficulty_epochs.csv").select("start_date_est", "difficulty").rows()
    return [(date.fromisoformat(day), value) for day, value in rows]


def on_day(series: list[tuple[date, float]], day: date) -> float:
    return [value for began, value in series if began <= day][-1]


def reference_series(series: list[tuple[date, float]]) -> Iterator[dict]:
    assumed = "assumption of the demonstration"
    for began, value in series:
        if date(2025, 12, 1) <= began <= date(2026, 3, 31):
            yield {
                "series": f"difficulty.{BITCOIN}",
                "began": began,
                "value": f"{value:.2f}",
                "unit": "difficulty",
                "source": "Bitcoin block headers, by Electrum's checkpoints",
            }
    for name, value, unit, source in (
        (f"block_subsidy.{BITCOIN}", SUBSIDY, "BTC", "Bitcoin protocol, from block 840,000"),
        (f"block_reward.{BITCOIN}", SUBSIDY + FEES_PER_BLOCK, "BTC", f"subsidy and fees, {assumed}"),
        (f"network_blocks.{BITCOIN}", 144, "blocks a day", "Bitcoin protocol: one block in ten minutes"),
        ("fx.USD.TMT", "3.5", "TMT/USD", assumed),
    ):
        yield {"series": name, "began": "2025-12-01", "value": value, "unit": unit, "source": source}


def home_hours() -> dict[str, list[float]]:
    homes = pl.read_parquet(DATA / "measured_homes_epri_17.parquet").sort("meter", "hour")
    found = {
        f"HOME-{name[-2:]}": group["kwh"].to_list() for (name,), group in homes.group_by("meter", maintain_order=True)
    }
    found[HOME_WITH_MINER] = [kwh + MINER_AT_HOME_W / 1000 for kwh in found["HOME-07"]]
    return found


def home_readings(month: str, *, misread: bool) -> Iterator[dict]:
    for home, hours in home_hours().items():
        for number, kwh in enumerate(hours):
            began = FIRST_HOUR + timedelta(hours=number)
            if began.strftime("%Y-%m") == month:
                wh = round(kwh * 1000)
                wrong = misread and (home, began) == MISREAD
                yield reading(home, began, 3600, wh + MISREAD_WH if wrong else wh)


def load_of(miner: Miner, model: dict) -> Iterator[tuple[datetime, int]]:
    """Quarter hours of a site: machines and cooling, a daily breath, and for one miner five nights too many."""
    steady = miner.machines * model["nominal_W"] * OVERHEAD
    began = datetime(2026, 1, 1, tzinfo=ASHGABAT)
    while began < datetime(2026, 4, 1, tzinfo=ASHGABAT):
        breath = 1 + 0.02 * math.sin(began.hour / 24 * 2 * math.pi) + 0.005 * math.sin(began.toordinal() * 1.7)
        extra = (
            95_000
            if miner.party == "kumush" and date(2026, 2, 9) <= began.date() <= date(2026, 2, 13) and began.hour < 6
            else 0
        )
        yield began, round((steady * breath + extra) / 4)
        began += timedelta(minutes=15)


def site_readings(miner: Miner, load: list[tuple[datetime, int]], month: str) -> Iterator[dict]:
    yield from (reading(miner.connection, began, 900, wh) for began, wh in load if began.strftime("%Y-%m") == month)


def reading(connection: str, began: datetime, seconds: int, wh: int) -> dict:
    return {
        "connection": connection,
        "meter": f"M-{connection}",
        "began": began.isoformat(),
        "interval_s": str(seconds),
        "energy_wh": str(wh),
        "estimated": "false",
    }


def connection_points() -> Iterator[dict]:
    point = {"reported": "2026-01-01", "connected_since": "2019-06-01", "transformer": "MRY-TP-118", "region": "mary"}
    for home in home_hours():
        yield {
            "connection": home,
            **point,
            "tariff_class": "household",
            "address": f"Mary, {home}",
            "customer_kind": "person",
            "connected_w": 15000,
            "phases": 1,
        }
    for miner in MINERS:
        yield {
            "connection": miner.connection,
            **point,
            "tariff_class": "mining",
            "address": f"Mary, {miner.site}",
            "customer_kind": miner.kind,
            "connected_w": 2_000_000,
            "phases": 3,
            "meter": f"M-{miner.connection}",
        }


def monthly(miner: Miner, model: dict, load: list, month: str, series: list) -> dict:
    """The return that a miner files; one of them hides a third of February's coins."""
    hashing = [(began, wh) for began, wh in load if began.strftime("%Y-%m") == month]
    joules_per_th = model["nominal_W"] / model["nominal_TH_s"]
    coins = sum(
        wh
        * 3600
        / OVERHEAD
        / joules_per_th
        * 1e12
        / (on_day(series, began.date()) * 2**32)
        * (SUBSIDY + FEES_PER_BLOCK)
        for began, wh in hashing
    )
    share = 0.66 if (miner.party, month) == ("kumush", "2026-02") else 0.995
    declared, fees = round(coins * share, 8), round(coins * share * 0.02, 8)
    return {
        "authorisation": miner.authorisation,
        "month": month,
        "asset": BITCOIN,
        "algorithm": "sha256d",
        "energy_wh": sum(wh for _, wh in hashing),
        "coins": f"{declared:.8f}",
        "pool_fees": f"{fees:.8f}",
        "coins_received": f"{declared - fees:.8f}",
        "pool_scheme": miner.scheme,
        "pool": "made-up-pool",
        "hash_rate_th_s": model["nominal_TH_s"] * miner.machines,
        "uptime_s": len(hashing) * 900,
        "machines": miner.machines,
        "coins_sold": "0",
        "coins_sold_at_home": "0",
    }
