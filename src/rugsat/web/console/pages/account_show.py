"""One account: its roles, delegations, absences and ties, what happened at the door; and the acts upon it."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.language import gettext as _
from rugsat.store.accounts.new_password import new_half, new_password
from rugsat.store.queries.accounts import account as account_file
from rugsat.store.queries.audit import trail
from rugsat.store.queries.proposals import waiting
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.call import KeyUsedError
from rugsat.usecases.close_account import close_account
from rugsat.usecases.end_role import end_role
from rugsat.usecases.give_role import give_role
from rugsat.usecases.hand_out_password import hand_out_password, hash_of
from rugsat.usecases.password_halves import sealed_half
from rugsat.usecases.propose_account_act import Proposed, propose_account_act
from rugsat.usecases.record_absence import record_absence
from rugsat.usecases.record_tie import record_tie
from rugsat.usecases.remove_factors import remove_factors
from rugsat.usecases.reopen_account import reopen_account
from rugsat.usecases.two_administrators import needs_two
from rugsat.web.console.account_words import role_choices
from rugsat.web.console.acted import acted, as_sent
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.proposing import done_or_proposed
from rugsat.web.layout.acting import Refused, call_of, refusal
from rugsat.web.layout.asked import day_sent
from rugsat.web.layout.moment import now, today
from rugsat.web.layout.page import render
from rugsat.web.layout.refusal import BadQuestionError
from rugsat.web.layout.session import ask_again, fresh

Answer = HttpResponse | Refused
_FIELDS = ("do", "role", "since", "until", "note", "party")


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, login: str) -> HttpResponse:
    """The page; sent as a form, it acts upon the account."""
    try:
        file = account_file(login=login, on=today())
    except NotOnTheRegisterError as error:
        raise Http404(str(error)) from error
    refused, password = None, ""
    if request.method == "POST":
        if request.POST.get("do") == "password":
            password, done = _password(request, login)
        else:
            done = _act(request, login)
        if not isinstance(done, Refused) and not password:
            return done
        refused = done if isinstance(done, Refused) else None
    return render(
        request,
        "console/account.html.j2",
        CONSOLE,
        status=refused.status if refused else HTTPStatus.OK,
        title=file.account.name,
        refused=refused,
        password=password,
        halved=needs_two("hand_out_password", login=login),
        proposals=waiting(now=now(), login=login),
        file=file,
        account=file.account,
        roles=role_choices(of_organisations=file.account.party_id is not None),
        sent=as_sent(request, refused, *_FIELDS),
        trail=trail(subject=login, most=20),
        today=today(),
    )


def _password(request: HttpRequest, login: str) -> tuple[str, Answer]:
    """A password, or half of one that another administrator confirms; it is shown this once, on this page alone."""
    if not fresh(request):
        return "", ask_again(request)
    halved = needs_two("hand_out_password", login=login)
    secret = new_half() if halved else new_password()
    try:
        if halved:
            what = Proposed(act=hand_out_password.name, login=login, half=sealed_half(secret))
            propose_account_act(call_of(request), what=what)
        else:
            hand_out_password(call_of(request), login=login, hashed=hash_of(secret))
    except KeyUsedError:
        # Sent twice: the password of the first time is shown to nobody again.
        again = _("This was sent before, and the password was shown then. Hand out another if it was lost.")
        return "", Refused(again, HTTPStatus.CONFLICT)
    except RugsatError as error:
        return "", refusal(error)
    return secret, HttpResponse()


def _act(request: HttpRequest, login: str) -> Answer:
    act = _ACTS.get(request.POST.get("do", ""))
    if act is None:
        raise BadQuestionError(_("The form does not say what is to be done: load the page again."))
    return act(request, login)


def _give(request: HttpRequest, login: str) -> Answer:
    given = {
        "role": request.POST.get("role", ""),
        "since": day_sent(request, "since"),
        "until": day_sent(request, "until"),
    }
    return done_or_proposed(request, give_role, _("The role is given."), login=login, **given)


def _end(request: HttpRequest, login: str) -> Answer:
    return acted(request, end_role, _("The role is ended."), login=login, role=request.POST.get("role", ""))


def _absence(request: HttpRequest, login: str) -> Answer:
    days = {"since": day_sent(request, "since") or today(), "until": day_sent(request, "until")}
    return acted(request, record_absence, _("The absence is recorded."), login=login, **days, note=_note(request))


def _tie(request: HttpRequest, login: str) -> Answer:
    days = {"since": day_sent(request, "since") or today(), "until": day_sent(request, "until")}
    party = request.POST.get("party", "").strip()
    return acted(request, record_tie, _("The tie is recorded."), login=login, party=party, **days, note=_note(request))


def _close(request: HttpRequest, login: str) -> Answer:
    return acted(request, close_account, _("The account is closed."), login=login, note=_note(request))


def _reopen(request: HttpRequest, login: str) -> Answer:
    return done_or_proposed(request, reopen_account, _("The account is open again."), login=login, note=_note(request))


def _factors(request: HttpRequest, login: str) -> Answer:
    return done_or_proposed(
        request, remove_factors, _("Its second factors are removed."), login=login, note=_note(request)
    )


_ACTS: dict[str, Callable[[HttpRequest, str], Answer]] = {
    "give": _give,
    "end": _end,
    "absence": _absence,
    "tie": _tie,
    "close": _close,
    "reopen": _reopen,
    "factors": _factors,
}


def _note(request: HttpRequest) -> str:
    return request.POST.get("note", "").strip()
