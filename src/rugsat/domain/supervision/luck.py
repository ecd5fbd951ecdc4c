"""How likely it is to find so few coins by chance, and by machines less efficient than declared."""

import math

_STEPS = 60
_REACH = 6.0
"""Standard deviations of the efficiency that are looked at on either side."""


def chance_of_so_few(
    *, found: float, expected: float, blocks: float | None, efficiency_sd: float, shared: bool = False
) -> float:
    """Probability that an honest miner reports at most `found` coins where `expected` follow from its energy.

    `expected` is the expectation at the declared efficiency, `efficiency_sd` the relative standard deviation of that
    efficiency. `blocks` is how many blocks the expectation is made of: the pool's where they are `shared`, the miner's
    own where it mines alone; None where the pool pays per share, so that luck plays no part. Luck is Poisson in the
    blocks.

    Efficiency acts where the miner is: alone, less of it means fewer blocks; in a pool, a smaller share of the same
    blocks. A part of a block counts as a whole one, because a block with low fees is a block.
    """
    if expected <= 0:
        return 1.0
    ratio = found / expected
    if blocks is None:
        return _normal_tail(ratio, efficiency_sd)
    total = weight = 0.0
    for step in range(-_STEPS, _STEPS + 1):
        deviation = _REACH * step / _STEPS
        density = math.exp(-deviation * deviation / 2)
        yield_factor = max(1 + efficiency_sd * deviation, 1e-9)
        count, mean = (ratio / yield_factor * blocks, blocks) if shared else (ratio * blocks, yield_factor * blocks)
        total += density * _poisson_tail(count, mean)
        weight += density
    return total / weight


def _normal_tail(ratio: float, sd: float) -> float:
    if sd <= 0:
        return 1.0 if ratio >= 1 else 0.0
    return 0.5 * math.erfc((1 - ratio) / (sd * math.sqrt(2)))


def _poisson_tail(count: float, mean: float) -> float:
    """P(N <= count) for a Poisson N, the count rounded up; terms are added from the largest, so that none is lost."""
    whole = max(0, math.ceil(count - 1e-9))
    top = min(whole, math.floor(mean))
    term = math.exp(top * math.log(mean) - mean - math.lgamma(top + 1))
    total, down, up = term, term, term
    for number in range(top, 0, -1):
        down *= number / mean
        total += down
        if down < total * 1e-17:
            break
    for number in range(top + 1, whole + 1):
        up *= mean / number
        total += up
        if up < total * 1e-17:
            break
    return min(total, 1.0)
