"""How many machines a miner has declared, and how many must have run for the work that pools paid for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

Row = Mapping[str, Any]
_DAY_S = 86_400
_PPM = 1_000_000
_MOST = 10**12
"""More machines than this are given as this many."""


@dataclass(frozen=True, slots=True)
class Fleet:
    """The machines of an authorisation: rows with since, until, machines and their hash rate each."""

    rows: Sequence[Row]

    def most_machines(self, first: date, last: date) -> int:
        """The highest number of machines that was declared on a day from first to last."""
        return max(sum(int(row["machines"]) for row in held) for held in self._held(first, last))

    def most_th_s(self, first: date, last: date) -> Fraction:
        """The highest hash rate by the makers' data that was declared on a day from first to last."""
        rates = [
            sum((Fraction(max(row["nominal_th_s"], Decimal(0))) * row["machines"] for row in held), Fraction())
            for held in self._held(first, last)
        ]
        return max(rates)

    def _held(self, first: date, last: date) -> list[list[Row]]:
        """What is held on the first day and on each day on which something is added; in between it only gets less."""
        near = [row for row in self.rows if row["since"] <= last and first < row["until"]]
        days = {first, *(row["since"] for row in near if row["since"] > first)}
        return [[row for row in near if row["since"] <= day < row["until"]] for day in sorted(days)]


@dataclass(frozen=True, slots=True)
class Work:
    """Work that was paid for, and the days in which it must have been done."""

    th: Fraction
    began: date
    days: int


def work_of_month(paid: Iterable[Row], first: date, last: date) -> Work | None:
    """Work of one asset that was paid for on days from first to last, and the days in which it must have been done.

    None where that is not known. Work is done between one payout and the next of the same pool and worker. So the days
    are counted from the last payout before the month, or, where none is known, from the first payout, which then does
    not count itself; of several pools or workers, from the earliest. One day is added, because payouts come sooner or
    later in the day.
    """
    streams: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in paid:
        if row["since"] <= last:
            streams[row["pool"], row["worker"] or ""].append(row)
    done, begins, ends = Fraction(), [], []
    for rows in streams.values():
        began = max((row["since"] for row in rows if row["since"] < first), default=min(row["since"] for row in rows))
        counted = [row for row in rows if row["since"] > began]
        if counted:
            done += sum((Fraction(row["shares_th"]) for row in counted), Fraction())
            begins.append(began)
            ends.append(max(row["since"] for row in counted))
    return Work(done, min(begins), (max(ends) - min(begins)).days + 1) if begins else None


def machines_needed(work: Work, *, declared: int, th_s: Fraction, tolerance_ppm: int) -> int:
    """How many machines, such as were declared, the work takes at nominal hash rate and the tolerance."""
    able = th_s * work.days * _DAY_S * Fraction(_PPM + tolerance_ppm, _PPM)
    if work.th <= able:
        return 0
    needed = -(-work.th * declared // able) if able else declared + 1
    return min(max(int(needed), declared + 1), _MOST)
