"""The cases of findings: those that are open, with who is in charge."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.finding_cases import listed
from rugsat.store.queries.party_names import names_of
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.asked import address_with, one_of, text_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import visitor_of

_MOST = 50


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The list."""
    states = [("open", _("Open")), ("closed", _("Closed"))]
    state, mine = one_of(request, "state", states) or "open", request.GET.get("mine") == "1"
    officer = visitor_of(request).login if mine else ""
    held = listed(state=state, officer=officer, after=text_of(request, "after", 40), most=_MOST + 1)
    shown = held[:_MOST]
    return render(
        request,
        "console/finding_cases.html.j2",
        CONSOLE,
        title=_("Cases of findings"),
        cases=shown,
        names=names_of([each["party"] for each in shown if each["party"]], on=today()),
        states=states,
        state=state,
        mine=mine,
        first=address_with(request, after="") if request.GET.get("after") else "",
        next=address_with(request, after=shown[-1]["case"]) if len(held) > _MOST else "",
    )
