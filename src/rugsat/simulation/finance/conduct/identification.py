"""Clients who trade without being identified, and clients who only seem to."""

from collections.abc import Mapping

from rugsat.simulation.finance.book import REMO, SELL
from rugsat.simulation.finance.conduct.stage import HOUR, Case, Player, Stage, number_of, where
from rugsat.simulation.finance.script import Row


def _pending(stage: Stage, exchange: int, **said: object) -> Row:
    return stage.recruit(exchange, **{"status": "pending", "identified_on": None, **said})


def _report(stage: Stage, account: Row, day: int, **said: object) -> None:
    """From a day on the exchange says something else of an account."""
    stage.script.status.append((where(account), stage.on(day), {"account": account["account"], **said}))


def client_trades_while_pending(stage: Stage, case: Case) -> None:
    """A client trades on some days before it is identified, which may never happen."""
    run = stage.run(case, max(1, round(case.size)))
    assert run is not None
    account, days = _pending(stage, stage.exchange(case.rng)), list(range(run[0], run[1] + 1))
    stage.trade_often(case, number_of(account), where(account), days, len(days) * int(case.rng.integers(1, 4)))
    if run[1] + 1 < stage.days and case.rng.random() < 0.5:
        on = stage.on(run[1] + 1)
        _report(stage, account, run[1] + 1, status="identified", identified_on=on)
    case.record(
        stage.of_account(account), stage.on(run[0]), stage.on(run[1]), "trades while its identification is pending"
    )


def client_trades_after_relationship_ended(stage: Stage, case: Case) -> None:
    """A client trades after it was refused, or after the relationship ended because of that."""
    run = stage.run(case, max(1, min(10, round(case.size))), first=1)
    if run is None:
        return
    exchange = stage.exchange(case.rng)
    # Who was identified once and left later is known; what is broken here is that the identification never ended well.
    account = _pending(stage, exchange, status="refused")
    if case.rng.random() < 0.5:
        _report(stage, account, run[0] - 1, status="ended", closed=stage.on(run[0] - 1))
    stage.trade_often(case, number_of(account), exchange, _spread(run, round(case.size)), round(case.size))
    case.record(stage.of_account(account), stage.on(run[0]), stage.on(run[1]), "trades after refusal or end")


def _spread(run: tuple[int, int], count: int) -> list[int]:
    """First, last and days between, so many at the most."""
    days = [run[0], run[1], *range(run[0] + 1, run[1])] if run[1] > run[0] else [run[0]]
    return days[:count]


def unknown_client_trades(stage: Stage, case: Case) -> None:
    """A client number that no list holds trades."""
    count = max(1, round(case.size))
    run = stage.run(case, min(count, max(1, stage.days // 2)))
    assert run is not None
    account = stage.recruit(stage.exchange(case.rng), listed=False)
    stage.trade_often(case, number_of(account), where(account), _spread(run, count), count)
    case.record(
        stage.of_account(account), stage.on(run[0]), stage.on(run[1]), "trades, and no list of clients holds it"
    )


def identified_on_day_of_first_trade(stage: Stage, case: Case) -> None:
    """Identified in the morning, trades in the afternoon."""
    day = int(case.rng.integers(stage.days))
    on = stage.on(day)
    account = stage.recruit(stage.exchange(case.rng), first_day=day, opened=on, identified_on=on)
    for number in range(3):
        stage.trade(number_of(account), where(account), day, asset=number, moment=(14 + number) * HOUR)
    case.record(stage.of_account(account), on, stage.on(stage.days - 1), "identified in the morning of its first trade")


def order_refused_while_pending(stage: Stage, case: Case) -> None:
    """A pending client's orders are all refused."""
    day, account = int(case.rng.integers(stage.days)), _pending(stage, stage.exchange(case.rng))
    for _ in range(3):
        stage.script.orders[where(account), day].append(
            {"account": account["account"], "asset": int(case.rng.integers(6)), "kind": REMO, "seconds": 1}
        )
    case.record(stage.of_account(account), stage.on(day), stage.on(day), "pending, and all its orders are refused")


def pending_elsewhere(stage: Stage, case: Case) -> None:
    """Identified where it trades, pending where it does not."""
    one, other = case.rng.permutation(stage.world.plan.exchanges)[:2].tolist()
    account = stage.recruit(one)
    _pending(stage, other, person=int(str(account["person"])), born=account["born"])
    day = int(case.rng.integers(stage.days))
    stage.trade_often(case, number_of(account), one, [day], 5)
    case.record(
        stage.of_account(account), stage.on(day), stage.on(day), "identified here, and pending at another exchange"
    )


def refused_client_is_paid_out(stage: Stage, case: Case) -> None:
    """A refused client gets its money back and never traded."""
    day, account = int(case.rng.integers(stage.days)), _pending(stage, stage.exchange(case.rng), status="refused")
    stage.send(where(account), day, account=account["account"], moment=11 * HOUR, outward=True, channel="bank",
               money=stage.money(float(case.rng.uniform(50, 500)), day))  # fmt: skip
    case.record(stage.of_account(account), stage.on(0), stage.on(stage.days - 1), "refused, and paid out by bank")


def last_trade_on_closing_day(stage: Stage, case: Case) -> None:
    """The last trade is on the day on which the relationship ends."""
    day, account = int(case.rng.integers(stage.days)), stage.recruit(stage.exchange(case.rng))
    stage.trade(number_of(account), where(account), day, asset=1, side=SELL, moment=9 * HOUR)
    _report(stage, account, day, status="ended", closed=stage.on(day))
    case.record(
        stage.of_account(account),
        stage.on(day),
        stage.on(stage.days - 1),
        "sells its last holding on the day it leaves",
    )


def two_clients_of_one_name(stage: Stage, case: Case) -> None:
    """Of two clients of one name one is identified and trades, the other is pending and does not."""
    exchange = stage.exchange(case.rng)
    account = stage.recruit(exchange)
    _pending(stage, exchange, born=account["born"])
    day = int(case.rng.integers(stage.days))
    stage.trade_often(case, number_of(account), exchange, [day], 4)
    case.record(
        stage.of_account(account), stage.on(day), stage.on(day), "identified, and of one name with a pending client"
    )


OFFENCES: Mapping[str, Player] = {
    "client_trades_while_pending": client_trades_while_pending,
    "client_trades_after_relationship_ended": client_trades_after_relationship_ended,
    "unknown_client_trades": unknown_client_trades,
}
LOOK_ALIKES: Mapping[str, Player] = {
    "client_trades_while_pending/identified_on_day_of_first_trade": identified_on_day_of_first_trade,
    "client_trades_while_pending/order_refused_while_pending": order_refused_while_pending,
    "client_trades_while_pending/pending_elsewhere": pending_elsewhere,
    "client_trades_after_relationship_ended/refused_client_is_paid_out": refused_client_is_paid_out,
    "client_trades_after_relationship_ended/last_trade_on_closing_day": last_trade_on_closing_day,
    "unknown_client_trades/two_clients_of_one_name": two_clients_of_one_name,
}
