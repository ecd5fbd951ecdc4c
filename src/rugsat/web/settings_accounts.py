"""Settings of the signed-in web: sessions, forms, what a browser may do, and where to sign in."""

import os

from rugsat.store.settings_accounts import SESSION_LASTS

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
ACCOUNT_ADAPTER = "rugsat.web.accounts.adapter.AccountAdapter"
MFA_ADAPTER = "rugsat.web.accounts.adapter.FactorAdapter"

SESSION_ENGINE = "rugsat.web.layout.sessions"
SESSION_COOKIE_AGE = int(SESSION_LASTS.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
# Strict would lose the session on the way back from a provider that one signs in at.
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "rugsat.web.layout.kept_out.forged"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

AXES_USERNAME_CALLABLE = "rugsat.web.accounts.lock.login_of"
AXES_CLIENT_IP_CALLABLE = "rugsat.web.layout.session.address_of"
AXES_LOCKOUT_CALLABLE = "rugsat.web.layout.kept_out.locked_out"


def proxies(otherwise: int) -> int:
    """How many servers stand before this one, as RUGSAT_PROXIES says."""
    return int(os.environ.get("RUGSAT_PROXIES", "") or otherwise)


ALLAUTH_TRUSTED_PROXY_COUNT = proxies(0)
"""How many servers stand before this one and write X-Forwarded-For; what stands there before them anybody can write."""
# A browser lets passkeys be made and used without TLS on localhost alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
