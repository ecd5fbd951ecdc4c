"""The steps between password and session: the second factor, unless a provider that is trusted has asked for one."""

from typing import Any

from allauth.mfa.stages import AuthenticateStage

STATE = "factor_trusted"
"""Name, in the state of a sign-in that is under way, of whether the provider's word for a factor is trusted."""


class FactorStage(AuthenticateStage):
    """Asks for the second factor of an account that has one."""

    def handle(self) -> tuple[Any, bool]:
        """Ask, or go on."""
        if self.login.state.get(STATE):
            self.request.factor_trusted = True
            return None, True
        answer: tuple[Any, bool] = super().handle()
        return answer
