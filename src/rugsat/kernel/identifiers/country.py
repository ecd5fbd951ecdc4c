"""Country codes, ISO 3166-1 alpha-2, from the Unicode CLDR tables that Babel carries."""

from functools import cache

from babel import Locale

_NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA", "XK"})


@cache
def countries() -> frozenset[str]:
    """All officially assigned codes."""
    territories = (str(code) for code in Locale("en").territories)
    return frozenset(code for code in territories if len(code) == 2 and code.isalpha()) - _NOT_COUNTRIES


def is_country(text: str) -> bool:
    """Tell whether the text is an assigned country code in capitals."""
    return text in countries()
