"""The users of an organisation: listed, opened, closed, and given a password to begin with."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.accounts.new_password import new_password
from rugsat.store.accounts.password_hash import hash_of
from rugsat.store.queries import own_users
from rugsat.usecases.close_own_account import close_own_account
from rugsat.usecases.hand_out_own_password import hand_out_own_password
from rugsat.usecases.open_own_account import open_own_account
from rugsat.usecases.reopen_own_account import reopen_own_account
from rugsat.web.layout import moment
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.session import ask_again, fresh
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal import fields as f
from rugsat.web.portal.answering import onward, shown
from rugsat.web.portal.words import user_role_word


class UserForm(forms.Form):
    """A new user."""

    def __init__(self, roles: list[str], data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)
        self.fields["name"] = f.text(_("Name of the person"), longest=200)
        self.fields["login"] = f.text(
            _("Login"),
            _("2 to 80 small letters, digits, points or dashes; it is never given to anybody else."),
            longest=80,
        )
        choices = [(role, user_role_word(role)) for role in roles]
        self.fields["roles"] = f.several_of(_("What this person may do for the organisation"), choices)


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """The list."""
    found = own_users.users(party=visitor_of(request).party, now=moment.now())
    return shown(request, "users", title=_("Users"), users=found)


@require_http_methods(["GET", "HEAD", "POST"])
def open_page(request: HttpRequest) -> HttpResponse:
    """Opening an account."""
    if not fresh(request):
        return ask_again(request)
    roles = own_users.roles_to_give(party=visitor_of(request).party, now=moment.now())
    form = UserForm(roles, request.POST if request.method == "POST" else None)
    refused = None
    if form.is_bound and form.is_valid():
        said = _("The account is opened. Hand out a password, so that the person can sign in.")
        done = carried_out(request, open_own_account, said, **form.cleaned_data)
        if not isinstance(done, Refused):
            return onward("users-change", done.subject)
        refused = done
    return shown(request, "users_open", refused=refused, title=_("Open an account"), form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def change_page(request: HttpRequest, login: str) -> HttpResponse:
    """One user: an account is closed, opened again, or given a password, which is shown this once."""
    party = visitor_of(request).party
    own_users.user(party=party, login=login, now=moment.now())
    if not fresh(request):
        return ask_again(request)
    refused, password = None, ""
    if request.method == "POST":
        done, password = _change(request, login)
        if not isinstance(done, Refused) and not password:
            return onward("users-change", login)
        refused = done if isinstance(done, Refused) else None
    return shown(
        request,
        "users_change",
        refused=refused,
        title=login,
        user=own_users.user(party=party, login=login, now=moment.now()),
        password=password,
        is_own=login == visitor_of(request).login,
    )


def _change(request: HttpRequest, login: str) -> tuple[Any, str]:
    """What was asked for, and the password that was made, where one was."""
    asked = request.POST.get("do", "")
    if asked == "password":
        # A page that is sent again would show a password that is not the one that was given.
        made = new_password()
        said = _("The password is given.")
        done = carried_out(request, hand_out_own_password, said, login=login, hashed=hash_of(made))
        return done, "" if isinstance(done, Refused) or done.repeated else made
    acts = {
        "close": (close_own_account, _("The account is closed.")),
        "reopen": (reopen_own_account, _("The account is open again.")),
    }
    if asked not in acts:
        return None, ""
    act, said = acts[asked]
    return carried_out(request, act, said, login=login), ""
