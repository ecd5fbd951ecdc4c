"""Draws of chance for tests of luck."""

import math
import random


def poisson(chance: random.Random, mean: float) -> int:
    """A draw from the Poisson distribution; of many, from the normal one that it comes close to."""
    if mean > 500:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    number, product, bound = 0, chance.random(), math.exp(-mean)
    while product > bound:
        number, product = number + 1, product * chance.random()
    return number
