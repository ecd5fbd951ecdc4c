"""What judges share: sums that no engine can overflow, and violation rows of what was weighed one by one."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Context, Decimal

import narwhals as nw

from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import exact_total
from rugsat.kernel.numbers import LARGEST, SCALE

EXACT = Context(prec=200)
"""Arithmetic of judges: wide enough for any sum and product of filed numbers to be exact."""
_HIGHEST = EXACT.subtract(LARGEST, Decimal(1).scaleb(-SCALE))
_SUMMED = 10**12
"""Numbers up to this are added on the engine: a hundred million of them fit; greater ones are added by the judge."""


def portions(frame: Frame, column: str, *, by: Sequence[str], identity: str) -> Frame:
    """Sums of a column, as `by` and that column, in portions that a judge has to add.

    What is greater than any honest number stands alone, so that no mad value overflows an engine and none is cut.
    """
    apart = nw.when(nw.col(column) > _SUMMED).then(nw.col(identity)).otherwise(nw.lit(""))
    portioned = frame.with_columns(_apart=apart).group_by(*by, "_apart").agg(exact_total(column))
    return portioned.select(*by, column)


def exact_sum(numbers: Iterable[Decimal]) -> Decimal:
    """The sum, exactly, however many digits it has."""
    total = Decimal(0)
    for number in numbers:
        total = EXACT.add(total, number)
    return total


def within_column(number: Decimal) -> Decimal:
    """The number, or the highest that a column can hold where it is greater."""
    return min(number, _HIGHEST)


def weighed(
    subject: str, days: tuple[date, date], observed: Decimal | int, limit: Decimal | int, unit: str, note: str | None
) -> dict[str, object]:
    """A violation row that no single filed row shows and whose law does not differ by class or zone."""
    return {
        "subject": subject,
        "began_us": None,
        "ended_us": None,
        "first_day": days[0],
        "last_day": days[1],
        "observed": observed,
        "limit": limit,
        "unit": unit,
        "class": "*",
        "zone": "*",
        "sender": None,
        "filing": None,
        "row": None,
        "note": note,
    }
