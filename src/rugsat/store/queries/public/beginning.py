"""Words that begin with a word, asked so that each database uses its index."""

from typing import TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

Keys = TypeVar("Keys", bound=Model)


def beginning(keys: QuerySet[Keys], word: str) -> QuerySet[Keys]:
    """Keys whose word begins with one."""
    if connection.vendor == "sqlite":
        return keys.filter(word__gte=word, word__lt=word[:-1] + chr(ord(word[-1]) + 1))
    return keys.filter(word__startswith=word)
