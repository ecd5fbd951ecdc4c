"""Who is let in by login and password: an account that is active, and one of a demonstration only in one."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection

from rugsat.store.accounts.models import Account
from rugsat.store.prepared import Prepared

_COLUMNS = tuple(field.attname for field in Account._meta.concrete_fields)
_ACCOUNT = Prepared(lambda account: Account.objects.filter(pk=account).values_list(*_COLUMNS))


class OfficeBackend(AuthenticationBackend):
    """Checks a password; to whoever fails it does not tell why."""

    def get_user(self, user_id: int) -> AbstractBaseUser | None:
        """The account of a session, which every request of somebody who has signed in asks for."""
        for row in _ACCOUNT(account=int(user_id)):
            account = Account.from_db(connection.alias, _COLUMNS, row)
            return account if self.user_can_authenticate(account) else None
        return None

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """Whether the account is one that may be used at all; asked again with every request of a session."""
        return isinstance(user, Account) and user.is_active and (settings.DEMO or not user.demo)

    def _check_password(self, user: AbstractBaseUser | None, password: str) -> AbstractBaseUser | None:
        """The user whose password it is; allauth would tell whoever knows it that the account is closed."""
        if user is None:
            return None
        self._did_check_password = True
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
