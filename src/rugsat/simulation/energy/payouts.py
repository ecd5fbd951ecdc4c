"""What pools pay miners day by day, and what miners sell of it at home."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import polars as pl

from rugsat.simulation.energy.mines import Miner, Payout, Spell
from rugsat.simulation.energy.pools import BITCOIN, COIN, Network
from rugsat.simulation.identities import transaction
from rugsat.simulation.world import SALES, World

_EVENING = (23 * 60 + 20, 23 * 60 + 58)
_MILLION = 1_000_000
SALE_EVERY = 7


def earn(miner: Miner, network: Network, world: World) -> None:
    """Fill the payouts of a miner: daily by its pool for the work of the day, or its own blocks."""
    if miner.pool is None:
        _find_blocks(miner, network, world)
        return
    expected, pool = network.gross(miner.work, scheme=miner.pool.scheme), miner.pool
    minutes = world.stream("payouts", miner.party).integers(*_EVENING, world.plan.days)
    waiting = 0
    for day in range(world.plan.days):
        waiting += int(miner.work[day])
        share = pool.blocks[day] / pool.expected_blocks if pool.scheme == "pplns" else 1.0
        gross = int(np.rint(expected[day] * share))
        if gross > 1:
            wallet = wallet_on(miner, world.plan.on[day])
            fee = gross * pool.fee_ppm // _MILLION
            miner.payouts.append(Payout(day, int(minutes[day]), gross, fee, waiting, wallet, pool))
            waiting = 0


def wallet_on(miner: Miner, day: date) -> str:
    """The first wallet that the register holds for the miner on a day."""
    return next(each.value for each in miner.wallets if _holds(each, day))


def sell(miner: Miner, world: World) -> None:
    """Sell a part of what came in, every week, on exchanges at home."""
    rng = world.stream("sales", miner.party)
    days = world.plan.days
    share = rng.uniform(0.1, 0.3)
    for day in range(min(int(rng.integers(0, SALE_EVERY)), days - 1), days, SALE_EVERY):
        received = sum(each.gross - each.fee for each in miner.payouts if day - SALE_EVERY < each.day <= day)
        if received:
            miner.sold.append((day, int(received * share)))


def sales_of(miners: Sequence[Miner], world: World) -> pl.DataFrame:
    """All sales at home, each on one exchange."""
    rows = []
    for miner in miners:
        rng = world.stream("exchange of miner", miner.party)
        exchange = world.roster.exchanges[int(rng.integers(len(world.roster.exchanges)))].party
        for day, units in miner.sold:
            on = world.plan.on[day]
            rows.append((miner.party, miner.authorisation, exchange, on, BITCOIN, coins(units), wallet_on(miner, on)))
    return pl.DataFrame(rows, schema=SALES, orient="row")


def file_payouts(miners: Sequence[Miner], world: World) -> None:
    """Each pool files its payouts of a month."""
    for firm in world.roster.pools:
        world.filings.expect(firm.party, "pool_payouts")
        paid = [
            _row(miner, payout, world)
            for miner in miners
            for payout in miner.payouts
            if payout.pool and payout.pool.party == firm.party
        ]
        if paid:
            rows = pl.DataFrame(paid, infer_schema_length=None).sort("paid", "authorisation", "wallet")
            numbers = pl.int_range(1, rows.height + 1).cast(pl.String).str.zfill(7)
            named = rows.with_columns(payout=pl.concat_str([pl.lit(f"P-{world.plan.since.year}-"), numbers]))
            world.filings.submit(firm.party, "pool_payouts", named, day="day")


def coins(units: int) -> Decimal:
    """Units of 10^-8 as coins."""
    return Decimal(units) / COIN


def _row(miner: Miner, payout: Payout, world: World) -> dict[str, object]:
    assert payout.pool is not None
    day = world.plan.on[payout.day]
    return {
        "pool": payout.pool.party, "authorisation": miner.authorisation, "miner": miner.name,
        "worker": f"{miner.party}.all", "paid": world.midnight(day) + timedelta(minutes=payout.minute), "day": day,
        "asset": BITCOIN, "amount": coins(payout.gross - payout.fee), "fee": coins(payout.fee),
        "pool_scheme": payout.pool.scheme, "shares_th": payout.work_th, "wallet": payout.wallet,
        "tx": transaction(world.stream("payout", miner.party, payout.day, payout.wallet)),
    }  # fmt: skip


def _find_blocks(miner: Miner, network: Network, world: World) -> None:
    mean = network.gross(miner.work, scheme="solo") / network.reward
    found = world.stream("blocks", miner.party).poisson(mean)
    for day in np.flatnonzero(found).tolist():
        gross = int(found[day] * network.reward[day])
        miner.payouts.append(Payout(day, 720, gross, 0, 0, wallet_on(miner, world.plan.on[day])))


def _holds(spell: Spell, day: date) -> bool:
    return (spell.since is None or spell.since <= day) and (spell.until is None or day < spell.until)
