"""Money and coins whose way is to be hidden: parts, hops, listed addresses, data left out; and innocent likenesses."""

from collections.abc import Mapping
from itertools import pairwise

from rugsat.simulation.finance.addresses import BITCOIN_LIKE
from rugsat.simulation.finance.clients import token_of
from rugsat.simulation.finance.conduct.stage import HOUR, Case, Player, Stage, chain_end, number_of, where
from rugsat.simulation.finance.custody import wallets_of
from rugsat.simulation.finance.passage import send_within
from rugsat.simulation.finance.script import Row
from rugsat.simulation.finance.transfers import THRESHOLD_DOLLARS
from rugsat.simulation.identities import lei_of, transaction

_STABLE = 5
_EVENTS_FOR_A_LARGE_TRANSFER = 2_400
_MOST = 40


def _person(stage: Stage, case: Case, account: Row, days: tuple[int, int], story: str) -> None:
    case.record(f"person:{token_of(stage.people, account)}", stage.on(days[0]), stage.on(days[1]), story)


def _home(stage: Stage, case: Case, account: Row, day: int, dollars: float) -> None:
    """Money to an account at home."""
    stage.send(where(account), day, account=account["account"], moment=int(case.rng.integers(8 * HOUR, 17 * HOUR)),
               outward=True, channel="bank", money=stage.money(dollars, day))  # fmt: skip


def transfers_structured(stage: Stage, case: Case) -> None:
    """A sum goes home in parts, each a little below the threshold of the FATF."""
    days = stage.run(case, 5)
    assert days is not None
    account = stage.recruit(stage.exchange(case.rng))
    for _ in range(round(case.size)):
        day = int(case.rng.integers(days[0], days[1] + 1))
        _home(stage, case, account, day, THRESHOLD_DOLLARS * float(case.rng.uniform(0.93, 0.995)))
    _person(stage, case, account, days, f"{round(case.size)} parts, each a little below the threshold")


def wages_paid(stage: Stage, case: Case) -> None:
    """A small firm pays equal wages on one day."""
    day, account = int(case.rng.integers(stage.days)), stage.recruit(stage.exchange(case.rng), kind="legal_entity")
    for _ in range(9):
        _home(stage, case, account, day, 620)
    _person(stage, case, account, (day, day), "equal wages of nine employees")


def monthly_saving(stage: Stage, case: Case) -> None:
    """The same amount every week."""
    account = stage.recruit(stage.exchange(case.rng))
    for day in range(0, stage.days, 7):
        stage.send(where(account), day, account=account["account"], moment=9 * HOUR, outward=False, channel="bank",
                   money=stage.money(THRESHOLD_DOLLARS * 0.97, day))  # fmt: skip
    _person(stage, case, account, (0, stage.days - 1), "the same amount every week")


