"""An authorisation on a day, with its history."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.store.queries.public.authorisation import authorisation
from rugsat.web.layout.asked import day_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.register.area import REGISTER


@require_safe
def page(request: HttpRequest, number: str) -> HttpResponse:
    """The page of an authorisation."""
    on = day_of(request)
    held = authorisation(number, on=on)
    return render(
        request, "register/authorisation.html.j2", REGISTER, title=number, authorisation=held, on=on, today=today()
    )
