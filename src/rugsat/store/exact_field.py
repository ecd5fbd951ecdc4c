"""A column for exact decimals: as text, because SQLite keeps a decimal as a binary fraction."""

from decimal import Decimal
from typing import Any

from django.db import models

from rugsat.kernel.numbers import exact, plain


class ExactField(models.CharField):  # type: ignore[type-arg]
    """A decimal of at most 20 digits before the point and 18 behind it, the same on every database."""

    description = "an exact decimal"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 40
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """How a migration writes the field."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None)
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, *_: Any) -> Decimal | None:
        """The number that a row holds."""
        return None if value is None else Decimal(value)

    def to_python(self, value: Any) -> Decimal | None:
        """The number that a form or a fixture holds."""
        return value if value is None or isinstance(value, Decimal) else exact(str(value))

    def get_prep_value(self, value: Any) -> str | None:
        """The text that is written."""
        return None if value is None else plain(exact(str(value)))
