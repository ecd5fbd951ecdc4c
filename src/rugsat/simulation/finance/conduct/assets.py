"""Assets that may not be traded: never approved, or no longer."""

from collections.abc import Mapping

from rugsat.simulation.finance.book import BUY, REMO
from rugsat.simulation.finance.conduct.stage import HOUR, Case, Player, Stage, chain_end, number_of
from rugsat.simulation.finance.units import NEVER, RISING, SINKING, TICKS

_STABLE = 5
_SECOND = 1_000_000


def _never_approved(stage: Stage) -> list[tuple[int, ...]]:
    return [(number, asset) for number in range(stage.world.plan.exchanges) for asset in NEVER]


def asset_never_approved_traded(stage: Stage, case: Case) -> None:
    """Trades in an asset that was never approved, half of the time against a stable coin."""
    slot = stage.take("never", _never_approved(stage))
    if slot is None:
        return
    (exchange, asset), trades = slot, max(1, round(case.size / 2))
    against_coin = bool(case.rng.random() < 0.5)
    run = stage.run(case, 1 + trades // 3)
    assert run is not None
    days = [run[0], run[1], *(int(case.rng.integers(run[0], run[1] + 1)) for _ in range(trades - 2))][:trades]
    for day in days:
        _trade(stage, case, (exchange, asset, day), against_coin=against_coin)
    case.record(stage.of_asset(exchange, asset), stage.on(min(days)), stage.on(max(days)),
                f"{len(days)} trades in an asset that was never approved")  # fmt: skip


def _trade(stage: Stage, case: Case, what: tuple[int, int, int], *, against_coin: bool = False, **said: object) -> None:
    exchange, asset, day = what
    taker, maker = stage.anybody(exchange, case.rng), stage.anybody(exchange, case.rng)
    told: dict[str, object] = {"asset": asset, "side": int(case.rng.integers(2)), **said}
    told["coins"] = stage.coins(asset, float(case.rng.uniform(10, 300)), day)
    if against_coin:
        close = stage.market.close(day)
        price = int(close[asset]) * 10**6 // int(close[_STABLE])
        told |= {"counter": _STABLE, "price": max(1, price // int(TICKS[asset])) * int(TICKS[asset])}
    if taker != maker:
        told["maker"] = maker
    stage.trade(taker, exchange, day, **told)


def order_without_execution(stage: Stage, case: Case) -> None:
    """Orders for an asset that is not approved, removed at once."""
    slot = stage.take("never", _never_approved(stage))
    if slot is None:
        return
    exchange, asset = slot
    day = int(case.rng.integers(stage.days))
    for _ in range(int(case.rng.integers(1, 5))):
        stage.script.orders[exchange, day].append(
            {"account": stage.anybody(exchange, case.rng), "asset": asset, "side": BUY, "seconds": 1, "kind": REMO,
             "coins": stage.coins(asset, 100, day)}
        )  # fmt: skip
    case.record(stage.of_asset(exchange, asset), stage.on(day), stage.on(day), "orders that the exchange refused")


def approved_in_mid_month(stage: Stage, case: Case) -> None:
    """An asset is traded from the first day of its approval on."""
    slot = stage.take("rising", stage.exchanges())
    if slot is None:
        return
    for minute in (2, 40, 900):
        _trade(stage, case, (slot[0], RISING, stage.mid), moment=minute * 60 * _SECOND)
    case.record(stage.of_asset(slot[0], RISING), stage.on(0), stage.on(stage.days - 1),
                "traded from the first minutes of its first lawful day on")  # fmt: skip


def delisted_asset_traded(stage: Stage, case: Case) -> None:
    """Trades in an asset on days after its approval has ended."""
    slot = stage.take("sinking", stage.exchanges())
    if slot is None:
        return
    days = min(max(1, round(case.size)), stage.days - stage.mid)
    for day in range(stage.mid, stage.mid + days):
        for _ in range(int(case.rng.integers(1, 5))):
            _trade(stage, case, (slot[0], SINKING, day))
    case.record(stage.of_asset(slot[0], SINKING), stage.on(stage.mid), stage.on(stage.mid + days - 1),
                f"traded on {days} days after the end of the approval")  # fmt: skip


def last_lawful_day(stage: Stage, case: Case) -> None:
    """A delisted asset is traded to the last minute of its last lawful day."""
    slot = stage.take("sinking", stage.exchanges())
    if slot is None or not stage.mid:
        return
    length = stage.world.seconds_of(stage.on(stage.mid - 1)) * _SECOND
    for number in range(12):
        _trade(stage, case, (slot[0], SINKING, stage.mid - 1), moment=length - 200_000 - number * 3 * 60 * _SECOND)
    case.record(stage.of_asset(slot[0], SINKING), stage.on(stage.mid - 1), stage.on(stage.days - 1),
                "traded heavily until the last second of its last lawful day")  # fmt: skip


def standing_orders_cancelled(stage: Stage, case: Case) -> None:
    """Orders for a delisted asset that stood open are cancelled on the day after."""
    slot = stage.take("sinking", stage.exchanges())
    if slot is None or not stage.mid:
        return
    for _ in range(6):
        stage.script.orders[slot[0], stage.mid - 1].append(
            {"account": stage.anybody(slot[0], case.rng), "asset": SINKING, "side": int(case.rng.integers(2)),
             "coins": stage.coins(SINKING, 80, 0), "overnight": 1}
        )  # fmt: skip
    case.record(stage.of_asset(slot[0], SINKING), stage.on(stage.mid), stage.on(stage.days - 1),
                "standing orders are cancelled after the delisting")  # fmt: skip


def delisted_asset_withdrawn(stage: Stage, case: Case) -> None:
    """Clients take a delisted asset to wallets of their own."""
    slot = stage.take("sinking", stage.exchanges())
    if slot is None:
        return
    for number in range(4):
        client = stage.recruit(slot[0])
        dollars = float(case.rng.uniform(20, 120))
        stage.send(slot[0], stage.mid, account=number_of(client), moment=(10 + number) * HOUR, outward=True,
                   channel="on_chain", asset=SINKING, coins=stage.coins(SINKING, dollars, stage.mid),
                   money=stage.money(dollars, stage.mid), abroad=True, own_wallet=True,
                   **chain_end(case, SINKING))  # fmt: skip
    case.record(stage.of_asset(slot[0], SINKING), stage.on(stage.mid), stage.on(stage.days - 1),
                "withdrawn after the delisting, and not traded")  # fmt: skip


OFFENCES: Mapping[str, Player] = {
    "asset_never_approved_traded": asset_never_approved_traded,
    "delisted_asset_traded": delisted_asset_traded,
}
LOOK_ALIKES: Mapping[str, Player] = {
    "asset_never_approved_traded/order_without_execution": order_without_execution,
    "asset_never_approved_traded/approved_in_mid_month": approved_in_mid_month,
    "delisted_asset_traded/last_lawful_day": last_lawful_day,
    "delisted_asset_traded/standing_orders_cancelled": standing_orders_cancelled,
    "delisted_asset_traded/delisted_asset_withdrawn": delisted_asset_withdrawn,
}
