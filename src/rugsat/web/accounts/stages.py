"""The steps between password and session: the second factor, unless a provider that is trusted has asked for one."""

from typing import Any

from allauth.mfa.stages import AuthenticateStage

from rugsat.store.accounts.models import Account

STATE = "factor_trusted"
"""Name, in the state of a sign-in that is under way, of whether the provider's word for a factor is trusted."""


_AGREED = "agreed_with"
"""Name, there, of what the account was when its password was shown; by another password or an end it changes."""


class FactorStage(AuthenticateStage):
    """Asks for the second factor of an account that has one."""

    def handle(self) -> tuple[Any, bool]:
        """Ask, or go on."""
        if self.login.state.get(STATE):
            self.request.factor_trusted = True
            return None, True
        self.login.state.setdefault(_AGREED, self._account.get_session_auth_hash())
        answer: tuple[Any, bool] = super().handle()
        return answer

    def exit(self) -> Any:
        """Sign in, unless password, factors or sessions were changed since the password was shown: then begin anew."""
        if self.login.state.get(_AGREED) != self._account.get_session_auth_hash():
            return self.abort()
        return super().exit()

    @property
    def _account(self) -> Account:
        account = self.login.user
        assert isinstance(account, Account)
        return account
