"""What declared_coins_below_metered_energy can know: the share withheld that it finds, by payout scheme and months."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.plot import Axis, plot
from rugsat.domain.supervision.luck import chance_of_so_few

EFFICIENCY_SD, ALARM = 0.03, 0.001
BLOCKS_A_DAY, DAYS = 144, 30
SHARES = [step / 100 for step in range(61)]
POWER = 0.95
MONTHS = (1, 3, 6, 12)


@dataclass(frozen=True)
class Case:
    """A payout scheme, and how many blocks a month its luck plays on."""

    name: str
    blocks: float | None
    shared: bool


CASES = (
    Case("PPS, FPPS", None, True),
    Case("PPLNS, pool of a fifth of the network", 0.2 * BLOCKS_A_DAY * DAYS, True),
    Case("PPLNS, pool of a tenth", 0.1 * BLOCKS_A_DAY * DAYS, True),
    Case("PPLNS, pool of a hundredth", 0.01 * BLOCKS_A_DAY * DAYS, True),
    Case("solo, 10 blocks a month", 10.0, False),
    Case("solo, 3 blocks a month", 3.0, False),
)


def power(case: Case, withheld: float, months: int = 1) -> float:
    """How likely a miner who withholds a share of its coins is named, by the months looked at together.

    Exact, without drawing: a miner who declares the share 1 - withheld of what it got is named where what it got is
    below the bound divided by that share, and how likely that is, is the chance that the check itself computes.
    """
    bound = _bound(case, months)
    return _chance(case, months, bound / (1 - withheld)) if withheld < 1 else 1.0


def found_at(case: Case, months: int = 1) -> float:
    """The smallest share withheld that is found in 95 of 100 cases; 1 where not even all of it is."""
    return _smallest(lambda share: power(case, share, months) >= POWER)


def _bound(case: Case, months: int) -> float:
    """The largest ratio of declared to expected coins that is named."""
    rate = ALARM if months == 1 else ALARM / 2
    return 1 - _smallest(lambda short: _chance(case, months, 1 - short) < rate)


def _chance(case: Case, months: int, ratio: float) -> float:
    blocks = None if case.blocks is None else case.blocks * months
    return chance_of_so_few(found=ratio, expected=1.0, blocks=blocks, efficiency_sd=EFFICIENCY_SD, shared=case.shared)


def _smallest(holds: Callable[[float], bool]) -> float:
    if not holds(1.0 - 1e-9):
        return 1.0
    low, high = 0.0, 1.0 - 1e-9
    for _ in range(18):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def table() -> list[dict[str, object]]:
    """A row for each scheme: the share found with 95 % power, by months together."""
    return [
        {"scheme": case.name, **{str(months): round(found_at(case, months), 4) for months in MONTHS}} for case in CASES
    ]


def drawing() -> str:
    """Power over the share withheld, by scheme, for one month."""
    shares = {value / 100: f"{value} %" for value in range(0, 61, 10)}
    powers = {value / 10: f"{value * 10} %" for value in range(0, 11, 2)}
    lines = {case.name: [(share, power(case, share)) for share in SHARES] for case in CASES}
    return plot(
        "How likely one month of withheld coins is found",
        "Power rises with the share withheld; PPS is surest, mining alone least sure.",
        Axis("share of the month's coins that is withheld", 0, 0.6, shares),
        Axis("found", 0, 1, powers),
        lines,
    )
