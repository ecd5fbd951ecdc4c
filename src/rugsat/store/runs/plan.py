"""The stages of a run, in their order: before the checks, each check by itself, and after them."""

from collections.abc import Sequence

REGISTER, BIND = "register", "bind"
ASSEMBLE, TAKE_UP = "assemble", "take_up"
BEFORE, AFTER = (REGISTER, BIND), (ASSEMBLE, TAKE_UP)
WRITING = frozenset(AFTER)
"""Once a run is in one of these it can no longer be cancelled: what it found is being written down."""


def stages_of(checks: Sequence[str]) -> tuple[str, ...]:
    """The names of all stages of a run over some checks; a stage has its place, from 1, as its number."""
    return (*BEFORE, *checks, *AFTER)
