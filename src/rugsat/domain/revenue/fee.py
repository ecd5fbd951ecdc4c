"""A fee on a day, by the law of that day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rugsat.domain.revenue.money import Money
from rugsat.kernel.errors import RugsatError
from rugsat.law.basis import Kind
from rugsat.law.pack import RulePack
from rugsat.law.resolve import NotSet, resolve


class FeeNotSetError(RugsatError):
    """A fee that neither the law nor the authority has set; nothing can be demanded."""


@dataclass(frozen=True, slots=True)
class Fee:
    """What is owed, by which parameter, who sets it and where that stands."""

    parameter: str
    money: Money
    kind: Kind
    citation: str


def fee_on(pack: RulePack, parameter: str, on: date, cls: str) -> Fee:
    """The fee that a parameter sets on a day for a class; FeeNotSetError says why there is none."""
    found = resolve(pack, parameter, on, cls)
    if isinstance(found, NotSet):
        message = f"{parameter} is not set on {on} ({found.why}): the authority sets it by an act before it is demanded"
        raise FeeNotSetError(message)
    assert isinstance(found.value, Decimal), "a fee is an amount"
    return Fee(parameter, Money.of(found.value, found.unit), found.kind, str(found.citation))
