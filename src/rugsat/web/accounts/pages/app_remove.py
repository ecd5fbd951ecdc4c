"""Removing the app that shows codes."""

from typing import Any

from allauth.mfa.totp.views import DeactivateTOTPView

from rugsat.kernel.language import gettext as _
from rugsat.web.accounts.forms import AppRemovalForm
from rugsat.web.accounts.view import InLayoutMixin


class AppRemove(InLayoutMixin, DeactivateTOTPView):
    """The page that asks before it removes; it says at once where the account cannot do without the app."""

    template_name = "accounts/app_remove.html.j2"
    form_class = AppRemovalForm
    title = staticmethod(lambda: _("Remove the app that shows codes"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The app."""
        return {**super().get_context_data(**kwargs), "app": self.authenticator}


page = AppRemove.as_view()
