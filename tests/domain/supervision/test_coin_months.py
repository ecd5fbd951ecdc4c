"""Months together find what each month hides, and accuse honest miners no more often than the law allows."""

import math
import random
from datetime import date
from decimal import Decimal

import pytest

from rugsat.domain.supervision.coin_months import CoinMonth, unlikely
from tests.domain.supervision.draws import poisson

ALARM, SD = 0.001, 0.03
MINERS, MONTHS = 2_000, 10
# One in a thousand of 20,000 site-months is 20; so many more would come by chance once in about 10,000 tries.
MOST = 20 + 3.72 * math.sqrt(20)


def month(number: int, ratio: float, blocks: float | None, *, shared: bool = True, scheme: str = "pplns") -> CoinMonth:
    return CoinMonth(
        first=date(2026, number, 1),
        last=date(2026, number, 28),
        months=1,
        asset="BTC",
        scheme=scheme,
        declared=Decimal(repr(ratio * 10)),
        expected=10.0,
        blocks=blocks,
        shared=shared,
        joules=1.0,
        th=1.0,
        locator=("s", "f", number),
    )


def named(*months: CoinMonth) -> list[tuple[int, int]]:
    found = unlikely(months, efficiency_sd=SD, alarm=ALARM)
    return [(each.months.first.month, each.months.months) for each in found]


def test_a_little_withheld_every_month_is_found_by_the_months_together():
    little = [month(number, 0.86, 430.0) for number in range(1, 10)]
    assert named(little[0]) == []
    ((first, together),) = named(*little)[:1]
    assert first == 1
    assert together > 1


def test_where_luck_plays_no_part_more_months_tell_no_more():
    assert named(*(month(number, 0.92, None, scheme="fpps") for number in range(1, 10))) == []


def test_a_month_that_is_named_is_not_held_against_the_months_after_it():
    assert named(month(1, 0.3, 430.0), *(month(number, 0.99, 430.0) for number in range(2, 10))) == [(1, 1)]


def test_months_of_two_schemes_are_not_added():
    mixed = [month(number, 0.87, 430.0, scheme="pplns" if number % 2 else "solo") for number in range(1, 10)]
    assert named(*mixed) == []


@pytest.mark.prove
@pytest.mark.parametrize(("blocks", "shared"), [(None, True), (30.0, False), (60.0, True), (430.0, True)])
def test_honest_miners_are_named_no_more_often_than_allowed_over_many_months(blocks: float | None, shared: bool):
    chance = random.Random(20260301)
    counts = []
    for _ in range(MINERS):
        worn = max(1e-9, chance.gauss(1, SD))
        months = []
        for number in range(1, MONTHS + 1):
            if blocks is None:
                ratio = worn
            elif shared:
                ratio = worn * poisson(chance, blocks) / blocks
            else:
                ratio = poisson(chance, worn * blocks) / blocks
            months.append(month(number, ratio, blocks, shared=shared))
        counts.append(len(named(*months)))
    # A worn-out fleet is so in every month, so what one miner is named for is no independent draw.
    clustered = sum(count * count for count in counts) / max(1, sum(counts))
    assert sum(counts) <= ALARM * MINERS * MONTHS + 3.72 * math.sqrt(ALARM * MINERS * MONTHS * max(1.0, clustered))
