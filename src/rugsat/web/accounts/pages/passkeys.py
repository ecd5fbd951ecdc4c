"""Passkeys as second factor: adding one, giving it another name, removing it."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse_lazy

from rugsat.kernel.language import gettext as _
from rugsat.web.accounts.adapter import FactorAdapter
from rugsat.web.accounts.forms import PasskeyForm, PasskeyNameForm, PasskeyRemovalForm
from rugsat.web.accounts.view import InLayoutMixin


class PasskeyAdd(InLayoutMixin, AddWebAuthnView):
    """The page that has the browser make a passkey."""

    template_name = "accounts/passkey_add.html.j2"
    form_class = PasskeyForm
    title = staticmethod(lambda: _("Add a passkey"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with its faults, which allauth leaves out."""
        return {**super().get_context_data(**kwargs), "form": kwargs.get("form") or self.get_form()}


class PasskeyRename(InLayoutMixin, EditWebAuthnView):
    """The page that gives a passkey another name."""

    template_name = "accounts/passkey_rename.html.j2"
    form_class = PasskeyNameForm
    success_url = reverse_lazy("mfa_index")
    title = staticmethod(lambda: _("Rename a passkey"))


class PasskeyRemove(InLayoutMixin, RemoveWebAuthnView):
    """The page that asks before it removes a passkey."""

    template_name = "accounts/passkey_remove.html.j2"
    form_class = PasskeyRemovalForm
    success_url = reverse_lazy("mfa_index")
    title = staticmethod(lambda: _("Remove a passkey"))

    def form_valid(self, form: PasskeyRemovalForm) -> HttpResponse:
        """Remove it, unless the account cannot do without."""
        held: Authenticator = self.get_object()
        if not FactorAdapter().can_delete_authenticator(held):
            form.add_error(None, ValidationError("needed", code="cannot_delete_authenticator"))
            form.reword()
            return self.render_to_response(self.get_context_data(form=form))
        answer: HttpResponse = super().form_valid(form)
        return answer


add, rename, remove = PasskeyAdd.as_view(), PasskeyRename.as_view(), PasskeyRemove.as_view()
