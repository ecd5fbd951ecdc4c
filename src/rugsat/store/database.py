"""Which database the office writes to: SQLite in its folder, or PostgreSQL by an address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from rugsat.kernel.errors import RugsatError

SQLITE_FILE = "office.sqlite3"
_WAIT_S = 30
_KEPT_OPEN = {"CONN_MAX_AGE": 60}
"""A process that answers pages asks many in a minute; opening a database reads its whole schema."""
_DURABLE = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA temp_store=MEMORY;"
    "PRAGMA mmap_size=268435456;"
)


class DatabaseAddressError(RugsatError):
    """An address of a database that cannot be used."""


def database(address: str, folder: Path) -> dict[str, Any]:
    """Django's description of the database; an empty address means SQLite within the folder of the office.

    An address is written postgres://user:password@host:port/name; host may be left out for the local socket, or given
    as ?host=/folder/of/the/socket. PostgreSQL plans a question that is put often once for a connection; a pooler that
    gives each transaction another connection is told so by ?planned=no. Raises DatabaseAddressError.
    """
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / SQLITE_FILE),
            **_KEPT_OPEN,
            # A writer takes its lock when it begins, so that two never read the same state and both write upon it.
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": _WAIT_S, "init_command": _DURABLE},
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        message = "RUGSAT_DATABASE is no address of a database: write postgres://user:password@host:port/name"
        raise DatabaseAddressError(message)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    if options.pop("planned", "yes") != "no":
        options |= {"server_side_binding": True, "prepare_threshold": 2}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        **_KEPT_OPEN,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
