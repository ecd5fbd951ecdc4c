"""Replaying a finding: the check is asked again, as known then and as known now."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.language import gettext as _
from rugsat.store.queries.finding_shown import replayed
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.acting import refusal
from rugsat.web.layout.page import render


@require_http_methods(["POST"])
def page(request: HttpRequest, finding: str) -> HttpResponse:
    """The two answers. It changes nothing, but takes some seconds, so it is not for whoever only follows links."""
    try:
        held, told = replayed(finding=finding)
    except NotOnTheRegisterError as error:
        raise Http404(str(error)) from error
    except RugsatError as error:
        refused = refusal(error)
        given = {"title": _("Replay of a finding"), "refused": refused, "finding": finding, "replay": None}
        return render(request, "console/finding_replay.html.j2", CONSOLE, status=refused.status, **given)
    return render(
        request,
        "console/finding_replay.html.j2",
        CONSOLE,
        title=_("Replay of a finding"),
        refused=None,
        finding=finding,
        held=held,
        replay=told,
        answers=[(_("As known then"), told.then), (_("As known now"), told.now)],
    )
