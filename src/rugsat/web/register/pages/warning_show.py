"""A warning about a firm that acts without authorisation."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.public.warned import warning
from rugsat.web.layout.asked import day_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.register.area import REGISTER


@require_safe
def page(request: HttpRequest, number: str) -> HttpResponse:
    """The warning on a day."""
    on = day_of(request)
    held = warning(number, on=on)
    return render(
        request,
        "register/warning.html.j2",
        REGISTER,
        title=_("Warning: {name}").format(name=held.name),
        warning=held,
        on=on,
        today=today(),
    )
