"""Abuse of the market: trades with oneself, layers that are withdrawn, prices that are driven; and likenesses."""

from collections.abc import Mapping

from rugsat.simulation.finance.book import BUY, SELL
from rugsat.simulation.finance.conduct.stage import HOUR, Case, Player, Stage, number_of
from rugsat.simulation.finance.units import MARKET, TICKS

_THIN = 2
"""The number of an asset that is little traded."""
_TRADES_AMONG_EVENTS = 0.11
_MOST = 150
_SECOND = 1_000_000


def wash_trading(stage: Stage, case: Case) -> None:
    """Two accounts of one person trade with each other."""
    exchange, day = stage.exchange(case.rng), int(case.rng.integers(stage.days))
    one = stage.recruit(exchange)
    other = stage.recruit(exchange, person=int(str(one["person"])), born=one["born"])
    ordinary = stage.world.plan.events_a_day * float(stage.people.shares[exchange]) * _TRADES_AMONG_EVENTS
    ordinary *= MARKET[_THIN].popularity
    count = min(_MOST, max(1, round(ordinary * case.size / (1 - case.size))))
    for number in range(count):
        stage.trade(number_of(one), exchange, day, maker=other["account"], asset=_THIN, side=number % 2)
    case.record(stage.of_account(one), stage.on(day), stage.on(day), f"{count} trades with itself")


def market_maker_on_both_sides(stage: Stage, case: Case) -> None:
    """A market maker stands on both sides and meets many."""
    makers = [row for row in stage.people.recruits if row["maker"]]
    maker = makers[int(case.rng.integers(len(makers)))]
    case.record(
        stage.of_account(maker), stage.on(0), stage.on(stage.days - 1), "a market maker that meets different clients"
    )


def two_clients_of_one_name(stage: Stage, case: Case) -> None:
    """Two persons of one name trade with each other once."""
    exchange, day = stage.exchange(case.rng), int(case.rng.integers(stage.days))
    one = stage.recruit(exchange)
    other = stage.recruit(exchange, born=one["born"])
    stage.trade(number_of(one), exchange, day, maker=other["account"], asset=1, side=BUY)
    case.record(stage.of_account(one), stage.on(day), stage.on(day), "trades once with another person of one name")


def spoofing(stage: Stage, case: Case) -> None:
    """Layers on one side, a small trade on the other, and the layers are gone."""
    exchange, day = stage.exchange(case.rng), int(case.rng.integers(stage.days))
    account, layers = stage.recruit(exchange, client_class="professional"), 6
    for _ in range(4):
        moment = int(case.rng.integers(8 * HOUR, 20 * HOUR))
        coins = stage.coins(_THIN, 1_200 * case.size / layers, day)
        for layer in range(layers):
            stage.script.orders[exchange, day].append(
                {"account": account["account"], "asset": _THIN, "side": BUY, "coins": coins, "seconds": 6,
                 "moment": moment + layer * _SECOND // 5, "away": 400 + 300 * layer}
            )  # fmt: skip
        stage.trade(number_of(account), exchange, day, asset=_THIN, side=SELL, coins=stage.coins(_THIN, 60, day),
                    moment=moment + 3 * _SECOND)  # fmt: skip
    case.record(stage.of_account(account), stage.on(day), stage.on(day), "layers that are withdrawn within seconds")


def quotes_renewed(stage: Stage, case: Case) -> None:
    """A market maker withdraws its quotes and sets them anew."""
    market_maker_on_both_sides(stage, case)


def pump_and_dump(stage: Stage, case: Case) -> None:
    """A group buys, lifts the price within an hour while others follow, and sells."""
    if stage.days < 2:
        return
    exchange, day = stage.exchange(case.rng), int(case.rng.integers(1, stage.days))
    group = [stage.recruit(exchange) for _ in range(3)]
    for account in group:
        stage.trade(number_of(account), exchange, day - 1, asset=_THIN, side=BUY, coins=stage.coins(_THIN, 400, day))
    begin = int(case.rng.integers(10, 19)) * HOUR
    base = int(stage.market.close(day)[_THIN])
    rise = case.size * MARKET[_THIN].unrest / 24**0.5
    for step in range(20):
        share = 1 + rise * step / 19
        price = round(base * share / int(TICKS[_THIN])) * int(TICKS[_THIN])
        taker = number_of(group[step % 3]) if step < 8 else stage.anybody(exchange, case.rng)
        told = {"maker": group[step % 3]["account"]} if step >= 14 else {}
        stage.trade(taker, exchange, day, asset=_THIN, side=BUY, price=price, coins=stage.coins(_THIN, 90, day),
                    moment=begin + step * HOUR // 21, **told)  # fmt: skip
    case.record(stage.of_asset(exchange, _THIN), stage.on(day - 1), stage.on(day), "driven up within an hour and sold")


def news_jump(stage: Stage, case: Case) -> None:
    """Many clients buy within an hour, and no group sells."""
    exchange, day = stage.exchange(case.rng), int(case.rng.integers(stage.days))
    begin = int(case.rng.integers(10, 19)) * HOUR
    for step in range(20):
        stage.trade(
            stage.anybody(exchange, case.rng), exchange, day, asset=3, side=BUY, moment=begin + step * HOUR // 21
        )
    case.record(stage.of_asset(exchange, 3), stage.on(day), stage.on(day), "many buy on news")


OFFENCES: Mapping[str, Player] = {
    "wash_trading": wash_trading,
    "spoofing": spoofing,
    "pump_and_dump": pump_and_dump,
}
LOOK_ALIKES: Mapping[str, Player] = {
    "wash_trading/market_maker_on_both_sides": market_maker_on_both_sides,
    "wash_trading/two_clients_of_one_name": two_clients_of_one_name,
    "spoofing/quotes_renewed": quotes_renewed,
    "pump_and_dump/news_jump": news_jump,
}
