"""Signing in with login and password; a second factor is asked for on the next page."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings

from rugsat.kernel.language import gettext as _
from rugsat.web.accounts.forms import SignInForm
from rugsat.web.accounts.view import InLayoutMixin
from rugsat.web.layout.session import WHY


class SignIn(InLayoutMixin, LoginView):
    """The page to sign in."""

    template_name = "accounts/sign_in.html.j2"
    form_class = SignInForm
    title = staticmethod(lambda: _("Sign in"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Why a session has ended, where one has."""
        why = self.request.session.pop(WHY, "") if WHY in self.request.session else ""
        return {**super().get_context_data(**kwargs), "why_ended": why, "provider": settings.OIDC_NAME}


page = SignIn.as_view()
