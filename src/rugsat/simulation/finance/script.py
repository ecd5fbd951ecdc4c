"""What is to happen beside everyday business: stories that are told to the exchanges before their days begin."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

Row = dict[str, object]
Told = Callable[[str, date], None]
"""Called with the number of a transfer when it has got one, and its day."""


@dataclass(frozen=True, slots=True)
class MarginStory:
    """A margin position that is kept at a leverage from a first to a last day (numbers of days, both in)."""

    account: int
    asset: int
    lots: int
    first: int
    last: int
    leverage: Callable[[int], Fraction]
    """Exposure by own funds on a day, exactly."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What is left out of the book of a day before it is filed."""

    minutes: float = 0.0
    share: float = 0.0
    events: int = 0
    renumbered: bool = False


@dataclass(slots=True)
class Script:
    """All stories, by exchange (its number) and day (its number)."""

    meetings: dict[tuple[int, int], list[Row]] = field(default_factory=lambda: defaultdict(list))
    """Trades: taker and maker (accounts; maker -1 for a market maker), asset, side, coins; moment, price, counter."""
    orders: dict[tuple[int, int], list[Row]] = field(default_factory=lambda: defaultdict(list))
    """Orders that nobody takes: account, asset, side, coins, moment, share (of the price, away), seconds, kind."""
    transfers: dict[tuple[int, int], list[Row]] = field(default_factory=lambda: defaultdict(list))
    """Transfers, with the columns of transfers.SENT that are said; `told` is called with the number."""
    positions: dict[int, list[MarginStory]] = field(default_factory=lambda: defaultdict(list))
    cold: dict[tuple[int, date], Fraction] = field(default_factory=dict)
    """Share of the clients' assets that lies cold, exactly, at a day of account."""
    cover: dict[tuple[int, date, int], Fraction] = field(default_factory=dict)
    """Quantity in wallets for clients by what clients are owed, of an asset at a day of account."""
    extra: dict[tuple[int, date], list[Row]] = field(default_factory=lambda: defaultdict(list))
    """Further lines of wallets: wallet, role, asset, and its share of what the others are worth."""
    custodians: set[int] = field(default_factory=set)
    """Exchanges of which a custodian keeps a part of the clients' assets."""
    rich: set[int] = field(default_factory=set)
    """Exchanges with large wallets of their own."""
    cuts: dict[tuple[int, int], Cut] = field(default_factory=dict)
    pauses: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict)
    """Hours of a day, from and to, in which a book stands still."""
    in_parts: set[tuple[int, int]] = field(default_factory=set)
    refiled: set[tuple[int, int]] = field(default_factory=set)
    by_asset: set[tuple[int, int]] = field(default_factory=set)
    partner_later: dict[int, int] = field(default_factory=dict)
    """Exchanges that get a further partner bank on a day."""
    own_moves: dict[tuple[int, int], int] = field(default_factory=dict)
    """Hundredths of own money that an exchange moves from one bank to another."""
    status: list[tuple[int, date, Row]] = field(default_factory=list)
    """Reports on an account (its exchange, the day, what is filed of it)."""
