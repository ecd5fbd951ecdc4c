"""Honest miners are named no more often than the law allows, by every payout scheme."""

import math
import random

import pytest

from rugsat.domain.supervision.luck import chance_of_so_few
from tests.domain.supervision.draws import poisson

HONEST = 20_000
ALARM = 0.001
SD = 0.03
# One in a thousand of 20,000 is 20; so many more would come by chance once in about 10,000 tries.
MOST = 20 + 3.72 * math.sqrt(20)


@pytest.mark.parametrize(
    ("blocks", "shared"), [(None, True), (0.25, False), (5.0, False), (30.0, False), (440.0, True), (1200.0, True)]
)
def test_honest_miners_are_named_no_more_often_than_allowed(blocks: float | None, shared: bool) -> None:
    chance = random.Random(20260101)
    counted: dict[float, float] = {}
    named = 0
    for _ in range(HONEST):
        yielded = max(1e-9, chance.gauss(1, SD))
        if blocks is None:
            ratio = yielded
        elif shared:
            ratio = yielded * poisson(chance, blocks) / blocks
        else:
            ratio = poisson(chance, yielded * blocks) / blocks
        # Only the low ones can be named; the others need no weighing.
        if ratio > 1:
            continue
        key = round(ratio, 4) if shared else ratio
        if key not in counted:
            counted[key] = chance_of_so_few(found=key * 7, expected=7, blocks=blocks, efficiency_sd=SD, shared=shared)
        named += counted[key] < ALARM
    assert named <= MOST


def test_a_solo_miner_whose_blocks_had_low_fees_is_judged_by_whole_blocks() -> None:
    whole = chance_of_so_few(found=3, expected=10, blocks=10, efficiency_sd=SD)
    assert chance_of_so_few(found=2.98, expected=10, blocks=10, efficiency_sd=SD) == whole


@pytest.mark.parametrize(("count", "mean"), [(0, 6.9), (2, 12.0), (90, 120.0)])
def test_without_uncertainty_the_chance_is_that_ofpoisson(count: int, mean: float) -> None:
    direct = sum(math.exp(n * math.log(mean) - mean - math.lgamma(n + 1)) for n in range(count + 1))
    found = chance_of_so_few(found=count, expected=mean, blocks=mean, efficiency_sd=0)
    assert found == pytest.approx(direct, rel=1e-9)
