"""Who keeps roles: an office in which nobody does could never give one again."""

from datetime import date

from rugsat.store.accounts.models import Absence, Role

ADMINISTRATOR = "administrator"
"""The role that keeps roles."""


def another_administrator(login: str, *, on: date) -> bool:
    """Whether somebody besides the login holds the role without end, and is not away without end."""
    away = Absence.objects.filter(until__isnull=True).values("account")
    held = Role.objects.filter(role=ADMINISTRATOR, since__lte=on, until__isnull=True, ended_at__isnull=True)
    # The row of every role of an administrator is locked, so that two do not take it from each other at once.
    rows = held.exclude(account__in=away).select_for_update(of=("self",)).order_by("pk")
    logins = rows.values_list("account__login", "account__is_active")
    return any(active and other != login for other, active in logins)
