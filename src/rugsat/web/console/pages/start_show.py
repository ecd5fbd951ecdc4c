"""The first page of an officer: the figures of the morning, and what waits for his office."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import ngettext
from rugsat.operations.report.charts import Bar, Chart, bars, fitting
from rugsat.operations.report.sentences import family_word
from rugsat.operations.report.wording import number
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.morning import Morning, desk, morning
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.counted import kept
from rugsat.web.console.words import instrument_choices, return_word, state_word
from rugsat.web.layout.moment import now, today
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import visitor_of

_LETTERS = 40
_FEW = 10


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page; its figures are those that were counted last, what waits is as it stands."""
    visitor = visitor_of(request)
    counted = kept(f"console-figures-{today()}-{law_in_force().digest[:16]}", lambda: morning(now=now()))
    figures = counted.what
    return render(
        request,
        "console/start.html.j2",
        CONSOLE,
        title=_("Today"),
        figures=figures,
        counted_at=counted.at,
        desk=desk(offices=visitor.roles, now=now(), most=_FEW),
        charts=_charts(figures),
        today=today(),
    )


def _charts(figures: Morning) -> list[Chart]:
    """A chart for each count of which there is something."""
    in_force = {name: held.get("in_force", 0) for name, held in figures.register.here.by_instrument.items()}
    suspended = {name: held.get("suspended", 0) for name, held in figures.register.here.by_instrument.items()}
    titles = dict(instrument_choices())
    drawn = [
        _bars(
            "states",
            _("Cases by state"),
            _("State"),
            {state_word(name): count for name, count in figures.pending_by_state.items()},
        ),
        _bars("ages", _("Cases by age"), _("Opened"), {_age(days): count for days, count in figures.pending_by_age}),
        _bars(
            "in-force",
            _("Authorisations in force"),
            _("Instrument"),
            {titles.get(name, name): count for name, count in in_force.items() if count},
        ),
        _bars(
            "suspended",
            _("Authorisations suspended"),
            _("Instrument"),
            {titles.get(name, name): count for name, count in suspended.items() if count},
        ),
        _bars(
            "findings",
            _("Open findings"),
            _("About"),
            {family_word(name): count for name, count in figures.findings_by_family.items()},
        ),
        _bars(
            "returns",
            _("Returns overdue since the month before"),
            _("Return"),
            {return_word(name): count for name, count in figures.returns_by_name.items()},
        ),
    ]
    return [chart for chart in drawn if any(row[1] != "0" for row in chart.rows)]


def _bars(name: str, title: str, of_what: str, counted: Mapping[str, int]) -> Chart:
    drawn = [Bar(fitting(label, _LETTERS), count, number(count)) for label, count in counted.items()]
    description = _("Bars with their numbers; the table below says the same.")
    chart = bars(name, title, description, of=drawn, header=(of_what, _("How many")))
    return replace(chart, rows=tuple((label, number(count)) for label, count in counted.items()))


def _age(days: int | None) -> str:
    if days is None:
        return _("earlier")
    return ngettext("within {count} day", "within {count} days", days).format(count=days)
