"""One's own account: who one is here, the roles that one holds, and what happened at the door."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.accounts.models import Account
from rugsat.store.queries.door import events_of, roles_of, sessions_of
from rugsat.web.accounts.area import ACCOUNTS
from rugsat.web.layout.page import render


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page of the account."""
    account = request.user
    assert isinstance(account, Account)
    return render(
        request,
        "accounts/account_show.html.j2",
        ACCOUNTS,
        title=_("Your account"),
        account=account,
        roles=roles_of(account.login),
        sessions=sessions_of(account.login, here=request.session.session_key or ""),
        events=events_of(account.login),
    )
