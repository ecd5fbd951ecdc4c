"""Miners as clients: they send what they mined to an exchange, sell it there, and have the money sent home."""

from decimal import Decimal

import numpy as np

from rugsat.simulation.finance.book import SELL
from rugsat.simulation.finance.market import Market
from rugsat.simulation.finance.people import People
from rugsat.simulation.finance.script import Row, Script
from rugsat.simulation.finance.units import CENT, COIN, LOTS, PLACE, amounts
from rugsat.simulation.identities import transaction

_HOUR = 3_600_000_000


def sell_for_miners(people: People, market: Market, script: Script) -> None:
    """Tell of all sales of the country's miners."""
    world = people.world
    by_party = {firm.party: number for number, firm in enumerate(world.roster.exchanges)}
    accounts: dict[tuple[str, str], Row] = {}
    people_of: dict[str, int] = {}
    for number, sale in enumerate(world.sales.sort("day", "party", "dti", "exchange").iter_rows(named=True)):
        key = sale["party"], sale["exchange"]
        day = (sale["day"] - world.plan.since).days
        coins = int(Decimal(sale["quantity"]).scaleb(COIN)) if sale["dti"] in PLACE else 0
        if not coins or not 0 <= day < world.plan.days:
            continue
        if key not in accounts:
            accounts[key] = people.recruit(by_party[sale["exchange"]], person=people_of.get(sale["party"]),
                                           kind="legal_entity", client_class="professional")  # fmt: skip
            people_of[sale["party"]] = int(str(accounts[key]["person"]))
        _sell(people, market, script, (accounts[key], PLACE[sale["dti"]], day, coins), (sale["wallet"], number))


def _sell(
    people: People, market: Market, script: Script, sold: tuple[Row, int, int, int], origin: tuple[str, int]
) -> None:
    (account, asset, day, coins), (wallet, number) = sold, origin
    world = people.world
    rng = world.stream("sale", number)
    where, moment = int(str(account["exchange"])), int(rng.integers(8 * _HOUR, 16 * _HOUR))
    places = np.array([asset]), np.array([coins]), np.array([moment])
    price = market.price(day, places[0], places[2])
    money = int(amounts(places[0], places[1], price)[0]) // CENT * CENT
    script.transfers[where, day].append(
        {"account": account["account"], "moment": moment, "outward": False, "channel": "on_chain", "asset": asset,
         "coins": coins, "money": money, "own_wallet": True, "there": wallet, "tx_hash": transaction(rng)}
    )  # fmt: skip
    lots = coins // int(LOTS[asset]) * int(LOTS[asset])
    if not lots:
        return
    script.meetings[where, day].append({"account": account["account"], "asset": asset, "side": SELL, "coins": lots,
                                        "moment": moment + int(rng.integers(_HOUR // 2, 4 * _HOUR))})  # fmt: skip
    home = money * 95 // 100 // CENT * CENT
    if day + 1 < world.plan.days and home:
        script.transfers[where, day + 1].append(
            {"account": account["account"], "moment": int(rng.integers(9 * _HOUR, 15 * _HOUR)), "outward": True,
             "channel": "bank", "money": home}
        )  # fmt: skip
