"""Requests for information with their clocks, the most pressing first."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.party_names import names_of
from rugsat.store.queries.requests import due, listed
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.run_words import request_states
from rugsat.web.layout.asked import address_with, one_of, text_of
from rugsat.web.layout.moment import now, today
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import visitor_of

_MOST = 50


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The list; with what is overdue, or due within ten days, first where nothing is asked for."""
    visitor, states = visitor_of(request), request_states()
    state, party = one_of(request, "state", states), text_of(request, "party", 80)
    mine, after = request.GET.get("mine") == "1", text_of(request, "after", 40)
    officer = visitor.login if mine else ""
    held = listed(
        now=now(), about={"party": party, "officer": officer}, state=state or "open", after=after, most=_MOST + 1
    )
    shown = held[:_MOST]
    pressing = [] if state or party or after else due(now=now(), officer=officer)
    return render(
        request,
        "console/requests.html.j2",
        CONSOLE,
        title=_("Requests for information"),
        requests=shown,
        pressing=pressing,
        names=names_of([each["party"] for each in (*shown, *pressing)], on=today()),
        states=states,
        asked={"state": state or "open", "party": party, "mine": mine},
        may_ask=visitor.may("ask_for_information"),
        first=address_with(request, after="") if after else "",
        next=address_with(request, after=shown[-1]["request"]) if len(held) > _MOST else "",
    )
