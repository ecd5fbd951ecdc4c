"""Settings of signing in at a provider by OpenID Connect: which one is asked, as whom, and how."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rugsat.kernel.errors import RugsatError
from rugsat.store.settings_accounts import OIDC_ISSUER, OIDC_NAME, OIDC_TRUSTED_ACR

PROVIDER = "sso"
"""Name of the provider within the office."""


class ProviderSettingsError(RugsatError):
    """Settings of a provider that cannot be used."""


def _provider() -> dict[str, Any]:
    """The provider as allauth is told of it; ProviderSettingsError where something is missing."""
    parts = urlsplit(OIDC_ISSUER)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1"}:
        message = f"RUGSAT_OIDC_ISSUER is {OIDC_ISSUER}: a provider is asked over TLS alone, write https://…"
        raise ProviderSettingsError(message)
    client, secret = os.environ.get("RUGSAT_OIDC_CLIENT", ""), Path(os.environ.get("RUGSAT_OIDC_SECRET_FILE", ""))
    if not client or not secret.is_file():
        message = (
            "RUGSAT_OIDC_ISSUER is set, but not as whom the office asks there: set RUGSAT_OIDC_CLIENT to the name of "
            "the client, and RUGSAT_OIDC_SECRET_FILE to the file with its secret"
        )
        raise ProviderSettingsError(message)
    # Being asked how long ago it was, a provider must say when it last asked who it is.
    asked = {"max_age": "43200"} | ({"acr_values": " ".join(sorted(OIDC_TRUSTED_ACR))} if OIDC_TRUSTED_ACR else {})
    return {
        "provider_id": PROVIDER,
        "name": OIDC_NAME,
        "client_id": client,
        "secret": secret.read_text(encoding="utf-8").strip(),
        "settings": {
            "server_url": OIDC_ISSUER,
            "oauth_pkce_enabled": True,
            "scope": ["openid", "profile"],
            "auth_params": asked,
        },
    }


OIDC_ORIGIN = f"{urlsplit(OIDC_ISSUER).scheme}://{urlsplit(OIDC_ISSUER).netloc}" if OIDC_ISSUER else ""
"""Where the form to sign in may lead besides this site."""
SOCIALACCOUNT_ADAPTER = "rugsat.web.accounts.provider.ProviderRules"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"APPS": [_provider()]}} if OIDC_ISSUER else {}
