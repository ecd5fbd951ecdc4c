"""What chance gives: the distribution of coins from the same energy, and what was declared."""

from decimal import Decimal
from itertools import pairwise
from math import prod

from rugsat.domain.supervision.luck import chance_of_so_few
from tools.case_files import Case
from tools.drawings.shapes import LINE, WIDTH, Canvas, matching, width_of

_HIGH, _STEPS = 74.0, 60
_LOW, _TOP = 0.75, 1.20
"""The stretch that is drawn, in parts of what is expected."""


def expected(case: Case) -> Decimal:
    """Coins that the energy lets expect, as the file states them."""
    return Decimal(str(case.draw["expected"]))


def declared(case: Case) -> Decimal:
    """Coins that the return declares."""
    return sum((Decimal(str(row["coins"])) for row in case.tables["mining_monthly"]), Decimal(0))


def draw(case: Case) -> Canvas:
    """The curve of a case, its threshold and what was declared."""
    canvas, base = Canvas(), LINE + 6 + _HIGH
    steps = [_LOW + (_TOP - _LOW) * step / _STEPS for step in range(_STEPS + 1)]
    chances = [_chance(case, ratio) for ratio in steps]
    density = [later - earlier for earlier, later in pairwise(chances)]
    highest = max(density)
    points = [
        f"{_x((steps[n] + steps[n + 1]) / 2):.1f},{base - value / highest * (_HIGH - 8):.1f}"
        for n, value in enumerate(density)
    ]
    canvas.shape("polyline", "curve", points=f"0,{base:.1f} {' '.join(points)} {WIDTH:.1f},{base:.1f}")
    canvas.line("axis", (0, base), (WIDTH, base))
    _vertical(canvas, "limit", _x(_threshold(case)), base, f"1 in {1 / _rate(case):,.0f}", 23)
    _vertical(canvas, "axis", _x(1.0), base, "expected", 12)
    ratio = float(declared(case) / expected(case))
    canvas.line("tick", (_x(ratio), LINE + 18), (_x(ratio), base))
    canvas.mark(_x(ratio), LINE + 14, named=bool(case.violations))
    said = f"declared {ratio:.0%}"
    canvas.text(said, max(_x(ratio), width_of(said) / 2), LINE, "", "middle")
    canvas.height = base + 2 * LINE
    return canvas


def _vertical(canvas: Canvas, css: str, x: float, base: float, words: str, below: float) -> None:
    canvas.line(css, (x, base - _HIGH + 26), (x, base + below - 10))
    canvas.text(words, x, base + below, "small", "middle")


def _x(ratio: float) -> float:
    return (ratio - _LOW) / (_TOP - _LOW) * WIDTH


def _value(case: Case, parameter: str) -> float:
    return next(float(each["value"]) for each in case.law if each["parameter"] == parameter)


def _rate(case: Case) -> float:
    return _value(case, "mining.coins_false_alarm_rate") / 1_000_000


def _chance(case: Case, ratio: float) -> float:
    """How likely an honest miner declares at most that part of what is expected."""
    scheme = case.tables["mining_monthly"][0]["pool_scheme"]
    return chance_of_so_few(
        found=ratio,
        expected=1.0,
        blocks=_pool_blocks(case) if scheme == "pplns" else None,
        efficiency_sd=_value(case, "mining.efficiency_uncertainty") / 100,
        shared=True,
    )


def _pool_blocks(case: Case) -> float:
    """Blocks of the pool in the month: its share of those of the network, day by day."""
    series = case.tables["reference_series"]
    days = len({row["legal_day"] for row in case.tables["meter_readings"]})
    names = ("network_blocks.BTC", f"pool_share_ppm.{case.tables['mining_monthly'][0]['pool']}")
    daily = prod(float(matching(series, {"series": name})[0]["value"]) for name in names)
    return daily / 1_000_000 * days


def _threshold(case: Case) -> float:
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _chance(case, middle) < _rate(case) else (low, middle)
    return low
