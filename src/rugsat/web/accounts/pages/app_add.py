"""Making an app that shows codes the second factor."""

from typing import Any

from allauth.mfa.totp.views import ActivateTOTPView

from rugsat.kernel.language import gettext as _
from rugsat.web.accounts.forms import AppForm
from rugsat.web.accounts.view import InLayoutMixin


class AppAdd(InLayoutMixin, ActivateTOTPView):
    """The page with the code to scan."""

    template_name = "accounts/app_add.html.j2"
    form_class = AppForm
    title = staticmethod(lambda: _("Set up an app that shows codes"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The secret, as an app takes it where it cannot scan."""
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return {**context, "secret": " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))}


page = AppAdd.as_view()
