"""The energy side of the country, in order: homes and firms, mining sites, pools, providers."""

from collections.abc import Callable

from rugsat.simulation.world import World


def make_power(world: World, progress: Callable[[str, int, int], None]) -> None:
    """Make everything that draws power, what miners earn with it, and what providers, miners and pools file."""
    progress("power", len(world.plan.on), len(world.plan.on))
