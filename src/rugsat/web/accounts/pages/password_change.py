"""Changing one's password; all other sessions end with it."""

from typing import Any

from allauth.account.views import PasswordChangeView

from rugsat.kernel.language import gettext as _
from rugsat.web.accounts.forms import PasswordForm
from rugsat.web.accounts.view import InLayoutMixin
from rugsat.web.layout.session import password_to_change


class PasswordChange(InLayoutMixin, PasswordChangeView):
    """The page to change the password."""

    template_name = "accounts/password_change.html.j2"
    form_class = PasswordForm
    title = staticmethod(lambda: _("Change your password"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the password must be changed before anything else."""
        return {**super().get_context_data(**kwargs), "must": password_to_change(self.request)}


page = PasswordChange.as_view()
