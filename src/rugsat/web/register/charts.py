"""The charts of the statistics page."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from babel.dates import format_date

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import language
from rugsat.operations.report.charts import Bar, Chart, bars, fitting
from rugsat.operations.report.wording import number
from rugsat.store.queries.public.counts import Given
from rugsat.web.layout.choices import STATUSES
from rugsat.web.register.words import class_word, instrument_word, status_word

_LETTERS = 40
"""Letters above a bar that a telephone has room for; the table has them all."""
_MONTHS = 24
"""Months that the chart over time goes back."""


def charts_of(given: Given, on: date) -> list[Chart]:
    """A chart for each count that there is something to show of, over what this authority has given."""
    titles = (
        _("Authorisations in force by instrument"),
        _("Authorisations by status"),
        _("Authorisations in force by class"),
        _("Authorisations by the month in which they began"),
    )
    return _charts(given, on, titles, "")


def charts_of_those_abroad(given: Given, on: date) -> list[Chart]:
    """The same over what authorities of other countries have given."""
    titles = (
        _("Authorisations given abroad, in force, by instrument"),
        _("Authorisations given abroad, by status"),
        _("Authorisations given abroad, in force, by class"),
        _("Authorisations given abroad, by the month in which they began"),
    )
    return _charts(given, on, titles, "-abroad")


def _charts(given: Given, on: date, titles: tuple[str, str, str, str], suffix: str) -> list[Chart]:
    in_force = {name: held.get("in_force", 0) for name, held in given.by_instrument.items()}
    counted: tuple[tuple[str, str, dict[str, int]], ...] = (
        ("instruments", _("Instrument"), {instrument_word(name, on): count for name, count in in_force.items()}),
        (
            "statuses",
            _("Status"),
            {status_word(name): given.by_status[name] for name in STATUSES if name in given.by_status},
        ),
        (
            "classes",
            _("Class"),
            {class_word(name): count for name, count in given.by_class.items() if class_word(name)},
        ),
        ("months", _("Month"), {_month(first): count for first, count in given.began[-_MONTHS:]}),
    )
    drawn = [
        _bars(name + suffix, title, of_what, rows) for title, (name, of_what, rows) in zip(titles, counted, strict=True)
    ]
    return [chart for chart in drawn if chart.rows]


def _bars(name: str, title: str, of_what: str, counted: Mapping[str, int]) -> Chart:
    drawn = [Bar(fitting(label, _LETTERS), count, number(count)) for label, count in counted.items()]
    description = _("Bars with their numbers; the table below says the same.")
    chart = bars(name, title, description, of=drawn, header=(of_what, _("How many")))
    return replace(chart, rows=tuple((label, number(count)) for label, count in counted.items()))


def _month(first: date) -> str:
    return str(format_date(first, "LLLL y", locale="en_GB" if language() == "en" else language()))
