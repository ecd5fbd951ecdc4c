"""The second factors of one's account, and how to add one."""

from typing import Any

from allauth.mfa.base.views import IndexView

from rugsat.kernel.language import gettext as _
from rugsat.web.accounts.view import InLayoutMixin
from rugsat.web.layout.session import second_factor_missing


class FactorsList(InLayoutMixin, IndexView):
    """The page of the factors."""

    template_name = "accounts/factors_list.html.j2"
    title = staticmethod(lambda: _("Second factor"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What there is, and whether one must be added before anything else."""
        held = super().get_context_data(**kwargs)["authenticators"]
        codes = held.get("recovery_codes")
        return {
            "form": None,
            "app": held.get("totp"),
            "passkeys": held.get("webauthn", []),
            "codes_left": len(codes.get_unused_codes()) if codes else None,
            "must": second_factor_missing(self.request),
        }


page = FactorsList.as_view()
