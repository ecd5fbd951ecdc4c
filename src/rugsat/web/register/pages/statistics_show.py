"""Statistics of the register, each chart with the table behind it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.public.counts import counts
from rugsat.web.layout.asked import day_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.register.area import REGISTER
from rugsat.web.register.charts import charts_of, charts_of_those_abroad


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The statistics of a day."""
    on = day_of(request)
    held = counts(on=on)
    return render(
        request,
        "register/statistics.html.j2",
        REGISTER,
        title=_("Statistics"),
        counts=held,
        charts=charts_of(held.here, on),
        charts_abroad=charts_of_those_abroad(held.abroad, on),
        on=on,
        today=today(),
    )
