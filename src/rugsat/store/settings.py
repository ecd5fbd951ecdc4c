"""Settings of the office, for one's own machine; what differs stands in the surroundings (RUGSAT_…)."""

import os
from pathlib import Path

from rugsat.store.database import database
from rugsat.store.secret_key import secret_key
from rugsat.store.settings_accounts import *  # noqa: F403 - how accounts sign in is a page of its own
from rugsat.store.settings_accounts import ACCOUNT_APPS

OFFICE = Path(os.environ.get("RUGSAT_OFFICE") or "office").absolute()
"""Folder of the office: database, documents, log, secret."""
JURISDICTION = os.environ.get("RUGSAT_JURISDICTION") or "tm"
DEMONSTRATION = tuple(name for name in os.environ.get("RUGSAT_DEMONSTRATION", "").split(",") if name)
"""Demonstration acts that the law is read with; every output says so."""

LOG_ORIGIN = os.environ.get("RUGSAT_LOG_ORIGIN", "")
"""Name of the log, as in log.example.org/acts; it goes into every checkpoint and cannot be changed later."""
STATUS_URI = os.environ.get("RUGSAT_STATUS_URI", "")
"""Where the status list is published; it stands in every certificate."""
VERIFY_PAGE = os.environ.get("RUGSAT_VERIFY_PAGE", "")
"""Address of the page to verify on, as in https://register.example.org/verify?text=; printed codes begin with it."""

DATABASES = {"default": database(os.environ.get("RUGSAT_DATABASE", ""), OFFICE)}
SECRET_KEY = secret_key(os.environ, OFFICE, required=False)
SECRET_KEY_FALLBACKS = [name for name in os.environ.get("RUGSAT_SECRET_KEY_BEFORE", "").split(",") if name]
"""Secrets that the office had before: what was sealed under them can still be opened."""
DEBUG = False
IN_SERVICE = False
"""Whether this is a state's own service, in which nothing of a demonstration may be."""
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    *ACCOUNT_APPS,
    "rugsat.store.parties",
    "rugsat.store.accounts",
    "rugsat.store.licensing",
    "rugsat.store.certificates",
    "rugsat.store.fees",
    "rugsat.store.findings",
    "rugsat.store.policy",
    "rugsat.store.enforcement",
    "rugsat.store.requests",
    "rugsat.store.quality",
    "rugsat.store.outbox",
    "rugsat.store.api_access",
    "rugsat.store.tallies",
    "rugsat.store.desk",
    "rugsat.store.runs",
    "django_tasks",
    "django_tasks_db",
]
# A task only wakes a worker; what is to be done, and who does it, stands in the rows of rugsat.store.runs.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["runs"]}}
AUTH_USER_MODEL = "accounts.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
