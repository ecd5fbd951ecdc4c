"""What an exchange states of its capital at the end of a quarter, with what it then holds for its clients."""

from datetime import date, timedelta
from decimal import Decimal

import polars as pl

from rugsat.simulation.finance.units import CASH, CENT, Whole, amounts
from rugsat.simulation.world import World


def quarter_ends(world: World) -> list[int]:
    """Numbers of the last days of the quarters that are simulated whole."""
    days = world.plan.on
    ends = [number for number, day in enumerate(days) if (day + timedelta(days=1)).day == 1 and day.month % 3 == 0]
    return [number for number in ends if _first_of_quarter(days[number]) >= world.plan.since]


def _first_of_quarter(day: date) -> date:
    return day.replace(month=day.month - 2, day=1)


def capital_row(world: World, exchange: int, day: int, held: Whole, prices: Whole) -> pl.DataFrame:
    """One line; `held` are the balances of the clients, `prices` those of the evening."""
    firm, on = world.roster.exchanges[exchange], world.plan.on[day]
    rng = world.stream("capital", firm.party, on.isoformat())
    owed = held.sum(axis=0)
    places = pl.int_range(CASH, eager=True).to_numpy()
    coins = int(amounts(places, owed[:CASH], prices).sum()) // CENT
    own = 2_000_000_00 + int(rng.integers(0, 9_000_000_00))
    debts, liquid = own * int(rng.integers(5, 45)) // 100, own * int(rng.integers(30, 80)) // 100
    said = {
        "own_assets": own, "liquid_assets": liquid, "own_virtual_assets": liquid // 5, "liabilities": debts,
        "capital": own - debts, "charter_capital": (own - debts) // 2,
        "result": int(rng.integers(-90_000_00, 90_000_00)), "yearly_costs": own // 9,
        "client_assets": coins, "client_money": int(owed[CASH]) // CENT,
    }  # fmt: skip
    exact = {name: [Decimal(cents).scaleb(-2)] for name, cents in said.items()}
    row = {"exchange": [firm.lei], "as_of": [on], "currency": [world.currency], **exact, "audited": [on.month == 12]}
    amounts_of = dict.fromkeys(said, pl.Decimal(38, 2))
    return pl.DataFrame({**row, "day": [on]}, schema_overrides=amounts_of)
