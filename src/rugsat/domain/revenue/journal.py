"""Double entry: every entry names where money comes from and where it goes, and its two sides are equal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rugsat.domain.revenue.money import Money
from rugsat.kernel.errors import RugsatError

BANK = "bank"
"""What lies in the account of the treasury."""
FEES = "fees"
"""What the state has earned by fees."""
UNMATCHED = "unmatched"
"""What came in without a reference that is known; it is owed to whoever paid it."""


class UnequalSidesError(RugsatError):
    """An entry whose postings do not add up to nothing."""


@dataclass(frozen=True, slots=True)
class Side:
    """A posting: debit above nought, credit below."""

    account: str
    money: Money


def receivable(party: str) -> str:
    """The account of what a party owes; below nought where it has paid too much."""
    return f"party:{party}"


def entry(*sides: Side) -> tuple[Side, ...]:
    """The sides, if they add up to nothing in every currency; UnequalSidesError otherwise."""
    for currency, sum_ in balances(sides, by_account=False).items():
        if sum_:
            message = f"the postings differ by {Money(sum_, currency[1])}: an entry has two equal sides"
            raise UnequalSidesError(message)
    if len(sides) < 2:
        message = "an entry has at least two postings: say where the money comes from and where it goes"
        raise UnequalSidesError(message)
    return sides


def invoiced(party: str, money: Money) -> tuple[Side, ...]:
    """A fee is demanded."""
    return _moved(FEES, receivable(party), money)


def paid(party: str, money: Money) -> tuple[Side, ...]:
    """A party has paid."""
    return _moved(receivable(party), BANK, money)


def paid_without_reference(money: Money) -> tuple[Side, ...]:
    """Somebody has paid, and it is not known what for."""
    return _moved(UNMATCHED, BANK, money)


def matched(party: str, money: Money) -> tuple[Side, ...]:
    """An officer has found whose money it was."""
    return _moved(receivable(party), UNMATCHED, money)


def refunded(party: str | None, money: Money) -> tuple[Side, ...]:
    """Money goes back to a party, or to whoever paid without a reference."""
    return _moved(BANK, UNMATCHED if party is None else receivable(party), money)


def cancelled(party: str, money: Money) -> tuple[Side, ...]:
    """A fee is no longer demanded."""
    return _moved(receivable(party), FEES, money)


def balances(sides: Iterable[Side], *, by_account: bool = True) -> Mapping[tuple[str, str], int]:
    """Minor units by account and currency; over all accounts, each currency comes to nought."""
    sums: dict[tuple[str, str], int] = {}
    for side in sides:
        key = (side.account if by_account else "", side.money.currency)
        sums[key] = sums.get(key, 0) + side.money.minor
    return MappingProxyType(sums)


def _moved(source: str, target: str, money: Money) -> tuple[Side, ...]:
    if money.minor <= 0:
        message = f"{money} cannot be booked: an entry moves an amount above nought"
        raise UnequalSidesError(message)
    return entry(Side(target, money), Side(source, Money(-money.minor, money.currency)))
