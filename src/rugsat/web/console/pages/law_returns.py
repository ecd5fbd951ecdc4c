"""The returns that the law of a day asks for, and one of them column by column."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language
from rugsat.store.queries.law import return_on, returns_on
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.asked import day_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render


@require_safe
def page(request: HttpRequest, name: str = "") -> HttpResponse:
    """All returns, or the one of the name."""
    on = day_of(request)
    if not name:
        held_then, title = returns_on(on=on), _("Returns")
        return render(
            request, "console/law_returns.html.j2", CONSOLE, on=on, today=today(), title=title, returns=held_then
        )
    try:
        held = return_on(name=name, on=on)
    except NotOnTheRegisterError as error:
        raise Http404(str(error)) from error
    return render(
        request,
        "console/law_return.html.j2",
        CONSOLE,
        title=in_language(held.title),
        held=held,
        on=on,
        today=today(),
    )
