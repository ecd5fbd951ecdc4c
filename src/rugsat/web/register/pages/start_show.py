"""The start page: the search, the ways into the register, and its size."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.public.counts import counts
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.register.area import REGISTER
from rugsat.web.register.asked import choices_of


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The start page."""
    on = today()
    return render(
        request,
        "register/start.html.j2",
        REGISTER,
        title=_("Start page"),
        text="",
        choices=choices_of(request),
        counts=counts(on=on),
        on=on,
    )
