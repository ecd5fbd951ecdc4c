"""The violations of one finding over time, as a chart."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import ngettext
from rugsat.operations.report import charts
from rugsat.operations.report.background import Background
from rugsat.operations.report.charts import Chart, Point
from rugsat.operations.report.wording import Scale, days, local, moment, number, scale_of, scaled, telling

_MOST_BARS = 96
"""Two days of half hours; more are shown by the farthest of each stretch."""
_MOST_ROWS = 24


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when to when a violation lasted, and its numbers."""

    began: int
    ended: int
    observed: Decimal
    limit: Decimal

    @property
    def distance(self) -> Decimal:
        """How far it lies from what was allowed."""
        return abs(self.observed - self.limit)


def over_time(finding: dict[str, Any], violations: pl.DataFrame, background: Background) -> Chart | None:
    """A chart of the violations of a finding; None where there is one only, which the finding itself shows."""
    held = [
        Stretch(row["began_us"], row["ended_us"], row["observed"], row["limit"])
        for row in violations.sort("began_us", "ended_us").iter_rows(named=True)
    ]
    if len(held) < 2:
        return None
    began, ended = finding["began_us"], finding["ended_us"]
    limit = max(each.limit for each in held)
    greatest = max(each.observed for each in held)
    scale = telling(greatest, limit, scale_of(finding["unit"], limit or greatest, background.currency))
    farthest = sorted(sorted(held, key=lambda each: -each.distance)[:_MOST_ROWS], key=lambda each: each.began)
    return charts.series(
        f"f{finding['finding']}-s",
        _("Violations over time"),
        _description(len(held)),
        points=[_point(each, began, ended, scale, background) for each in _thinned(held, began, ended)],
        words=(
            _("greatest {amount}").format(amount=scaled(greatest, scale)),
            _("limit {amount}").format(amount=scaled(limit, scale)),
            when(held[0].began, held[0].began, background),
            when(ended, ended, background, last=True),
        ),
        header=(_("When"), _("Observed"), _("Limit")),
        rows=tuple(
            (when(e.began, e.ended, background), scaled(e.observed, scale), scaled(e.limit, scale)) for e in farthest
        ),
    )


def when(began_us: int, ended_us: int, background: Background, *, last: bool = False) -> str:
    """A stretch of time in local time; in days where it begins and ends at midnight.

    With `last`, the one moment is an end, so that a midnight names the day that it ends.
    """
    began, ended = local(began_us, background.zone), local(ended_us, background.zone)
    at_midnight = not any((began.hour, began.minute, began.second, ended.hour, ended.minute, ended.second))
    if at_midnight and began_us < ended_us:
        return days(began.date(), local(ended_us - 1, background.zone).date())
    if at_midnight and last:
        return days(*[local(ended_us - 1, background.zone).date()] * 2)
    if at_midnight:
        return days(began.date(), began.date())
    if began_us == ended_us:
        return moment(began_us, background.zone)
    until = f"{ended:%H:%M}" if began.date() == ended.date() else moment(ended_us, background.zone)
    return f"{moment(began_us, background.zone)} – {until}"


def _description(count: int) -> str:
    said = ngettext("{count} violation.", "{count} violations.", count).format(count=number(count))
    if count > _MOST_BARS:
        said += " " + _("Each bar is the one farthest from the limit in its stretch of time.")
    if count > _MOST_ROWS:
        said += " " + _("The table has those farthest from the limit; all are in violations.parquet.")
    return said


def _thinned(held: list[Stretch], began: int, ended: int) -> list[Stretch]:
    if len(held) <= _MOST_BARS:
        return held
    width = -(-(ended - began) // _MOST_BARS)
    farthest: dict[int, Stretch] = {}
    for each in held:
        place = (each.began - began) // width
        if place not in farthest or each.distance > farthest[place].distance:
            farthest[place] = each
    return [
        Stretch(began + place * width, min(began + (place + 1) * width, ended), each.observed, each.limit)
        for place, each in sorted(farthest.items())
    ]


def _point(each: Stretch, began: int, ended: int, scale: Scale, background: Background) -> Point:
    whole = max(ended - began, 1)
    return Point(
        began=(each.began - began) / whole,
        ended=(each.ended - began) / whole,
        observed=float(each.observed),
        limit=float(each.limit),
        tip=f"{when(each.began, each.ended, background)}: {scaled(each.observed, scale)}",
    )
