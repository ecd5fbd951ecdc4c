"""One draft of a warning: what signing it does, who wrote it and who signed it; signing and dropping it."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.audit import trail
from rugsat.store.queries.warning_drafts import Drafted, drafted
from rugsat.usecases.drop_warning_draft import drop_warning_draft
from rugsat.usecases.issue_warning import issue_warning
from rugsat.usecases.withdraw_warning import withdraw_warning
from rugsat.web.console.acted import acted
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.warning_words import draft_title
from rugsat.web.layout.acting import Refused
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import Visitor, visitor_of

_WITHDRAW = "withdraw"


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, draft: str) -> HttpResponse:
    """The page; sent as a form, it signs the draft, or drops it."""
    told = drafted(draft=draft, on=today())
    refused = None
    if request.method == "POST":
        done = _act(request, told)
        if not isinstance(done, Refused):
            return done
        refused = done
    return render(
        request,
        "console/warning_draft.html.j2",
        CONSOLE,
        status=refused.status if refused else HTTPStatus.OK,
        title=draft_title(told.draft.does),
        refused=refused,
        draft=told.draft,
        given=told.given,
        may=_may(visitor_of(request), told),
        note=request.POST.get("note", ""),
        trail=trail(subject=draft),
    )


def _act(request: HttpRequest, told: Drafted) -> HttpResponse | Refused:
    draft = told.draft.draft
    if request.POST.get("do") != "sign":
        note = request.POST.get("note", "").strip()
        return acted(request, drop_warning_draft, _("The draft is dropped."), draft=draft, note=note)
    if told.draft.does == _WITHDRAW:
        return acted(request, withdraw_warning, _("The warning is withdrawn from today on."), draft=draft)
    return acted(request, issue_warning, _("The public is warned from today on."), draft=draft)


def _may(visitor: Visitor, told: Drafted) -> dict[str, bool]:
    """What whoever asks is offered; the use cases ask for themselves."""
    waits, wrote = told.draft.state == "draft", visitor.login in told.draft.writers
    use_case = "withdraw_warning" if told.draft.does == _WITHDRAW else "issue_warning"
    return {
        "sign": waits and visitor.may(use_case) and not wrote,
        "drop": waits and visitor.may("drop_warning_draft"),
        "wrote": waits and wrote,
    }
