"""Settings of the web: those of the office, with pages, a strict policy of what a page may load, and static files."""

from pathlib import Path

from csp.constants import NONE, SELF

from rugsat.store.settings import *  # noqa: F403 - the settings of the office, with what the web needs on top
from rugsat.store.settings import INSTALLED_APPS as _OFFICE_APPS
from rugsat.web.settings_accounts import *  # noqa: F403 - sessions, forms and signing in are a page of their own
from rugsat.web.settings_provider import *  # noqa: F403 - and so is signing in at a provider
from rugsat.web.settings_provider import OIDC_ORIGIN as _OIDC_ORIGIN

_HERE = Path(__file__).parent
INSTALLED_APPS = [
    *_OFFICE_APPS,
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "ninja",
    "rugsat.web.layout",
    "rugsat.web.register",
    "rugsat.web.console",
    "rugsat.web.portal",
    "rugsat.web.accounts",
]
ROOT_URLCONF = "rugsat.web.urls"
WSGI_APPLICATION = "rugsat.web.wsgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "rugsat.web.layout.policies.PoliciesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "rugsat.web.layout.language.LanguageMiddleware",
    "rugsat.web.layout.law.LawMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rugsat.web.layout.refusal.RefusalMiddleware",
    "rugsat.web.layout.session.SessionMiddleware",
    "rugsat.web.layout.access.AccessMiddleware",
    # The look for the token of a form reads what was sent: only then, and only so much.
    "rugsat.web.layout.bodies.BodyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_HERE / area / "templates" for area in ("layout", "register", "console", "portal", "accounts")],
        "OPTIONS": {"environment": "rugsat.web.environment.environment"},
    },
    # Only for the pages that come with Django's own apps.
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True},
]
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 86_400

# A page loads nothing but what comes with it: no other host, no script or style within a page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF, *([_OIDC_ORIGIN] if _OIDC_ORIGIN else [])],
    }
}
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 << 20
"""Bytes of a body that is read into memory, such as an application; a return is written to the disk in pieces."""
# With no-referrer a browser sends forms with the origin null, which the guard against forged forms must refuse.
SECURE_REFERRER_POLICY = "same-origin"
