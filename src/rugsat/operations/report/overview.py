"""The run at a glance: key figures, findings by family and by check, findings day by day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

import polars as pl

from rugsat.domain.supervision.discovery import all_checks
from rugsat.kernel.language import gettext as _
from rugsat.operations.cycle.run import Run
from rugsat.operations.report import charts
from rugsat.operations.report.charts import Bar, Chart, Lane
from rugsat.operations.report.sentences import check_name, family_word
from rugsat.operations.report.wording import days, number, short_day

_MOST_STRETCHES = 92
"""A quarter day by day; a longer time is shown by several days at once."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number that a reader looks for first."""

    shown: str
    word: str


def key_figures(run: Run) -> list[KeyFigure]:
    """Findings, whom they concern, violations, checks awake."""
    awake = sum(line.awake for line in run.coverage)
    return [
        KeyFigure(number(run.findings.height), _("findings")),
        KeyFigure(number(run.findings["subject"].n_unique()), _("subjects concerned")),
        KeyFigure(number(run.violations.height), _("single violations")),
        KeyFigure(f"{awake} / {len(run.coverage)}", _("checks awake")),
    ]


def findings_by_family(run: Run) -> Chart:
    """A bar for each family that has a check awake."""
    families = {check.name: check.family for check in all_checks()}
    found = Counter({families.get(line.check, ""): 0 for line in run.coverage if line.awake})
    for line in run.coverage:
        if line.awake:
            found[families.get(line.check, "")] += line.findings
    return charts.bars(
        "by-family",
        _("Findings by family of checks"),
        _("One bar for each family that has a check awake."),
        of=[Bar(family_word(family), float(count), number(count)) for family, count in sorted(found.items())],
        header=(_("Family"), _("Findings")),
    )


def findings_by_check(run: Run) -> Chart:
    """A bar for each check that was asked."""
    bars = [
        Bar(check_name(line.check), float(line.findings), number(line.findings)) for line in run.coverage if line.awake
    ]
    return charts.bars(
        "by-check",
        _("Findings by check"),
        _("One bar for each check that was awake."),
        of=bars,
        header=(_("Check"), _("Findings")),
    )


def day_by_day(run: Run) -> Chart | None:
    """Findings that were going on, stretch of days by stretch of days; None where there is no finding."""
    if not run.findings.height:
        return None
    stretches = _stretches(run)
    spans = run.findings.select("check", "first_day", "last_day")
    lanes = [
        Lane(check_name(check), _counts(spans.filter(pl.col("check") == check), stretches))
        for check in [line.check for line in run.coverage if line.findings]
    ]
    one_day = stretches[0][0] == stretches[0][1]
    return charts.timeline(
        "day-by-day",
        _("Findings over time"),
        _("The darker a cell, the more findings were going on in those days."),
        stretches=[short_day(first) if one_day else days(first, last) for first, last in stretches],
        lanes=lanes,
        header=_("Day") if one_day else _("Days"),
    )


def _stretches(run: Run) -> list[tuple[date, date]]:
    first = min([*run.findings["first_day"], *([run.inputs.since] if run.inputs.since else [])])
    last = max(run.findings["last_day"].max(), run.inputs.on)  # type: ignore[type-var]
    assert isinstance(last, date)
    length = -(-((last - first).days + 1) // _MOST_STRETCHES)
    starts = range(0, (last - first).days + 1, length)
    return [(first + timedelta(days=start), min(first + timedelta(days=start + length - 1), last)) for start in starts]


def _counts(findings: pl.DataFrame, stretches: Sequence[tuple[date, date]]) -> tuple[int, ...]:
    """How many findings were going on in each stretch: what began up to it, less what ended before it."""
    start, length = stretches[0][0], (stretches[0][1] - stretches[0][0]).days + 1
    changes = [0] * (len(stretches) + 1)
    for column, later, change in (("first_day", 0, 1), ("last_day", 1, -1)):
        place = (pl.col(column) - start).dt.total_days() // length + later
        for number_of_stretch, count in findings.group_by(place.alias("place")).len().iter_rows():
            changes[number_of_stretch] += change * count
    return tuple(accumulate(changes))[:-1]
