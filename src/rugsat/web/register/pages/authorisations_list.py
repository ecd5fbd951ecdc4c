"""All authorisations of a day, narrowed by instrument, status and class."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.public.lines import listed
from rugsat.web.layout.asked import address_with, day_of, text_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.register.area import REGISTER
from rugsat.web.register.asked import choices_of


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The list."""
    choices, on, after = choices_of(request), day_of(request), text_of(request, "after")
    lines = listed(choices.filters, on=on, after=after)
    return render(
        request,
        "register/authorisations.html.j2",
        REGISTER,
        title=_("Authorisations"),
        choices=choices,
        lines=lines.lines,
        on=on,
        today=today(),
        first=address_with(request, after="") if after else "",
        next=address_with(request, after=lines.after) if lines.after else "",
    )
