"""Currency codes, ISO 4217, from the Unicode CLDR tables that Babel carries."""

from functools import cache

from babel.core import get_global


@cache
def currencies() -> frozenset[str]:
    """All codes in present use as legal tender somewhere."""
    by_territory = get_global("territory_currencies")
    return frozenset(
        code
        for entries in by_territory.values()
        for code, _since, until, is_tender in entries
        if until is None and is_tender
    )


def is_currency(text: str) -> bool:
    """Tell whether the text is the code of a currency in use, in capitals."""
    return text in currencies()
