"""One's own account: who one is here, the roles that one holds, factors, sessions, and what happened at the door."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.accounts.models import Account
from rugsat.store.queries.door import events_of, roles_of, sessions_of
from rugsat.web.accounts.area import ACCOUNTS
from rugsat.web.accounts.happened import browser_in_words, event_in_words, role_in_words
from rugsat.web.layout import moment
from rugsat.web.layout.page import render
from rugsat.web.layout.session import FACTORS, row_of


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page of the account."""
    account = request.user
    assert isinstance(account, Account)
    kinds = list(Authenticator.objects.filter(user=account, type__in=FACTORS).values_list("type", flat=True))
    sessions = sessions_of(account.login, seen_since=moment.now() - settings.SESSION_IDLE, here=row_of(request))
    return render(
        request,
        "accounts/account_show.html.j2",
        ACCOUNTS,
        title=_("Your account"),
        account=account,
        roles=[(role_in_words(each.role), each) for each in roles_of(account.login)],
        app="totp" in kinds,
        passkeys=kinds.count("webauthn"),
        sessions=[(browser_in_words(each.browser), each) for each in sessions],
        events=[(event_in_words(each), browser_in_words(each.browser), each) for each in events_of(account.login)],
    )
