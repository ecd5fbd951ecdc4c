"""A few days of a small country's money, kept in memory: what every sender filed, before it was written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from rugsat.law.pack import load_jurisdiction
from rugsat.simulation import country
from rugsat.simulation.filings import Filings
from rugsat.simulation.finance import money
from rugsat.simulation.plan import Plan
from rugsat.simulation.world import SALES, World

SINCE = date(2026, 3, 12)
DAYS = 6


@dataclass
class Filed:
    """A country and the rows that were filed in it, by return; corrections stand in place of what they mend."""

    world: World
    by_return: Mapping[str, list[tuple[str, str, pl.DataFrame]]] = field(default_factory=dict)

    def rows(self, return_name: str) -> pl.DataFrame:
        sent = self.by_return[return_name]
        corrected = {(sender, days(rows)) for sender, kind, rows in sent if kind == "correction"}
        valid = [rows for sender, kind, rows in sent if kind != "original" or (sender, days(rows)) not in corrected]
        return pl.concat(valid, how="vertical_relaxed")


def days(rows: pl.DataFrame) -> tuple[date, ...]:
    return tuple(rows["day"].unique().sort()) if "day" in rows.columns else ()


def mine(world: World, _progress: object) -> None:
    """Two sales of one miner, as the energy side would leave them."""
    wallet = "bip122:000000000019d6689c085ae165831e93:1BoatSLRHtKNngkdXEeobR76b53LETtpyT"
    days = world.plan.on[0], world.plan.on[-1]
    rows = [
        {"party": "miner-01", "exchange": "exchange-02", "day": day, "dti": "V15WLZJMF", "wallet": wallet,
         "quantity": Decimal(quantity)}
        for day, quantity in zip(days, ("0.123456780000000000", "0.050000009900000000"), strict=True)
    ]  # fmt: skip
    world.sales = pl.DataFrame(rows, schema=SALES)


def make(folder: Path, *, stories: bool, seed: int = 1, days_: int = DAYS, since: date = SINCE) -> Filed:
    kept: dict[str, list[tuple[str, str, pl.DataFrame]]] = {}

    def keep(_self, sender, return_name, rows, *, day, part="", kind="original", received=None):
        if rows.height:
            kept.setdefault(return_name, []).append((sender, kind, rows))
        return []

    plan = Plan(jurisdiction="tm", scale=0.001, days=days_, seed=seed, since=since)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Filings, "submit", keep)
        patch.setattr(country, "make_power", mine)
        patch.setattr(country, "disturb", lambda _world: None)
        if not stories:
            patch.setattr(money, "play", lambda _stage: None)
        pack = load_jurisdiction("tm", demonstration=("demonstration",))
        world = country.simulate(plan, pack, folder, progress=lambda _name, _done, _all: None)
    return Filed(world, kept)


@pytest.fixture(scope="session")
def honest(tmp_path_factory) -> Iterator[Filed]:
    yield make(tmp_path_factory.mktemp("honest"), stories=False)


@pytest.fixture(scope="session")
def told(tmp_path_factory) -> Iterator[Filed]:
    yield make(tmp_path_factory.mktemp("told"), stories=True)