def _pass_on(stage: Stage, case: Case, accounts: list[Row], day: int, dollars: float) -> None:
    """Coins from the account of one exchange to that of the next, and so on, some hours apart."""
    coins, money = stage.coins(_STABLE, dollars, day), stage.money(dollars, day)
    wallets = [wallets_of(stage.world, number) for number in range(stage.world.plan.exchanges)]
    leis = [firm.lei for firm in stage.world.roster.exchanges]
    chain = "bitcoin" if BITCOIN_LIKE[_STABLE] else "eip155"
    for number, (one, other) in enumerate(pairwise(accounts)):
        at = min(day + number // 3, stage.days - 1)
        row: Row = {"asset": _STABLE, "coins": coins, "money": money, "tx_hash": transaction(case.rng),
                    "moment": (2 + 6 * (number % 3)) * HOUR, "delay": HOUR // 3,
                    "from_exchange": where(one), "to_exchange": where(other),
                    "from_account": number_of(one), "to_account": number_of(other)}  # fmt: skip
        send_within(stage.script, at, row, (wallets, leis), chain=chain, country=stage.world.country)


def funds_layered_through_exchanges(stage: Stage, case: Case) -> None:
    """Money comes in at one exchange, goes through several as coins, and leaves within days."""
    hops = round(case.size)
    days = stage.run(case, 1 + hops // 3)
    assert days is not None
    order = [int(each) for each in case.rng.permutation(stage.world.plan.exchanges)]
    accounts = [stage.recruit(order[number % len(order)]) for number in range(hops + 1)]
    dollars = float(case.rng.uniform(3_000, 9_000))
    stage.send(where(accounts[0]), days[0], account=accounts[0]["account"], moment=HOUR, outward=False, channel="bank",
               money=stage.money(dollars, days[0]))  # fmt: skip
    _pass_on(stage, case, accounts, days[0], dollars * 0.98)
    _home(stage, case, accounts[-1], days[1], dollars * 0.96)
    _person(stage, case, accounts[0], days, f"{hops} hops between entry and exit")


def arbitrage(stage: Stage, case: Case) -> None:
    """One trader moves coins between two own accounts every day."""
    one, other = case.rng.permutation(stage.world.plan.exchanges)[:2].tolist()
    account = stage.recruit(one, client_class="professional")
    there = stage.recruit(other, person=int(str(account["person"])), born=account["born"], client_class="professional")
    for day in range(stage.days):
        _pass_on(stage, case, [account, there] if day % 2 else [there, account], day, 900)
    _person(stage, case, account, (0, stage.days - 1), "moves coins between own accounts every day")


def _withdraw(stage: Stage, case: Case, account: Row, day: int, dollars: float, **said: object) -> None:
    asset = int(case.rng.choice([0, 1, 5]))
    stage.send(where(account), day, **{"account": account["account"], "moment": int(case.rng.integers(HOUR, 23 * HOUR)),
               "outward": True, "channel": "on_chain", "asset": asset, "coins": stage.coins(asset, dollars, day),
               "money": stage.money(dollars, day), "abroad": True, **chain_end(case, asset), **said})  # fmt: skip


def to_listed_address(stage: Stage, case: Case) -> None:
    """Coins go to an address that is listed, or by way of fresh ones, or to one that only looks like it."""
    day, account = int(case.rng.integers(stage.days)), stage.recruit(stage.exchange(case.rng))
    _withdraw(stage, case, account, day, float(case.rng.uniform(50, 600)))
    story = case.look_alike.replace("_", " ") or f"{round(case.size)} addresses between the exchange and the listed one"
    _person(stage, case, account, (day, day), story)


def travel_rule_data_left_out(stage: Stage, case: Case) -> None:
    """Transfers above the threshold to providers abroad go without names."""
    slot = stage.take("travel", stage.exchanges())
    if slot is None:
        return
    exchange = slot[0]
    ordinary = stage.world.plan.events_a_day * float(stage.people.shares[exchange]) * stage.days
    count = min(_MOST, max(1, round(case.size * ordinary / _EVENTS_FOR_A_LARGE_TRANSFER)))
    for _ in range(count):
        _hosted(stage, case, exchange, 1.15, "missing")
    case.record(
        f"exchange:{stage.lei(exchange)}", stage.on(0), stage.on(stage.days - 1), f"{count} transfers without the data"
    )


def _hosted(stage: Stage, case: Case, exchange: int, share: float, travel: str) -> None:
    """One transfer to a provider abroad, of a share of the threshold."""
    day = int(case.rng.integers(stage.days))
    _withdraw(stage, case, stage.recruit(exchange), day, THRESHOLD_DOLLARS * share, country="TR", lei=lei_of(case.rng),
              travel=travel)  # fmt: skip


def to_own_wallet(stage: Stage, case: Case) -> None:
    """Above the threshold, to a wallet of one's own."""
    exchange, day = stage.exchange(case.rng), int(case.rng.integers(stage.days))
    _withdraw(stage, case, stage.recruit(exchange), day, THRESHOLD_DOLLARS * 1.2, own_wallet=True)
    case.record(f"exchange:{stage.lei(exchange)}", stage.on(day), stage.on(day), "to a wallet of the client's own")


def below_threshold(stage: Stage, case: Case) -> None:
    """Below the threshold, where fewer data are due."""
    exchange = stage.exchange(case.rng)
    _hosted(stage, case, exchange, 0.8, "not_required")
    case.record(f"exchange:{stage.lei(exchange)}", stage.on(0), stage.on(stage.days - 1), "below the threshold")


OFFENCES: Mapping[str, Player] = {
    "transfers_structured": transfers_structured,
    "funds_layered_through_exchanges": funds_layered_through_exchanges,
    "transfer_to_sanctioned_address": to_listed_address,
    "travel_rule_data_left_out": travel_rule_data_left_out,
}
LOOK_ALIKES: Mapping[str, Player] = {
    "transfers_structured/wages_paid": wages_paid,
    "transfers_structured/monthly_saving": monthly_saving,
    "funds_layered_through_exchanges/arbitrage": arbitrage,
    "transfer_to_sanctioned_address/sent_before_listing": to_listed_address,
    "transfer_to_sanctioned_address/like_address": to_listed_address,
    "travel_rule_data_left_out/to_own_wallet": to_own_wallet,
    "travel_rule_data_left_out/below_threshold": below_threshold,
}
