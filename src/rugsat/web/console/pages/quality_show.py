"""The data quality of one filer month by month: a chart, and what each month's score is made of."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.operations.report.charts import Bar, Chart, bars
from rugsat.store.queries.party_names import names_of
from rugsat.store.queries.quality import filer
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.run_words import month_words
from rugsat.web.layout.moment import now, today
from rugsat.web.layout.page import render


@require_safe
def page(request: HttpRequest, sender: str) -> HttpResponse:
    """The page; a filer of whom nothing is known is said to have filed and owed nothing."""
    held = filer(sender=sender, now=now())
    name = names_of([sender], on=today()).get(sender, sender)
    return render(
        request,
        "console/quality_filer.html.j2",
        CONSOLE,
        title=_("Data quality of {name}").format(name=name),
        held=held,
        drawn=_drawn(held["months"]),
    )


def _drawn(months: list[dict[str, Any]]) -> Chart:
    shown = [
        Bar(month_words(each["month"]), float(each["score"]), str(each["score"]))
        for each in months
        if each["score"] is not None
    ]
    title, description = _("Score by month"), _("The score of each month, of at most 100.")
    return bars("quality", title, description, of=shown, header=(_("Month"), _("Score")))
