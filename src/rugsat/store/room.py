"""Whether a text fits the column that it goes to: asked before it is written, because SQLite would take any length."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from rugsat.kernel.errors import RugsatError


class NoRoomError(RugsatError):
    """A text that is longer than the register keeps."""


def refuse_longer(model: type[models.Model], values: Mapping[str, Any], *, place: str = "") -> None:
    """Refuse a text that is longer than its column; fields that the model does not have are not looked at."""
    for field in model._meta.concrete_fields:
        value, most = values.get(field.attname), getattr(field, "max_length", None)
        if isinstance(value, str) and most is not None and len(value) > most:
            name = f"{place or model._meta.model_name}.{field.name}"
            message = f"{name}: '{value[:40]}…' has {len(value)} characters and at most {most} are kept; shorten it"
            raise NoRoomError(message)
