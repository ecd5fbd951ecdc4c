"""Which login a failed try is counted for."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def login_of(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """The login that was tried, in the letters in which accounts are kept."""
    held = credentials or {}
    said = held.get("username") or held.get("login") or (request.POST.get("login", "") if request else "")
    return str(said).strip().lower()[:80]
