"""One case of findings: its findings, what was done in it, what the firm answered; closing it with a reason."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.audit import trail
from rugsat.store.queries.finding_cases import case as case_told
from rugsat.store.queries.party_names import names_of
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.close_finding_case import close_finding_case
from rugsat.web.console.acted import acted, as_sent
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.acting import Refused
from rugsat.web.layout.choices import OUTCOMES, choices_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import visitor_of


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case: str) -> HttpResponse:
    """The page; sent as a form, it closes the case."""
    try:
        told = case_told(case=case)
    except NotOnTheRegisterError as error:
        raise Http404(str(error)) from error
    refused = None
    if request.method == "POST":
        asked = {"outcome": request.POST.get("outcome", ""), "note": request.POST.get("note", "").strip()}
        done = acted(request, close_finding_case, _("The case is closed."), case=case, **asked)
        if not isinstance(done, Refused):
            return done
        refused = done
    return render(
        request,
        "console/finding_case.html.j2",
        CONSOLE,
        status=refused.status if refused else HTTPStatus.OK,
        title=_("Case of findings"),
        refused=refused,
        held=told,
        name=names_of([told["party"]], on=today()).get(told["party"], told["party"]) if told["party"] else "",
        may_close=told["state"] == "open" and visitor_of(request).may("close_finding_case"),
        outcomes=choices_of(OUTCOMES),
        sent=as_sent(request, refused, "outcome", "note"),
        trail=trail(subject=case),
    )
