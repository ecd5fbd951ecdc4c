"""A call for an act: who asks, when, in whose name, having seen what; and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import OperationalError

from rugsat.kernel.errors import RugsatError


class NotPermittedError(RugsatError):
    """Somebody may not do what he asks for."""


class StaleError(RugsatError):
    """Somebody acts upon what has changed since he saw it."""


class KeyUsedError(RugsatError):
    """A key that was used before, for something else."""


class DatabaseFailedError(RugsatError, OperationalError):
    """An act that the database did not carry out, as on a full disk; nothing of it was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Who asks for an act, and when."""

    by: str
    """Login of the account."""
    at: datetime
    key: str = ""
    """The same key is carried out once, however often it is sent; empty where whoever asks takes care himself."""
    seen: int | None = None
    """Version that whoever asks has seen; None where he takes it as it is."""
    on_behalf_of: str = ""
    """Login of the officer who has delegated it."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an act: the thing it made or changed, its version now, and what else is worth telling."""

    subject: str
    version: int
    told: Mapping[str, Any] = field(default_factory=dict)
    repeated: bool = False
    """The key had been carried out before; nothing was done this time."""
