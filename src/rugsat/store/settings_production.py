"""Settings in service: nothing starts without a secret, a host name and a database that were set on purpose."""

import os

from rugsat.kernel.errors import RugsatError
from rugsat.store.secret_key import secret_key
from rugsat.store.settings import *  # noqa: F403 - the settings of one's own machine, with what service needs on top
from rugsat.store.settings import DEMO, OFFICE


class NotReadyForServiceError(RugsatError):
    """A setting that service needs is not there."""


def _required(name: str, example: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        message = f"{name} is not set: service does not start without it; set it, as in {example}"
        raise NotReadyForServiceError(message)
    return value


if DEMO:
    _message = "RUGSAT_DEMO is set: service does not start with accounts that need no second factor; take it away"
    raise NotReadyForServiceError(_message)
IN_SERVICE = True
_required("RUGSAT_OFFICE", "/var/lib/rugsat/office")
_required("RUGSAT_DATABASE", "postgres://rugsat@/rugsat")
ALLOWED_HOSTS = [host for host in _required("RUGSAT_HOSTS", "register.example.org").split(",") if host]
SECRET_KEY = secret_key(os.environ, OFFICE, required=True)

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
# The names in RUGSAT_HOSTS are the office's own, and whatever lies below them, too.
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
