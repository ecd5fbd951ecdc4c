"""Asking again who it is, before something that counts: by password, by code, or by passkey."""

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.forms import Form
from django.http import HttpResponse

from rugsat.kernel.language import gettext as _
from rugsat.web.accounts.forms import ConfirmCodeForm, ConfirmForm, ConfirmPasskeyForm
from rugsat.web.accounts.resuming import forget_unseen
from rugsat.web.accounts.view import InLayoutMixin


class _GoesOnMixin(InLayoutMixin):
    def form_valid(self, form: Form) -> HttpResponse:
        """Go on with what waits, as long as its page may still be seen."""
        forget_unseen(self.request)
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return answer


class ByPassword(_GoesOnMixin, ReauthenticateView):
    """The page that asks for the password."""

    template_name = "accounts/identity_confirm.html.j2"
    form_class = ConfirmForm
    title = staticmethod(lambda: _("Show that it is you"))


class ByCode(_GoesOnMixin, CodeView):
    """The page that asks for a code."""

    template_name = "accounts/identity_confirm.html.j2"
    form_class = ConfirmCodeForm
    title = staticmethod(lambda: _("Show that it is you"))


class ByPasskey(_GoesOnMixin, ReauthenticateWebAuthnView):
    """The page that asks for a passkey."""

    template_name = "accounts/identity_confirm_passkey.html.j2"
    form_class = ConfirmPasskeyForm
    title = staticmethod(lambda: _("Show that it is you"))

    def form_invalid(self, form: ConfirmPasskeyForm) -> HttpResponse:
        """The page again, with what was wrong."""
        return self.render_to_response({**self.get_context_data(), "form": form})


by_password, by_code, by_passkey = ByPassword.as_view(), ByCode.as_view(), ByPasskey.as_view()
