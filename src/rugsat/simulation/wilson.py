"""Wilson's interval for a share: what a count of hits says of the rate behind it."""

import math

_Z = 1.959963984540054
"""The quantile of the normal distribution for 95 %, two-sided."""


def interval(hits: int, of: int) -> tuple[float, float]:
    """Lower and upper bound of the rate at 95 %; from 0 to 1 where nothing was tried (Wilson 1927)."""
    if of == 0:
        return 0.0, 1.0
    share, spread = hits / of, _Z * _Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, middle - half), min(1.0, middle + half)
