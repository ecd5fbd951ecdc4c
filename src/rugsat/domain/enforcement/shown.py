"""Which findings a firm is shown and may answer."""

HIDDEN = frozenset({"unverified"})
"""Standings that firms are not shown: the law that such a finding rests on was read from weak sources alone."""


def is_shown_to_firms(standing: str) -> bool:
    """Whether a firm that a finding concerns is shown it: not where the law that it rests on is unverified."""
    return standing not in HIDDEN
