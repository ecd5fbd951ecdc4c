"""Money in whole minor units of its currency, so that nothing is rounded away between books."""

import re
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import get_currency_precision

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.identifiers.currency import is_currency
from rugsat.kernel.numbers import exact, rounded

_LARGEST = 9_000_000_000_000_000
_WRITTEN = re.compile(r"[0-9]{1,16}(\.[0-9]{1,18})?")


class NotMoneyError(RugsatError):
    """An amount that cannot be booked."""


@dataclass(frozen=True, slots=True)
class Money:
    """So many minor units of a currency, as in 12550 of TMT for 125.50."""

    minor: int
    currency: str

    @classmethod
    def of(cls, value: Decimal, currency: str) -> "Money":
        """An amount that the law sets, rounded half to even to whole minor units."""
        if not is_currency(currency):
            message = f"'{currency}' is no currency: an amount is booked in the currency of a country, as in TMT"
            raise NotMoneyError(message)
        places = get_currency_precision(currency)
        return cls(_bounded(int(rounded(value, places).scaleb(places))), currency)

    @classmethod
    def read(cls, text: str, currency: str) -> "Money":
        """An amount as a bank writes it, as in 125.50; one that is not whole in minor units is refused, not rounded."""
        if not _WRITTEN.fullmatch(text):
            message = f"'{text}' is no amount: write digits and a point, as in 125.50"
            raise NotMoneyError(message)
        money = cls.of(exact(text), currency)
        if money.value != Decimal(text):
            message = f"'{text}' is less than the smallest unit of {currency}: write it in whole units of that"
            raise NotMoneyError(message)
        return money

    @property
    def value(self) -> Decimal:
        """The amount in the currency itself."""
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))

    def __str__(self) -> str:
        return f"{self.value:,f} {self.currency}".replace(",", " ")


def _bounded(minor: int) -> int:
    if abs(minor) > _LARGEST:
        message = f"{minor} minor units are more than the journal can hold: book it in several entries"
        raise NotMoneyError(message)
    return minor
