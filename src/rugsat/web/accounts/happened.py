"""What happened at the door, roles and browsers, in words."""

import re
from collections.abc import Callable, Mapping, Sequence

from rugsat.kernel.language import gettext as _
from rugsat.operations.report.wording import at
from rugsat.store.queries.door import Event
from rugsat.web.layout.choices import FACTORS
from rugsat.web.layout.moment import zone

_EVENTS: Mapping[str, Callable[[], str]] = {
    "signed_in": lambda: _("Signed in"),
    "signed_out": lambda: _("Signed out"),
    "sign_in_failed": lambda: _("Failed to sign in: the password was wrong"),
    "locked_out": lambda: _("Locked out for a while after too many tries"),
    "factor_used": lambda: _("Second factor used"),
    "factor_failed": lambda: _("Failed: the second factor was wrong"),
    "factor_added": lambda: _("Second factor added"),
    "factor_removed": lambda: _("Second factor removed"),
    "factor_renewed": lambda: _("Recovery codes made anew"),
    "factors_removed": lambda: _("Second factors removed by the administrator"),
    "password_changed": lambda: _("Password changed"),
    "password_handed_out": lambda: _("Password handed out by the administrator"),
    "session_ended": lambda: _("A session ended from another"),
    "sessions_ended": lambda: _("All other sessions ended"),
    "account_closed": lambda: _("Account closed"),
    "account_reopened": lambda: _("Account opened again"),
    "role_given": lambda: _("Role given by the administrator"),
    "provider_used": lambda: _("Signed in at the provider"),
    "provider_refused": lambda: _("Failed to sign in by the provider"),
}
_ROLES: Mapping[str, Callable[[], str]] = {
    "licensing_officer": lambda: _("Licensing officer"),
    "supervisor": lambda: _("Supervisor"),
    "revenue_officer": lambda: _("Revenue officer"),
    "adviser": lambda: _("Adviser"),
    "director": lambda: _("Director"),
    "reviewer": lambda: _("Reviewer of appeals"),
    "administrator": lambda: _("Administrator"),
    "register": lambda: _("The office itself"),
    "applicant": lambda: _("Applicant or licensee"),
    "energy_provider": lambda: _("Energy provider"),
    "bank": lambda: _("Bank"),
    "body": lambda: _("Attesting body"),
    "principal": lambda: _("Keeper of an organisation's accounts"),
}
# The order counts: most browsers name others that they resemble.
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chromium"), ("Safari", "Safari"))
_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")


def event_in_words(event: Event) -> str:
    """What happened, with the factor that it happened with."""
    said = _EVENTS.get(event.kind, lambda: event.kind)()
    factor = _(FACTORS[event.detail]) if event.detail in FACTORS else ""
    return f"{said} ({factor})" if factor else said


def told_at_sign_in(events: Sequence[Event]) -> str:
    """What administrators did to an account, for whoever has just signed in; empty where they did nothing."""
    if not events:
        return ""
    done = "; ".join(_done(each) for each in events)
    return _("{done}. If you did not expect this, tell your director at once.").format(done=done)


def _done(event: Event) -> str:
    """What was done, when, and by whom: one administrator, or the one who proposed and the one who confirmed."""
    role, _by, persons = event.detail.partition("by ")
    what = event_in_words(event) if not role.strip() else f"{event_in_words(event)} ({role_in_words(role.strip())})"
    when = at(event.at.astimezone(zone()))
    return _("{what}, {when}, by {who}").format(what=what, when=when, who=persons)


def role_in_words(role: str) -> str:
    """A role."""
    return _ROLES.get(role, lambda: role)()


def browser_in_words(browser: str) -> str:
    """What a browser says of itself, as far as a person wants to know it."""
    named = next((name for sign, name in _BROWSERS if sign in browser), "")
    system = next((name for name in _SYSTEMS if re.search(rf"\b{name}", browser)), "")
    return ", ".join(word for word in (named, system) if word) or browser[:40] or _("unknown")
