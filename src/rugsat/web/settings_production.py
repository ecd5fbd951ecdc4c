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
from rugsat.web.settings_accounts import *  # noqa: F403 - how the web signs in
