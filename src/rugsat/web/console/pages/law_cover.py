"""Coverage: which checks the law of a day lets run, which sleep, and why."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.law.coverage import Readiness
from rugsat.store.queries.law import covered
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.asked import day_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page, the checks that sleep first."""
    on = day_of(request)
    order = (Readiness.ASLEEP, Readiness.UNVERIFIED, Readiness.AWAKE)
    lines = sorted(covered(on=on), key=lambda line: (order.index(line[1].readiness), line[0].family, line[0].name))
    counts = {readiness: sum(each.readiness is readiness for _check, each in lines) for readiness in order}
    return render(
        request,
        "console/law_coverage.html.j2",
        CONSOLE,
        title=_("Coverage of the checks"),
        lines=lines,
        counts=counts,
        on=on,
        today=today(),
    )
