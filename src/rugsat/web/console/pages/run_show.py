"""One run: how far it is, stage by stage, what came of it; cancelling it, or trying it again."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.audit import trail
from rugsat.store.queries.runs import run as run_told
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.cancel_run import cancel_run
from rugsat.usecases.retry_run import retry_run
from rugsat.web.console.acted import acted, as_sent
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.acting import Refused
from rugsat.web.layout.moment import now
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import visitor_of

_POLLED = frozenset({"waiting", "running", "cancelling"})


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, number: int) -> HttpResponse:
    """The page, or its middle alone where the page itself asks for it; sent as a form, it cancels or tries again."""
    refused = None
    if request.method == "POST":
        done = _act(request, number)
        if not isinstance(done, Refused):
            return done
        refused = done
    try:
        run = run_told(run=number, at=now())
    except NotOnTheRegisterError as error:
        raise Http404(str(error)) from error
    visitor = visitor_of(request)
    polled = request.method == "GET" and bool(HtmxDetails(request))
    return render(
        request,
        "console/run_progress.html.j2" if polled else "console/run.html.j2",
        CONSOLE,
        status=refused.status if refused else HTTPStatus.OK,
        title=_("Run {number}").format(number=number),
        refused=refused,
        run=run,
        goes_on=run["state"] in _POLLED,
        may_cancel=run["state"] in {"waiting", "running"} and visitor.may("cancel_run"),
        may_retry=run["state"] in {"failed", "cancelled"} and visitor.may("retry_run"),
        sent=as_sent(request, refused, "note"),
        trail=trail(subject=f"run-{number}", more=[run["result"]] if run["result"] else []),
    )


def _act(request: HttpRequest, number: int) -> HttpResponse | Refused:
    if request.POST.get("do") == "retry":
        return acted(request, retry_run, _("The run is tried again."), run=number)
    note = request.POST.get("note", "").strip()
    return acted(request, cancel_run, _("The run is cancelled."), run=number, note=note)
