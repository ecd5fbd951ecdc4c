"""Accounts in words: the roles that there are, and what happened at the door."""

from collections.abc import Iterable
from datetime import date, timedelta

from rugsat.kernel.language import gettext
from rugsat.operations.report.wording import at
from rugsat.store.queries.door import Event
from rugsat.usecases.permissions import matrix
from rugsat.usecases.two_administrators import ORGANISATIONS
from rugsat.web.layout.moment import zone


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


_ROLES = {
    "licensing_officer": _mark("Licensing officer"),
    "supervisor": _mark("Supervisor"),
    "revenue_officer": _mark("Revenue officer"),
    "adviser": _mark("Adviser"),
    "director": _mark("Director"),
    "reviewer": _mark("Reviewer of appeals"),
    "administrator": _mark("Administrator"),
    "register": _mark("The office itself"),
    "applicant": _mark("User of a firm"),
    "energy_provider": _mark("User of an energy provider"),
    "bank": _mark("User of a bank"),
    "body": _mark("User of a body that attests"),
    "principal": _mark("Keeper of an organisation's accounts"),
}


_DOOR = {
    "signed_in": _mark("Signed in"),
    "signed_out": _mark("Signed out"),
    "sign_in_failed": _mark("Failed to sign in: the password was wrong"),
    "locked_out": _mark("Locked out for a while after too many tries"),
    "factor_used": _mark("Second factor used"),
    "factor_failed": _mark("Failed: the second factor was wrong"),
    "factor_added": _mark("Second factor added"),
    "factor_removed": _mark("Second factor removed"),
    "factor_renewed": _mark("Recovery codes made anew"),
    "factors_removed": _mark("Second factors removed by the administrator"),
    "password_changed": _mark("Password changed"),
    "password_handed_out": _mark("Password handed out by the administrator"),
    "session_ended": _mark("A session ended from another"),
    "sessions_ended": _mark("All other sessions ended"),
    "account_closed": _mark("Account closed"),
    "account_reopened": _mark("Account opened again"),
    "role_given": _mark("Role given by the administrator"),
    "provider_used": _mark("Signed in at the provider"),
    "provider_refused": _mark("Failed to sign in by the provider"),
}


_ACTS = {
    "open_account": _mark("Open an account for somebody of the authority"),
    "give_role": _mark("Give a role"),
    "hand_out_password": _mark("Hand out a password"),
    "remove_factors": _mark("Remove the second factors"),
    "reopen_account": _mark("Open the account again"),
}


def account_act(act: str) -> str:
    """An act upon an account that is proposed."""
    return gettext(_ACTS[act]) if act in _ACTS else act


def account_role(role: str) -> str:
    """The word for a role of an account."""
    return gettext(_ROLES[role]) if role in _ROLES else role


def role_choices(*, of_organisations: bool | None = None) -> list[tuple[str, str]]:
    """Roles as value and word: all, those of organisations, or those of the authority."""
    wanted = [
        role for role in matrix().roles if of_organisations is None or (role in ORGANISATIONS) == of_organisations
    ]
    return [(role, account_role(role)) for role in wanted]


def door_rows(events: Iterable[Event]) -> list[tuple[str, str, str]]:
    """What happened at the door of an account, as rows: when, what, from where."""
    local = zone()
    return [
        (
            at(each.at.astimezone(local)),
            gettext(_DOOR[each.kind]) if each.kind in _DOOR else each.kind.replace("_", " "),
            each.address,
        )
        for each in events
    ]


def last_day(until: date) -> date:
    """The last day of something that no longer holds on a day."""
    return until - timedelta(days=1)


ACCOUNT_WORDS = {"account_act": account_act, "account_role": account_role, "door_rows": door_rows, "last_day": last_day}
"""Filters of the templates."""
