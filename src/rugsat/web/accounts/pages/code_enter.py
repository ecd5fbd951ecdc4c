"""The second step of signing in: the code of an app, a recovery code, or a passkey."""

from typing import Any

from allauth.mfa.base.views import AuthenticateView

from rugsat.kernel.language import gettext as _
from rugsat.store.accounts.models import Account
from rugsat.web.accounts.factors import has_code, has_passkey
from rugsat.web.accounts.forms import CodeForm, PasskeyCodeForm
from rugsat.web.accounts.view import InLayoutMixin


class CodeEnter(InLayoutMixin, AuthenticateView):
    """The page that asks for the second factor."""

    template_name = "accounts/code_enter.html.j2"
    form_class = CodeForm
    webauthn_form_class = PasskeyCodeForm
    title = staticmethod(lambda: _("Second factor"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which factors the account has."""
        account = self.stage.login.user
        assert isinstance(account, Account)
        factors = {"has_code": has_code(account), "has_passkey": has_passkey(account)}
        return {**super().get_context_data(**kwargs), **factors}


page = CodeEnter.as_view()
