"""Replaying a finding: a worker asks the check again, as known then and as known now; the page waits for it."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.replays import replay_of
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.replay_finding import replay_finding
from rugsat.web.console.acted import gone_on
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.moment import now
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import visitor_of


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, finding: str) -> HttpResponse:
    """The last replay, or its middle alone where the page itself asks for it; sent as a form, it asks for one.

    It changes nothing, but takes a worker some time, so it is not for whoever only follows links.
    """
    refused = None
    if request.method == "POST":
        done = carried_out(request, replay_finding, _("A worker replays it."), finding=finding)
        if not isinstance(done, Refused):
            return gone_on(request.path)
        refused = done
    try:
        held, replay = replay_of(finding=finding, at=now())
    except NotOnTheRegisterError as error:
        raise Http404(str(error)) from error
    polled = request.method == "GET" and bool(HtmxDetails(request))
    return render(
        request,
        "console/finding_replay_answer.html.j2" if polled else "console/finding_replay.html.j2",
        CONSOLE,
        status=refused.status if refused else HTTPStatus.OK,
        title=_("Replay of a finding"),
        refused=refused,
        held=held,
        replay=replay,
        answers=[(_("As known then"), replay.then), (_("As known now"), replay.now)] if replay else [],
        may_replay=visitor_of(request).may("replay_finding") and not (replay and replay.goes_on),
    )
