"""One parameter of the law on a day: its value, who says so, what held before, and which checks rest on it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import in_language
from rugsat.law.explain import UnknownParameterError
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.law import explained, open_places
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.asked import day_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import visitor_of


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """The page."""
    on = day_of(request)
    try:
        parameter, told = explained(name=name, on=on)
    except UnknownParameterError as error:
        raise Http404(str(error)) from error
    drafts = visitor_of(request).may("draft_policy_act")
    return render(
        request,
        "console/law_parameter.html.j2",
        CONSOLE,
        title=in_language(parameter.title),
        parameter=parameter,
        explained=told,
        may_draft=drafts and bool(open_places(law_in_force().rulebook, parameter, today())),
        on=on,
        today=today(),
    )
