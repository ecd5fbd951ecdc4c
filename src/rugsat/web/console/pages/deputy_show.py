"""Whoever has signed in lets another act in an office of his, and says when he is away and whom he is tied to."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.accounts import account, officers
from rugsat.usecases.delegate import delegate
from rugsat.usecases.record_absence import record_absence
from rugsat.usecases.record_tie import record_tie
from rugsat.web.console.acted import acted, as_sent
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.acting import Refused
from rugsat.web.layout.asked import day_sent
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import visitor_of

_FIELDS = ("do", "to", "office", "since", "until", "note", "party")


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The page; sent as a form, it delegates an office, or records an absence or a tie."""
    visitor, refused = visitor_of(request), None
    if request.method == "POST":
        done = _act(request, visitor.login)
        if not isinstance(done, Refused):
            return done
        refused = done
    return render(
        request,
        "console/deputy.html.j2",
        CONSOLE,
        status=refused.status if refused else HTTPStatus.OK,
        title=_("When you are away"),
        refused=refused,
        file=account(login=visitor.login, on=today()),
        officers=[each for each in officers() if each[0] != visitor.login],
        offices=sorted(visitor.roles) if visitor.may("delegate") else [],
        sent=as_sent(request, refused, *_FIELDS),
        today=today(),
    )


def _act(request: HttpRequest, login: str) -> HttpResponse | Refused:
    sent = request.POST
    since, until, note = day_sent(request, "since"), day_sent(request, "until"), sent.get("note", "").strip()
    if sent.get("do") == "delegate":
        if since is None or until is None:
            return Refused(_("Say from which day, and from which day on no longer."), HTTPStatus.BAD_REQUEST)
        office, to, said = sent.get("office", ""), sent.get("to", ""), _("The office is delegated.")
        return acted(request, delegate, said, to=to, office=office, since=since, until=until, note=note)
    days = {"since": since or today(), "until": until}
    if sent.get("do") == "absence":
        return acted(request, record_absence, _("The absence is recorded."), login=login, **days, note=note)
    party, said = sent.get("party", "").strip(), _("The tie is recorded.")
    return acted(request, record_tie, said, login=login, party=party, **days, note=note)
