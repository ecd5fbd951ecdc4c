"""Which findings a firm is shown and may answer."""

_HIDDEN = "unverified"
"""Standing of what rests on law that was read from weak sources alone."""


def is_shown_to_firms(standing: str) -> bool:
    """Whether a firm that a finding concerns is shown it: not where the law that it rests on is unverified."""
    return standing != _HIDDEN
