"""The first page of an officer: what is due, the most pressing first."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.cases import due
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.moment import now
from rugsat.web.layout.page import render


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page."""
    return render(request, "console/start.html.j2", CONSOLE, title=_("Today"), due=due(now=now()))
