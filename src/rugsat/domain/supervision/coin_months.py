"""Months of declared coins against what energy gives, weighed one by one and together with those before them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rugsat.domain.supervision.luck import chance_of_so_few


@dataclass(frozen=True, slots=True)
class CoinMonth:
    """What was declared for a month, or for several together, and what its energy lets expect."""

    first: date
    last: date
    months: int
    asset: str
    scheme: str
    declared: Decimal
    expected: float
    blocks: float | None
    """Blocks that luck plays on; None where it plays none."""
    shared: bool
    joules: float
    th: float
    locator: tuple[str | None, str | None, int | None]
    """Sender, filing and row, where one row shows it."""

    @property
    def kind(self) -> tuple[str, str, bool, bool]:
        """Months of one kind can be added: one asset, one scheme, luck of one sort."""
        return self.asset, self.scheme, self.blocks is None, self.shared

    def chance(self, *, efficiency_sd: float) -> float:
        """How likely an honest miner declares so little; 1 where it declares all that is expected."""
        if float(self.declared) >= self.expected:
            return 1.0
        return chance_of_so_few(
            found=float(self.declared),
            expected=self.expected,
            blocks=self.blocks,
            efficiency_sd=efficiency_sd,
            shared=self.shared,
        )


@dataclass(frozen=True, slots=True)
class Named:
    """A month, or several together, that an honest miner would hardly declare."""

    months: CoinMonth
    chance: float


def unlikely(months: Sequence[CoinMonth], *, efficiency_sd: float, alarm: float) -> Iterator[Named]:
    """Months of one miner, in order, that come to an honest one less often than `alarm` in each month.

    The first month of its kind has the whole rate for itself; later, one half is the month's, the other half that of
    all months of the kind so far together, without those that are named already. Over months, luck evens out; wear
    does not, because machines that are worse than nominal in one month are so in the next.
    """
    before: list[CoinMonth] = []
    for month in months:
        if before and before[-1].kind != month.kind:
            before = []
        rate = alarm / 2 if before else alarm
        chance = month.chance(efficiency_sd=efficiency_sd)
        if chance < rate:
            yield Named(month, chance)
            continue
        before.append(month)
        if len(before) > 1:
            together = _together(before)
            chance = together.chance(efficiency_sd=efficiency_sd)
            if chance < rate:
                yield Named(together, chance)
                before = []


def _together(months: Sequence[CoinMonth]) -> CoinMonth:
    first, last = months[0], months[-1]
    blocks = None if first.blocks is None else sum(month.blocks or 0.0 for month in months)
    return CoinMonth(
        first=first.first,
        last=last.last,
        months=len(months),
        asset=first.asset,
        scheme=first.scheme,
        declared=sum((month.declared for month in months), Decimal(0)),
        expected=sum(month.expected for month in months),
        blocks=blocks,
        shared=first.shared,
        joules=sum(month.joules for month in months),
        th=sum(month.th for month in months),
        locator=(None, None, None),
    )
