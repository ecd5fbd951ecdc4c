"""How allauth works in this office: nobody signs up, nothing is mailed, and whoever is an officer keeps a factor."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language
from rugsat.store.accounts.models import Account
from rugsat.store.accounts.sealing import sealed, unsealed
from rugsat.store.kept_law import law_in_force
from rugsat.web.layout.area import Area
from rugsat.web.layout.session import FACTORS, fresh


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by the administrator alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - as allauth calls it
        """No."""
        return False

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: accounts have no address."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: what happened stands on the page of the account."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the pages say what was done in our own words."""

    def is_ajax(self, request: HttpRequest) -> bool:  # noqa: ARG002 - as allauth calls it
        """No: the pages answer with pages."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # noqa: ARG002 - as allauth calls it
        """Whether it is too long since whoever has signed in showed who he is."""
        return not fresh(context.request)

    def get_login_stages(self) -> list[str]:
        """The steps between password and session."""
        return ["rugsat.web.accounts.stages.FactorStage"]

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """How whoever has signed in can show again who he is: here, or at the provider where he signed in."""
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        records = get_authentication_records(context.request, user if isinstance(user, Account) else None)
        if settings.OIDC_ISSUER and any(each.get("method") == "socialaccount" for each in records):
            url = reverse("account_provider_again")
            found.insert(0, {"id": "provider", "description": settings.OIDC_NAME, "url": url})
        return found

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where one begins: officers at the console, users of organisations at the portal."""
        account = request.user
        if not isinstance(account, Account):
            return reverse("account_login")
        area = Area.of_path("/console/" if account.party_id is None else "/portal/")
        return reverse(area.home) if area.path != "/" and area.home else reverse("account")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - as allauth calls it
        """The page to sign in."""
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Where one begins."""
        return self.get_login_redirect_url(request)


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets are sealed at rest, and an officer does not remove his last one."""

    def get_totp_issuer(self) -> str:
        """The name that an app shows above the code."""
        country = in_language(law_in_force().rulebook.jurisdiction.name)
        return f"Rugsat {country}"

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()

    def encrypt(self, text: str) -> str:
        """Seal a secret before it is stored."""
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open what was sealed."""
        return unsealed(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether the account does without this factor."""
        account = authenticator.user
        others = Authenticator.objects.filter(user=account, type__in=FACTORS).exclude(pk=authenticator.pk)
        return account.party_id is not None or others.exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002 - as allauth calls it
        """A name for a passkey that was given none."""
        held = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": held + 1}
