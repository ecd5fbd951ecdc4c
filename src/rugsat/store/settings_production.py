"""Settings in service: nothing starts without a secret, a host name and a database that were set on purpose."""

import os

from rugsat.kernel.errors import RugsatError
from rugsat.store.secret_key import secret_key
from rugsat.store.settings import *  # noqa: F403 - the settings of one's own machine, with what service needs on top
from rugsat.store.settings import OFFICE


class NotReadyForServiceError(RugsatError):
    """A setting that service needs is not there."""


def _required(name: str, example: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        message = f"{name} is not set: service does not start without it; set it, as in {example}"
        raise NotReadyForServiceError(message)
    return value


_required("RUGSAT_OFFICE", "/var/lib/rugsat")
_required("RUGSAT_DATABASE", "postgres://rugsat@/rugsat")
SECRET_KEY = secret_key(os.environ, OFFICE, required=True)
ALLOWED_HOSTS = [host for host in _required("RUGSAT_HOSTS", "register.example.org").split(",") if host]

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
