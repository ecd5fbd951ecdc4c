"""Words that begin with a word, asked so that each database uses its index."""

from typing import TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from rugsat.kernel.names.fold import fold

Keys = TypeVar("Keys", bound=Model)
_MOST_WORDS = 6


def words_asked(text: str) -> list[str]:
    """The words of what is searched for, the longest first, because it leaves least; so many narrow enough."""
    return sorted(set(fold(text).split()), key=len, reverse=True)[:_MOST_WORDS]


def beginning(keys: QuerySet[Keys], word: str) -> QuerySet[Keys]:
    """Keys whose word begins with one."""
    if connection.vendor == "sqlite":
        return keys.filter(word__gte=word, word__lt=word[:-1] + chr(ord(word[-1]) + 1))
    return keys.filter(word__startswith=word)
