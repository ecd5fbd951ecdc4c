"""The finance side of the country, in order: prices, clients, stories, exchanges, banks."""

from collections.abc import Callable
from datetime import timedelta

from rugsat.simulation.finance.banks import make_banks
from rugsat.simulation.finance.clients import SealingRoom
from rugsat.simulation.finance.conduct.play import play
from rugsat.simulation.finance.conduct.stage import Stage
from rugsat.simulation.finance.house import House, Town
from rugsat.simulation.finance.market import make_market
from rugsat.simulation.finance.passage import move_within
from rugsat.simulation.finance.people import appoint_makers, make_people
from rugsat.simulation.finance.sales import sell_for_miners
from rugsat.simulation.finance.script import Script
from rugsat.simulation.finance.transfers import Providers
from rugsat.simulation.finance.units import MARKET, NEVER, RISING, SINKING
from rugsat.simulation.identities import lei_of
from rugsat.simulation.world import World

_PROVIDERS_ABROAD = 12


def make_money(world: World, progress: Callable[[str, int, int], None]) -> None:
    """Make clients, their trades, transfers and margin, what exchanges hold for them, and what banks book."""
    mid, script = world.plan.days // 2, Script()
    _approve(world, mid)
    market, people = make_market(world), make_people(world)
    appoint_makers(people)
    sell_for_miners(people, market, script)
    move_within(people, market, script)
    play(Stage(world, market, people, script, mid))
    banks = make_banks(world, script.partner_later)
    room = SealingRoom(people)
    rng = world.stream("providers abroad")
    providers = Providers(tuple(lei_of(rng) for _ in range(_PROVIDERS_ABROAD)))
    town = Town(world, market, people, script, banks, providers, room, mid)
    _run(town, progress)
    banks.file()


def _run(town: Town, progress: Callable[[str, int, int], None]) -> None:
    count = town.world.plan.exchanges
    try:
        town.room.begin(0)
        for number in range(count):
            progress("exchanges", number, count)
            if number + 1 < count:
                town.room.begin(number + 1)
            House(town, number).run()
        progress("exchanges", count, count)
    finally:
        town.room.close()


def _approve(world: World, mid: int) -> None:
    """Enter the assets that may be traded: most always, one until a day in the middle, one from it on."""
    day = world.plan.since + timedelta(days=mid)
    for number, asset in enumerate(MARKET):
        if number not in NEVER:
            since, until = day if number == RISING else None, day if number == SINKING else None
            world.register.add("approved_assets", since=since, until=until, dti=asset.dti, name=asset.name)
