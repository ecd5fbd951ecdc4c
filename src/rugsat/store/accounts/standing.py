"""The roster of the office as far as it speaks of some accounts: roles, delegations, absences, ties."""

from collections.abc import Iterable
from datetime import date

from rugsat.domain.licensing import officers
from rugsat.kernel.period import Period
from rugsat.store.accounts.models import Absence, Account, Delegation, Role, Tie


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
    """The offices that an account holds on a day; asked for where they did not come with the account."""
    if account.offices is None:
        held = Role.objects.filter(account=account, ended_at__isnull=True).values_list("role", "since", "until")
        return frozenset(role for role, since, until in held if on in Period(since, until))
    return frozenset(role for role, days in account.offices if on in days)


def offices_on(roster: officers.Roster, login: str, on: date) -> frozenset[str]:
    """The offices that an account holds on a day."""
    return frozenset(each.office for each in roster.holdings if each.person == login and on in each.period)
