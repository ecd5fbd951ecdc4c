"""The grounds that an act may name, in the language of the reader; the law lists them in English."""

from rugsat.kernel.language import gettext


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


_GROUNDS = frozenset(
    {
        _mark("a condition is not met"),
        _mark("a statement or document is false"),
        _mark("the application was not completed"),
        _mark("an owner is barred"),
        _mark("a condition is no longer met"),
        _mark("capital is below the minimum"),
        _mark("security is deficient"),
        _mark("disclosure or returns are missing"),
        _mark("a fee is unpaid"),
        _mark("the reasons of a suspension were not removed"),
        _mark("the authorisation was got by false statements"),
        _mark("a grave or repeated breach"),
        _mark("no activity for a year"),
        _mark("clients' assets are in danger"),
        _mark("the grid is in danger"),
        _mark("activity outside the authorisation"),
        _mark("the records lie with somebody else"),
        _mark("the records are many"),
        _mark("force majeure"),
    }
)


def ground_word(ground: str) -> str:
    """A ground in the language of the reader; one that an act lists and nobody has translated as it is listed."""
    return gettext(ground) if ground in _GROUNDS else ground
