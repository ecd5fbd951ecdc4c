"""Settings of the peer: the database of the office, and nothing that a page does not need."""

from rugsat.store.settings import (  # noqa: F401 - settings are names of a module
    AUTH_USER_MODEL,
    DATABASES,
    DEFAULT_AUTO_FIELD,
    DEMONSTRATION,
    JURISDICTION,
    OFFICE,
    SECRET_KEY,
    USE_TZ,
)
from rugsat.store.settings import INSTALLED_APPS as _ALL

# Those of signing in want parts around a page that the bare one does not have.
INSTALLED_APPS = [app for app in _ALL if app.startswith(("rugsat.store.", "django.contrib."))]
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
ROOT_URLCONF = "bench.office.bare"
MIDDLEWARE: list[str] = []
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
DEBUG = False
