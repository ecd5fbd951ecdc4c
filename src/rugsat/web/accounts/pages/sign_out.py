"""Signing out, which is asked before it is done where it was not asked by a form."""

from allauth.account.views import LogoutView

from rugsat.kernel.language import gettext as _
from rugsat.web.accounts.view import InLayoutMixin


class SignOut(InLayoutMixin, LogoutView):
    """The page to sign out."""

    template_name = "accounts/sign_out.html.j2"
    title = staticmethod(lambda: _("Sign out"))


page = SignOut.as_view()
