"""The session of whoever has signed in: how long it lasts, what it still lacks, and whether its person was asked again.

Pages of other areas ask `fresh` before an act that counts, and send whoever is not to `ask_again`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from rugsat.store.accounts.models import Account, HandedOutPassword, OpenSession
from rugsat.web.layout import moment, unsent

BEGAN, SEEN, ROW, FACTOR, WHY = "began_at", "seen_at", "open_session", "second_factor", "why_ended"
"""Names of what a session holds: when it began and was last seen, its row, whether there is a factor; why one ended."""
TRUSTED = "factor_trusted"
"""Whether the provider that one signed in at has said that it asked for a second factor, and is trusted to."""
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SETS_PASSWORD = frozenset({"account_change_password", "account_logout"})
SETS_UP = frozenset(
    {
        "account_logout",
        "account_change_password",
        "account_reauthenticate",
        "account_provider_again",
        "account_provider_callback",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
    }
)
"""Names of the pages that whoever lacks a second factor still reaches."""
_NOTED_EVERY_S = 60
_API = "/api/"


def begin(request: HttpRequest, account: Account) -> None:
    """Begin the session of an account that has just signed in, and tidy up after those that are over."""
    now = moment.now()
    request.session[BEGAN] = request.session[SEEN] = now.timestamp()
    request.session.clear_expired()
    OpenSession.objects.filter(account=account, began_at__lt=now - settings.SESSION_LASTS).delete()
    row = OpenSession.objects.create(
        session_key=str(request.session.session_key),
        account=account,
        began_at=now,
        seen_at=now,
        address=address_of(request),
        browser=browser_of(request),
    )
    request.session[ROW] = row.pk


def row_of(request: HttpRequest) -> int:
    """The number of the session's row; none has 0."""
    return int(request.session.get(ROW, 0))


def address_of(request: HttpRequest) -> str:
    """The address that a request comes from, past the proxies that the settings trust."""
    return str(get_adapter().get_client_ip(request))


def browser_of(request: HttpRequest) -> str:
    """What a browser says of itself, as far as it is kept."""
    return request.headers.get("User-Agent", "")[:200]


def fresh(request: HttpRequest) -> bool:
    """Whether whoever has signed in has shown who he is within the time that the settings say."""
    account = request.user
    if not isinstance(account, Account):
        return False
    since = moment.now().timestamp() - settings.FRESH_FOR.total_seconds()
    return any(each.get("at", 0) > since for each in get_authentication_records(request, account))


def ask_again(request: HttpRequest) -> HttpResponse:
    """To the page that asks who it is again, and afterwards back; what was sent with a form is sent then."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        logout(request)
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
    back = request.get_full_path()
    if request.method == "POST" and request.FILES and unsent.keep(request):
        # A form that waits is sent without its files, which nobody would notice: so they are chosen again.
        back = reverse(unsent.PAGE)
    elif request.method == "POST":
        # It is found again under its path; what is asked behind that is kept with it.
        back = request.path
        suspend_request(request, "")
    return HttpResponseRedirect(f"{methods[0]['url']}?{urlencode({'next': back})}")


def second_factor_missing(request: HttpRequest) -> bool:
    """Whether somebody of the authority has signed in whose account has no second factor.

    An account of a demonstration needs none while the settings say that there is a demonstration.
    """
    account = request.user
    if not isinstance(account, Account) or account.party_id is not None:
        return False
    if (account.demo and settings.DEMO) or request.session.get(TRUSTED) or request.session.get(FACTOR):
        return False
    if Authenticator.objects.filter(user=account, type__in=FACTORS).exists():
        request.session[FACTOR] = True
        return False
    return True


def password_to_change(request: HttpRequest) -> bool:
    """Whether whoever has signed in did so with a password that was handed out and is still to be changed."""
    account = request.user
    if not isinstance(account, Account):
        return False
    by_password = any(each.get("method") == "password" for each in get_authentication_records(request, account))
    return by_password and HandedOutPassword.objects.filter(account=account).exists()


class SessionMiddleware:
    """Ends sessions that have lasted too long, and lets through only to what a session may reach as it stands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: list[Any], _given: dict[str, Any]
    ) -> HttpResponse | None:
        """Where to go instead of the page; None lets through."""
        # Machines bring a token and no session; a browser that has none costs nothing either.
        if request.path.startswith(_API) or not request.user.is_authenticated:
            return None
        if why := _over(request, moment.now()):
            login = request.user.get_username()
            end(request)
            request.session[WHY] = why
            if unsent.keep_unread(request, login):
                back = urlencode({"next": reverse(unsent.PAGE)})
                return HttpResponseRedirect(f"{reverse('account_login')}?{back}")
            return None
        page = request.resolver_match.view_name if request.resolver_match else ""
        if page not in SETS_PASSWORD and password_to_change(request):
            return HttpResponseRedirect(reverse("account_change_password"))
        if page not in SETS_UP and second_factor_missing(request):
            return HttpResponseRedirect(reverse("mfa_index"))
        return None


def end(request: HttpRequest) -> None:
    """End the session of a request."""
    OpenSession.objects.filter(pk=row_of(request)).delete()
    logout(request)


def _over(request: HttpRequest, now: datetime) -> str:
    """Why the session is over; empty where it goes on, which is then noted once a minute."""
    began, seen = request.session.get(BEGAN), request.session.get(SEEN)
    if not isinstance(began, float) or not isinstance(seen, float):
        return "unknown"
    at = now.timestamp()
    if at - began > settings.SESSION_LASTS.total_seconds():
        return "long"
    if at - seen > settings.SESSION_IDLE.total_seconds():
        return "idle"
    if at - seen > _NOTED_EVERY_S:
        request.session[SEEN] = at
        OpenSession.objects.filter(pk=row_of(request)).update(seen_at=now)
    return ""
