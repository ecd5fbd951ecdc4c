"""Tokens by which machines of an organisation act through the API: listed, issued, revoked."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.api_access.secret import digest_of_secret, new_secret
from rugsat.store.queries.own_users import users
from rugsat.store.queries.tokens import listed
from rugsat.usecases.issue_own_token import issue_own_token
from rugsat.usecases.issue_token import SCOPES
from rugsat.usecases.revoke_own_token import revoke_own_token
from rugsat.web.layout import moment
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.choices import choices_of
from rugsat.web.layout.session import ask_again, fresh
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal import fields as f
from rugsat.web.portal.answering import onward, shown

_LONGEST_DAYS = 366


class TokenForm(forms.Form):
    """A new token."""

    def __init__(self, logins: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data, initial={"days": 90}, use_required_attribute=False)
        self.fields["label"] = f.text(_("What it is for"), _("As in accounting server."), longest=80)
        self.fields["login"] = f.one_of(
            _("User for whom it acts"), logins, _("It can do no more than this user, and less where you say so.")
        )
        self.fields["scopes"] = f.several_of(_("What it is good for"), scopes())
        self.fields["days"] = f.whole(_("Days that it lasts"), _("At most 366."), least=1)


def scopes() -> list[tuple[str, str]]:
    """What a token may be good for, in words."""
    return choices_of(SCOPES)


@require_http_methods(["GET", "HEAD", "POST"])
def list_page(request: HttpRequest) -> HttpResponse:
    """The list, from which a token is revoked."""
    refused = None
    if request.method == "POST":
        if not fresh(request):
            return ask_again(request)
        done = carried_out(request, revoke_own_token, _("The token is revoked."), token=request.POST.get("token", ""))
        if not isinstance(done, Refused):
            return onward("tokens")
        refused = done
    now = moment.now()
    rows = [_with_state(each, now) for each in listed(party=visitor_of(request).party)]
    return shown(request, "tokens", refused=refused, title=_("Tokens for the API"), tokens=rows, scopes=dict(scopes()))


@require_http_methods(["GET", "HEAD", "POST"])
def issue_page(request: HttpRequest) -> HttpResponse:
    """Issuing one; the token itself is shown this once."""
    if not fresh(request):
        return ask_again(request)
    people = users(party=visitor_of(request).party, now=moment.now())
    logins = [(each["login"], f"{each['login']}: {each['name']}") for each in people if each["active"]]
    form = TokenForm(logins, request.POST if request.method == "POST" else None)
    refused, secret = None, ""
    if form.is_bound and form.is_valid():
        made = new_secret()
        asked = {**form.cleaned_data, "digest": digest_of_secret(made)}
        done = carried_out(request, issue_own_token, _("The token is issued."), **asked)
        if isinstance(done, Refused):
            refused = done
        else:
            secret = made
    return shown(request, "tokens_issue", refused=refused, title=_("Issue a token"), form=form, secret=secret)


def _with_state(token: dict[str, Any], now: datetime) -> dict[str, Any]:
    state = (
        "revoked" if token["revoked_at"] else "over" if datetime.fromisoformat(token["expires_at"]) < now else "good"
    )
    return token | {"state": state}
