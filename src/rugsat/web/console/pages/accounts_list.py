"""The accounts of the office, narrowed; opening another."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.accounts import accounts
from rugsat.store.queries.proposals import waiting
from rugsat.usecases.open_account import open_account
from rugsat.web.console.account_words import role_choices
from rugsat.web.console.acted import as_sent
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.proposing import done_or_proposed
from rugsat.web.layout.acting import Refused
from rugsat.web.layout.asked import address_with, one_of, text_of
from rugsat.web.layout.moment import now, today
from rugsat.web.layout.page import render


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The list; sent as a form, it opens an account."""
    refused = None
    if request.method == "POST":
        done = _open(request)
        if not isinstance(done, Refused):
            return done
        refused = done
    kinds = [("authority", _("The authority")), ("organisations", _("Organisations")), ("closed", _("Closed"))]
    asked = {
        "q": text_of(request),
        "role": one_of(request, "role", role_choices()),
        "whose": one_of(request, "whose", kinds),
    }
    lines, after = accounts(
        on=today(), words=asked["q"], role=asked["role"], whose=asked["whose"], after=text_of(request, "after", 80)
    )
    return render(
        request,
        "console/accounts.html.j2",
        CONSOLE,
        status=refused.status if refused else HTTPStatus.OK,
        title=_("Accounts"),
        refused=refused,
        lines=lines,
        proposals=waiting(now=now()),
        asked=asked,
        roles=role_choices(),
        kinds=kinds,
        sent=as_sent(request, refused, "login", "name", "party"),
        first=address_with(request, after="") if request.GET.get("after") else "",
        next=address_with(request, after=after) if after else "",
    )


def _open(request: HttpRequest) -> HttpResponse | Refused:
    login = request.POST.get("login", "").strip()
    name, party = request.POST.get("name", "").strip(), request.POST.get("party", "").strip()
    said = _("The account is open. Give it a role, then hand out a password.")
    return done_or_proposed(request, open_account, said, _address(login), login=login, name=name, party=party)


def _address(login: str) -> str:
    """The page of the account; a login that can be none leads back to the list, with the reason."""
    return reverse("console:account", args=[login]) if login else reverse("console:accounts")
