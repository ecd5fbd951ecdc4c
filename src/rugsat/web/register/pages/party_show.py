"""A party on a day, with its history."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.store.queries.public.party import party as party_on
from rugsat.web.layout.asked import day_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.register.area import REGISTER


@require_safe
def page(request: HttpRequest, party: str) -> HttpResponse:
    """The page of a party."""
    on = day_of(request)
    held = party_on(party, on=on)
    return render(request, "register/party.html.j2", REGISTER, title=held.name, party=held, on=on, today=today())
