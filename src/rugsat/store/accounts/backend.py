"""Who is let in by login and password: an account that is active, and one of a demonstration only in one."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection
from django.db.models import FilteredRelation, Q, QuerySet

from rugsat.kernel.period import Period
from rugsat.store.accounts.models import Account
from rugsat.store.prepared import Prepared

_COLUMNS = tuple(field.attname for field in Account._meta.concrete_fields)


class OfficeBackend(AuthenticationBackend):
    """Checks a password; to whoever fails it does not tell why."""

    def get_user(self, user_id: int) -> AbstractBaseUser | None:
        """The account of a session with its offices, which every request of somebody who has signed in asks for."""
        rows = _ACCOUNT(account=int(user_id))
        if not rows:
            return None
        account = Account.from_db(connection.alias, _COLUMNS, rows[0][: len(_COLUMNS)])
        held = (row[len(_COLUMNS) :] for row in rows)
        account.offices = tuple((role, Period(since, until)) for role, since, until in held if role)
        return account if self.user_can_authenticate(account) else None

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """Whether the account is one that may be used at all; asked again with every request of a session."""
        return isinstance(user, Account) and user.is_active and (settings.DEMO or not user.demo)

    def _check_password(self, user: AbstractBaseUser | None, password: str) -> AbstractBaseUser | None:
        """The user whose password it is; allauth would tell whoever knows it that the account is closed."""
        if user is None:
            return None
        self._did_check_password = True
        return user if user.check_password(password) and self.user_can_authenticate(user) else None


def _with_roles(account: int) -> QuerySet[Account, Any]:
    """A row for each role that the account holds on some days, or one without a role."""
    rows = Account.objects.filter(pk=account)
    rows = rows.annotate(held=FilteredRelation("roles", condition=Q(roles__ended_at__isnull=True)))
    return rows.values_list(*_COLUMNS, "held__role", "held__since", "held__until")


_ACCOUNT = Prepared(_with_roles)
