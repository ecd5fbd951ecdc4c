"""An act upon an account that one administrator has proposed: another confirms it here, or somebody withdraws it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.language import gettext as _
from rugsat.store.accounts.new_password import new_half
from rugsat.store.queries.proposals import Proposal, proposal
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.call import KeyUsedError
from rugsat.usecases.confirm_account_act import confirm_account_act
from rugsat.usecases.password_halves import hash_with
from rugsat.usecases.withdraw_account_act import withdraw_account_act
from rugsat.web.console.acted import acted, as_sent, gone_on
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.acting import Refused, call_of, refusal
from rugsat.web.layout.moment import now
from rugsat.web.layout.page import render
from rugsat.web.layout.refusal import BadQuestionError
from rugsat.web.layout.session import ask_again, fresh
from rugsat.web.layout.visitor import visitor_of


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, number: int) -> HttpResponse:
    """The page; sent as a form, it confirms or withdraws."""
    held, refused, half = _held(number), None, ""
    if request.method == "POST":
        done = _act(request, held)
        if isinstance(done, HttpResponse):
            return done
        half, refused = (done, None) if isinstance(done, str) else ("", done)
        held = _held(number)
    waits = held.state == "proposed" and held.expires_at > now()
    return render(
        request,
        "console/account_proposal.html.j2",
        CONSOLE,
        status=refused.status if refused else HTTPStatus.OK,
        title=_("Proposal {number}").format(number=number),
        refused=refused,
        held=held,
        half=half,
        waits=waits,
        may_confirm=waits and held.proposed_by != visitor_of(request).login,
        sent=as_sent(request, refused, "note"),
    )


def _held(number: int) -> Proposal:
    try:
        return proposal(number=number)
    except NotOnTheRegisterError as error:
        raise Http404(str(error)) from error


def _act(request: HttpRequest, held: Proposal) -> HttpResponse | Refused | str:
    """What came of it; half a password, where one was made, is shown this once on this page alone."""
    if request.POST.get("do") == "withdraw":
        note = request.POST.get("note", "").strip()
        said, back = _("The proposal is withdrawn."), reverse("console:accounts")
        return acted(request, withdraw_account_act, said, back, proposal=held.number, note=note)
    if request.POST.get("do") != "confirm":
        raise BadQuestionError(_("The form does not say what is to be done: load the page again."))
    if not fresh(request):
        return ask_again(request)
    half = new_half()
    try:
        hashed = hash_with(held.number, half)
        confirm_account_act(call_of(request), proposal=held.number, hashed=hashed)
    except KeyUsedError:
        again = _("This was sent before, and half of the password was shown then. Propose another if it was lost.")
        return Refused(again, HTTPStatus.CONFLICT)
    except RugsatError as error:
        return refusal(error)
    if hashed:
        return half
    messages.success(request, _("It is confirmed and done."))
    return gone_on(reverse("console:account", args=[held.login]))
