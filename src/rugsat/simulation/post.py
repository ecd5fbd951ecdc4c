"""What goes wrong in the post: files that come late or not at all, files with broken rows that are mended later."""

from rugsat.simulation.world import World


def disturb(world: World) -> None:
    """Plant late and missing returns with their answers, and the ordinary dirt of filing."""
