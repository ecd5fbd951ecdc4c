"""Recovery codes, for when no second factor is at hand: shown once when they are made, and made anew."""

from typing import Any

from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from django.http import HttpResponse

from rugsat.kernel.language import gettext as _
from rugsat.web.accounts.forms import RecoveryCodesForm
from rugsat.web.accounts.view import InLayoutMixin


class RecoveryCodesShow(InLayoutMixin, ViewRecoveryCodesView):
    """The page with the codes, which shows them once."""

    template_name = "accounts/recovery_codes_show.html.j2"
    title = staticmethod(lambda: _("Recovery codes"))

    def render_to_response(self, context: dict[str, Any], **given: Any) -> HttpResponse:
        """The page."""
        return super().render_to_response({**context, "form": None}, **given)


class RecoveryCodesRenew(InLayoutMixin, GenerateRecoveryCodesView):
    """The page that makes new codes in place of those before."""

    template_name = "accounts/recovery_codes_renew.html.j2"
    form_class = RecoveryCodesForm
    title = staticmethod(lambda: _("New recovery codes"))


show, renew = RecoveryCodesShow.as_view(), RecoveryCodesRenew.as_view()
