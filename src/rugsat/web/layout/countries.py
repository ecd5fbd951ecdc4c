"""Countries by their names."""

from babel import Locale

from rugsat.kernel.language import language


def country_word(country: str) -> str:
    """The name of a country in the language of the reader; letters that name none as they are."""
    return str(Locale(language()).territories.get(country, country))
