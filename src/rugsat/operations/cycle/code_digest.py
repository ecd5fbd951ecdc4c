"""Which code decided: a digest over the text of the checks, of the day books they read and of what all share."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.day_book import DayBook
from rugsat.domain.supervision.discovery import all_day_books
from rugsat.kernel.digest import digest_of

_SHARED = (
    ("domain", "supervision"),
    ("evidence", "engines"),
    ("evidence", "frames"),
    ("evidence", "schemas"),
    ("operations", "cycle"),
)
"""Packages whose modules, besides those of the checks themselves, decide what a check finds."""
_ALONE = (("kernel", "numbers.py"), ("kernel", "period.py"), ("law", "resolve.py"), ("law", "timeline.py"))


def code_digest(checks: Iterable[Check]) -> str:
    """SHA-256 over the source of the checks, in order of name, of their day books, and of what all checks share."""
    asked = sorted(checks, key=lambda each: each.name)
    books = _books_behind(name for check in asked for name in check.reads)
    return digest_of([*(check.source for check in asked), *(book.source for book in books), *_shared()])


@cache
def book_code_digest(book: DayBook) -> str:
    """SHA-256 over the source of a day book, of those that it is made of, and of what all share."""
    return digest_of([*(each.source for each in _books_behind([book.name])), *_shared()])


def _books_behind(datasets: Iterable[str]) -> list[DayBook]:
    """The day books among datasets and those that they are made of, in order of name."""
    books, found, names = all_day_books(), dict[str, DayBook](), list(datasets)
    while names:
        name = names.pop()
        if name in books and name not in found:
            found[name] = books[name]
            names.extend(books[name].reads)
    return [found[name] for name in sorted(found)]


@cache
def _shared() -> tuple[str, ...]:
    root = files("rugsat")
    folders = [root.joinpath(*path) for path in _SHARED]
    modules = [each for folder in folders for each in sorted(folder.iterdir(), key=lambda path: path.name)]
    shared = [each.read_text() for each in modules if each.name.endswith(".py")]
    return (*shared, *(root.joinpath(*path).read_text() for path in _ALONE))
