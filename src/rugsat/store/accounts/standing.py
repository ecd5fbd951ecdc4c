"""The roster of the office as far as it speaks of some accounts: roles, delegations, absences, ties."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from rugsat.domain.licensing import officers
from rugsat.kernel.period import Period
from rugsat.store.accounts.models import Absence, Account, Delegation, Role, Tie
from rugsat.store.prepared import Prepared


def roster_of(logins: Iterable[str]) -> officers.Roster:
    """All that is recorded of the accounts, of all days; roles that were taken away are not among it."""
    mine = tuple(logins)
    held = Role.objects.filter(account__login__in=mine, ended_at__isnull=True)
    roles = held.values_list("account__login", "role", "since", "until")
    given = Delegation.objects.filter(giver__login__in=mine, taker__login__in=mine)
    away = Absence.objects.filter(account__login__in=mine)
    ties = Tie.objects.filter(account__login__in=mine)
    return officers.Roster(
        holdings=[officers.Holding(login, role, Period(since, until)) for login, role, since, until in roles],
        delegations=[
            officers.Delegation(giver, taker, office, Period(since, until))
            for giver, taker, office, since, until in given.values_list(
                "giver__login", "taker__login", "office", "since", "until"
            )
        ],
        absences=[
            officers.Absence(login, Period(since, until), ground)
            for login, since, until, ground in away.values_list("account__login", "since", "until", "ground")
        ],
        ties=[
            officers.Tie(login, party, Period(since, until), ground)
            for login, party, since, until, ground in ties.values_list(
                "account__login", "party_id", "since", "until", "ground"
            )
        ],
    )


def offices_of(account: Account, on: date) -> frozenset[str]:
    """The offices that an account holds on a day, asked for alone: what every page of somebody signed in needs."""
    return frozenset(role for (role,) in _OFFICES(account=account.pk, on=on))


def offices_on(roster: officers.Roster, login: str, on: date) -> frozenset[str]:
    """The offices that an account holds on a day."""
    return frozenset(each.office for each in roster.holdings if each.person == login and on in each.period)


def _held_on(account: int, on: date) -> QuerySet[Role, Any]:
    held = Role.objects.filter(account_id=account, ended_at__isnull=True, since__lte=on)
    return held.filter(Q(until__isnull=True) | Q(until__gt=on)).values_list("role")


_OFFICES = Prepared(_held_on)
