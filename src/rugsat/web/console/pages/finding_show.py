"""One finding: what was seen, by which law, on which rows, what happened; dismissing it, or putting it in a case."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.operations.report.sentences import check_name
from rugsat.store.queries.audit import trail
from rugsat.store.queries.finding_shown import FindingShown, finding_shown
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.dismiss_finding import dismiss_finding
from rugsat.usecases.join_finding_case import join_finding_case
from rugsat.usecases.open_finding_case import open_finding_case
from rugsat.web.console.acted import acted, as_sent
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.acting import Refused
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import Visitor, visitor_of


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, finding: str) -> HttpResponse:
    """The page; sent as a form, it dismisses the finding, opens a case on it, or lets it join one."""
    try:
        shown = finding_shown(finding=finding, on=today())
    except NotOnTheRegisterError as error:
        raise Http404(str(error)) from error
    refused = None
    if request.method == "POST":
        done = _act(request, finding)
        if not isinstance(done, Refused):
            return done
        refused = done
    return render(
        request,
        "console/finding.html.j2",
        CONSOLE,
        status=refused.status if refused else HTTPStatus.OK,
        title=check_name(shown.held.check_name),
        refused=refused,
        shown=shown,
        held=shown.held,
        seen=shown.seen,
        may=_may(visitor_of(request), shown),
        sent=as_sent(request, refused, "do", "note"),
        trail=trail(subject=finding),
    )


def _act(request: HttpRequest, finding: str) -> HttpResponse | Refused:
    sent = request.POST
    note = sent.get("note", "").strip()
    if sent.get("do") == "dismiss":
        return acted(request, dismiss_finding, _("The finding is dismissed."), finding=finding, note=note)
    if sent.get("do") == "join":
        case, said = sent.get("case", ""), _("The finding is in the case.")
        return acted(request, join_finding_case, said, "", case=case, findings=[finding], note=note)
    said, party = _("The case is opened on the finding."), sent.get("party", "")
    return acted(request, open_finding_case, said, findings=[finding], ground=note, party=party)


def _may(visitor: Visitor, shown: FindingShown) -> dict[str, bool]:
    """What whoever asks is offered; the use cases ask for themselves."""
    status = shown.held.status
    return {
        "dismiss": status in {"open", "gone"} and visitor.may("dismiss_finding"),
        "case": status == "open" and visitor.may("open_finding_case"),
        "join": status == "open" and bool(shown.joinable) and visitor.may("join_finding_case"),
    }
