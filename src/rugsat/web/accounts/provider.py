"""Signing in at a provider by OpenID Connect: its word names an account that there is, and nothing more.

It opens no account and gives no role. An officer still needs a second factor here, unless the provider says that it
asked for one, in a way that the settings trust.
"""

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from rugsat.store.accounts.backend import OfficeBackend
from rugsat.store.accounts.models import Account
from rugsat.web.accounts.claims import login_named
from rugsat.web.accounts.events import record
from rugsat.web.accounts.resuming import forget_unseen
from rugsat.web.accounts.stages import STATE
from rugsat.web.layout.kept_out import by_provider
from rugsat.web.layout.session import end
from rugsat.web.settings_provider import PROVIDER


class ProviderAdapter(OpenIDConnectOAuth2Adapter):
    """Speaks with the provider, and believes nothing that it has not signed."""

    def get_provider(self) -> "OfficeProvider":
        """The provider that the settings name."""
        return OfficeProvider(self.request, app=get_adapter().get_app(self.request, provider=self.provider_id))

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:  # noqa: ARG002 - as allauth calls it
        """Where the provider sends whoever has signed in there."""
        return str(build_absolute_uri(request, reverse("account_provider_callback")))

    @property
    def openid_config(self) -> Mapping[str, Any]:
        """What the provider says of itself; ProviderException where it is another than the one that was asked."""
        said: Mapping[str, Any] = super().openid_config
        if said.get("issuer") != settings.OIDC_ISSUER:
            message = f"the provider calls itself {said.get('issuer')}"
            raise ProviderException(message)
        return said

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:
        """What the provider says of whoever has signed in; ProviderException where it speaks of two."""
        login = super().complete_login(request, app, token, **kwargs)
        said = login.account.extra_data
        if "id_token" not in said or said["userinfo"].get("sub") != said["id_token"].get("sub"):
            message = "the token and the information are not of the same person"
            raise ProviderException(message)
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> Mapping[str, Any]:
        """The token with its signature verified, even though it came straight from the provider."""
        decoded: Mapping[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=settings.OIDC_ISSUER,
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        return decoded


class OfficeProvider(OpenIDConnectProvider):
    """The provider, spoken to in that way."""

    oauth2_adapter_class = ProviderAdapter

    def get_oauth2_adapter(self, request: HttpRequest) -> ProviderAdapter:
        """Whatever speaks with it."""
        return ProviderAdapter(request, PROVIDER)


class ProviderRules(DefaultSocialAccountAdapter):
    """What comes of the provider's word."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """No."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Sign the account in that the provider's word names, or refuse; allauth itself then does no more."""
        raise ImmediateHttpResponse(_answer(request, sociallogin))

    def on_authentication_error(self, request: HttpRequest, provider: Any, *_args: Any, **_kwargs: Any) -> None:  # noqa: ARG002
        """Say that it failed, whatever the provider says of why."""
        record(request, None, "provider_refused")
        raise ImmediateHttpResponse(by_provider(request, said=False))


def begin(request: HttpRequest, *, again: bool, back: str) -> HttpResponse:
    """To the provider; `again` makes it ask who it is even where it knows."""
    provider = ProviderAdapter(request, PROVIDER).get_provider()
    asked = provider.get_auth_params() | ({"prompt": "login"} if again else {})
    answer: HttpResponse = provider.redirect(request, process="login", next_url=back or None, auth_params=asked)
    return answer


def returned(request: HttpRequest) -> HttpResponse:
    """What comes of it when the provider sends somebody back."""
    answer: HttpResponse = OAuth2CallbackView.adapter_view(ProviderAdapter(request, PROVIDER))(request)
    return answer


def _answer(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    said = sociallogin.account.extra_data
    token = said["id_token"]
    account = _account(login_named(settings.OIDC_CLAIM, token=token, information=said["userinfo"]))
    if account is None:
        record(request, None, "provider_refused", "unknown login")
        return by_provider(request, said=True)
    back = sociallogin.get_redirect_url(request)
    at = min(float(token.get("auth_time", time.time())), time.time())  # noqa: TID251 - allauth's records are of this clock
    if request.user == account:
        record_authentication(request, account, "socialaccount", provider=PROVIDER, reauthenticated=True, at=at)
        forget_unseen(request)
        request.GET = QueryDict(urlencode({"next": back or reverse("account")}))
        return resume_request(request) or HttpResponseRedirect(reverse("account"))
    if request.user.is_authenticated:
        end(request)
    record_authentication(request, account, "socialaccount", provider=PROVIDER, at=at)
    record(request, account, "provider_used")
    login = Login(user=account, redirect_url=back, state={STATE: _second_factor_was_asked(token)})
    answer: HttpResponse = perform_login(request, login)
    return answer


def _account(login: str) -> Account | None:
    """The account of a login; None where there is none that may be used."""
    account = Account.objects.filter(login=login).first() if login else None
    return account if OfficeBackend().user_can_authenticate(account) else None


def _second_factor_was_asked(token: Mapping[str, Any]) -> bool:
    """Whether the token, which is signed, says that a second factor was asked, in a way that the settings trust."""
    methods = token.get("amr")
    by_method = isinstance(methods, list) and bool(settings.OIDC_TRUSTED_AMR & {str(each) for each in methods})
    return by_method or str(token.get("acr", "")) in settings.OIDC_TRUSTED_ACR
