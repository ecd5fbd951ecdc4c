"""The rate limit of a token: so many requests in each minute, counted over all processes of the server."""

import math
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from rugsat.store.api_access.models import RateWindow, Token

WINDOW = timedelta(minutes=1)
_PORTIONS = 20
"""A process takes a twentieth of the limit from the window at once, so that not every request writes a row."""
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """Whether a request is let through, and what is left."""

    passed: bool
    limit: int
    left: int
    """Requests that are still let through in this minute, as far as this process knows."""
    resets_in_s: int


@dataclass(slots=True)
class _Lease:
    began_at: datetime
    left: int
    """Requests that this process may let through without asking the database again."""
    beyond: int
    """Requests that no process had taken when this one took its portion."""


_leases: dict[str, _Lease] = {}
_lock = threading.Lock()


def take_one(token: Token, at: datetime) -> Rate:
    """Count a request of a token; no more than its limit pass in a minute, however many processes there are."""
    began = at.replace(second=0, microsecond=0)
    resets = max(1, math.ceil((began + WINDOW - at).total_seconds()))
    with _lock:
        lease = _leases.get(token.token)
        if lease is None or lease.began_at != began or not lease.left:
            if len(_leases) > _REMEMBERED:
                _leases.clear()
            lease = _leases[token.token] = _Lease(began, *_portion(token, began))
        if not lease.left:
            return Rate(False, token.requests_a_minute, 0, resets)
        lease.left -= 1
        return Rate(True, token.requests_a_minute, lease.left + lease.beyond, resets)


def forget_leases() -> None:
    """Give up what this process holds, as a process does that begins."""
    with _lock:
        _leases.clear()


def _portion(token: Token, began: datetime) -> tuple[int, int]:
    """A portion of the window, less where less is left, and what is left beyond it."""
    wanted = max(1, token.requests_a_minute // _PORTIONS)
    with transaction.atomic():
        RateWindow.objects.get_or_create(token=token, defaults={"began_at": began, "taken": 0})
        window = RateWindow.objects.select_for_update().get(token=token)
        if window.began_at != began:
            window.began_at, window.taken = began, 0
        given = max(0, min(wanted, token.requests_a_minute - window.taken))
        if given:
            window.taken += given
            window.save(update_fields=("began_at", "taken"))
        return given, max(0, token.requests_a_minute - window.taken)
