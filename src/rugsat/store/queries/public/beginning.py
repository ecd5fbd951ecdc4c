"""What begins with a text, asked so that each database uses its index."""

from typing import TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet

from rugsat.kernel.names.fold import fold

Keys = TypeVar("Keys", bound=Model)
_MOST_WORDS = 6


def words_asked(text: str) -> list[str]:
    """The words of what is searched for, the longest first, because it leaves least; so many narrow enough."""
    return sorted(set(fold(text).split()), key=len, reverse=True)[:_MOST_WORDS]


def beginning(keys: QuerySet[Keys], text: str, column: str = "word") -> QuerySet[Keys]:
    """Rows whose column begins with a text that is not empty."""
    return keys.filter(begins(column, text))


def begins(column: str, text: str) -> Q:
    """The same as a condition."""
    if connection.vendor == "sqlite":
        return Q(**{f"{column}__gte": text, f"{column}__lt": text[:-1] + chr(ord(text[-1]) + 1)})
    return Q(**{f"{column}__startswith": text})
