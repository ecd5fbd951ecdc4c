"""Settings of the web in service: those of the office in service, with what the web needs."""

from rugsat.store.settings_production import *  # noqa: F403 - what service needs of the office
from rugsat.web.settings import (  # noqa: F401 - what the web needs on top
    CONTENT_SECURITY_POLICY,
    DATA_UPLOAD_MAX_MEMORY_SIZE,
    INSTALLED_APPS,
    MIDDLEWARE,
    ROOT_URLCONF,
    SECURE_REFERRER_POLICY,
    STATIC_URL,
    TEMPLATES,
    WHITENOISE_MAX_AGE,
    WHITENOISE_USE_FINDERS,
    WSGI_APPLICATION,
    X_FRAME_OPTIONS,
)
from rugsat.web.settings_accounts import *  # noqa: F403 - how the web signs in, with what service needs on top
from rugsat.web.settings_accounts import proxies
from rugsat.web.settings_provider import *  # noqa: F403 - and at a provider

# A cookie of this name is taken from this host alone, over TLS alone, and by no page of a host below or beside it.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
# Service stands behind a server that ends TLS, and that one writes who asks.
ALLAUTH_TRUSTED_PROXY_COUNT = proxies(1)
