"""A day of an order book: orders that meet, orders that are withdrawn, and every event in the life of each."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from rugsat.simulation.finance.market import Market
from rugsat.simulation.finance.units import LOTS, TICKS, Whole

NEWO, PARF, FILL, CAME, EXPI, REMO = range(6)
EVENTS = ("NEWO", "PARF", "FILL", "CAME", "EXPI", "REMO")
BUY, SELL = 0, 1
_SECOND = 1_000_000
_ORDER = ("client", "side", "asset", "limit", "coins", "validity", "counter")
_EVENT = ("order", "moment", "kind", "left", "trade", "taker")
_TRADE = ("asset", "coins", "price", "buyer", "seller", "taker_side", "counter")
DAY, GOOD_TILL_CANCELLED, AT_ONCE = range(3)
VALIDITIES = ("DAVY", "GTCV", "IOCV")
Columns = dict[str, Whole]


@dataclass(slots=True)
class Book:
    """Orders, events and trades of an exchange on a day, gathered block by block; numbers are places in the arrays."""

    orders: dict[str, list[Whole]] = field(default_factory=lambda: {name: [] for name in _ORDER})
    events: dict[str, list[Whole]] = field(default_factory=lambda: {name: [] for name in _EVENT})
    trades: dict[str, list[Whole]] = field(default_factory=lambda: {name: [] for name in _TRADE})
    order_count: int = 0
    trade_count: int = 0

    def place(self, moment: Whole, **columns: Whole) -> Whole:
        """Enter orders, with their event; gives their numbers. Columns as in _ORDER."""
        size = moment.size
        columns.setdefault("counter", np.full(size, -1, dtype=np.int64))
        for name in _ORDER:
            self.orders[name].append(columns[name])
        numbers = np.arange(self.order_count, self.order_count + size)
        self.order_count += size
        self.tell(numbers, moment, NEWO, columns["coins"])
        return numbers

    def tell(self, order: Whole, moment: Whole, kind: int | Whole, left: Whole, **trade: Whole) -> None:
        """Add events of orders; `trade` and `taker` where they are executions."""
        none = np.full(order.size, -1, dtype=np.int64)
        said = {"order": order, "moment": moment, "kind": np.broadcast_to(kind, order.shape), "left": left,
                "trade": trade.get("trade", none), "taker": trade.get("taker", none)}  # fmt: skip
        for name in _EVENT:
            self.events[name].append(np.asarray(said[name], dtype=np.int64))

    def trade(self, **columns: Whole) -> Whole:
        """Enter trades; gives their numbers. Columns as in _TRADE."""
        size = columns["asset"].size
        columns.setdefault("counter", np.full(size, -1, dtype=np.int64))
        for name in _TRADE:
            self.trades[name].append(columns[name])
        numbers = np.arange(self.trade_count, self.trade_count + size)
        self.trade_count += size
        return numbers

    def joined(self) -> tuple[Columns, Columns, Columns]:
        """Orders, events in order of time, and trades, as columns."""
        orders, events, trades = (
            {name: np.concatenate([*held, np.empty(0, np.int64)]) for name, held in part.items()}
            for part in (self.orders, self.events, self.trades)
        )
        # Blocks are told in the order in which things happen, so that what has one moment stays in that order.
        rank = np.where(events["kind"] == NEWO, 0, np.where(events["trade"] >= 0, 1, 2))
        by_time = np.lexsort((events["trade"], rank, events["moment"]))
        return orders, {name: held[by_time] for name, held in events.items()}, trades


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who can trade on a day: chances by client add up to the last of them; makers are places of clients."""

    chances: npt.NDArray[np.float64]
    makers: Whole

    def draw(self, rng: np.random.Generator, size: int) -> Whole:
        """Clients by their activity."""
        draws = rng.random(size) * self.chances[-1]
        found = np.searchsorted(self.chances, draws, side="right")
        return np.asarray(np.minimum(found, self.chances.size - 1), dtype=np.int64)

    def draw_standing(self, rng: np.random.Generator, size: int, share_of_makers: float) -> Whole:
        """Clients whose orders stand in the book: makers by some share, else anybody."""
        makers = self.makers[rng.integers(0, self.makers.size, size)]
        return np.where(rng.random(size) < share_of_makers, makers, self.draw(rng, size))

    def other_than(self, one: Whole, other: Whole) -> Whole:
        """The other, or a maker where one and other are the same."""
        first, second = self.makers[0], self.makers[1]
        return np.where(one != other, other, np.where(one == first, second, first))


@dataclass(frozen=True, slots=True)
class Floor:
    """What a book is made with on a day: randomness, day, its length in microseconds, prices, assets and clients."""

    rng: np.random.Generator
    day: int
    length: int
    market: Market
    assets: Whole
    popularity: npt.NDArray[np.float64]
    crowd: Crowd

    def moments(self, size: int) -> Whole:
        """Moments of a day: few by night, most in the evening."""
        hour = self.rng.choice(24, size, p=_HOURS)
        within = self.rng.integers(0, 3_600 * _SECOND, size)
        # Days of 23 or 25 hours are pressed or stretched.
        moment = np.rint((hour * 3_600 * _SECOND + within) * (self.length / (86_400 * _SECOND))).astype(np.int64)
        return np.asarray(np.minimum(moment, self.length - 2 * _SECOND))

    def draw_assets(self, size: int) -> Whole:
        """Assets by how popular they are."""
        return np.asarray(self.assets[self.rng.choice(self.assets.size, size, p=self.popularity)])

    def coins(self, asset: Whole, price: Whole) -> Whole:
        """Quantities of orders in whole lots, most of them small."""
        dollars = np.exp(self.rng.normal(3.4, 1.25, asset.size))
        money = np.minimum(dollars, 40_000) * float(self.market.dollar[self.day]) * 10_000
        lots = np.maximum(np.rint(money / (price / TICKS[asset])), 1).astype(np.int64)
        return np.asarray(lots * LOTS[asset])


_WEIGHTS = np.array([3, 2, 1.5, 1, 1, 1, 1.5, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5, 6, 7, 8, 9, 8, 6, 4])
_HOURS = _WEIGHTS / _WEIGHTS.sum()


def make_book(floor: Floor, events: int) -> tuple[Book, Whole]:
    """A day of about so many events; gives the book and the numbers of orders that stay open over night."""
    book = Book()
    met, alone = events * 0.5 / 5.2, events * 0.5 / 2
    _meet_once(book, floor, round(met * 0.7))
    _meet_twice(book, floor, round(met * 0.15))
    _sweep(book, floor, round(met * 0.15))
    return book, _stand_alone(book, floor, round(alone))


def before(floor: Floor, moment: Whole, seconds: float) -> Whole:
    """Moments a while before others, on the same day."""
    gap = floor.rng.exponential(seconds * _SECOND, moment.size).astype(np.int64) + 1_000
    return np.where(gap < moment, moment - gap, moment // 2)


def after(floor: Floor, moment: Whole, seconds: float) -> Whole:
    """Moments a while after others, on the same day."""
    gap = floor.rng.exponential(seconds * _SECOND, moment.size).astype(np.int64) + 1_000
    return np.asarray(np.minimum(moment + gap, floor.length - 1 - (floor.length - 1 - moment) // 2))


def worse(asset: Whole, price: Whole, side: Whole, share: npt.NDArray[np.float64]) -> Whole:
    """A price that gives the other side more by a share: higher for who buys, lower for who sells."""
    moved = price * np.where(side == BUY, 1 + share, 1 - share)
    return np.asarray(np.maximum(np.rint(moved / TICKS[asset]), 1).astype(np.int64) * TICKS[asset])


def _meet_once(book: Book, floor: Floor, size: int) -> None:
    """One standing order and one that takes from it; a third of the standing ones are larger and are withdrawn then."""
    moment, asset = floor.moments(size), floor.draw_assets(size)
    side = floor.rng.integers(0, 2, size)
    price = floor.market.price(floor.day, asset, moment)
    coins = floor.coins(asset, price)
    rest = np.where(floor.rng.random(size) < 0.33, floor.coins(asset, price), 0)
    taker = floor.crowd.draw(floor.rng, size)
    maker = floor.crowd.other_than(taker, floor.crowd.draw_standing(floor.rng, size, 0.45))
    meet(book, floor, moment, {"asset": asset, "side": side, "price": price, "coins": coins, "rest": rest,
                               "taker": taker, "maker": maker})  # fmt: skip


def meet(book: Book, floor: Floor, moment: Whole, drawn: Columns) -> Whole:
    """Let takers meet makers at a price and moment, as drawn: asset, side (of the taker), price, coins, rest, taker,
    maker; gives the numbers of the trades."""
    asset, side, price, coins, rest = (drawn[name] for name in ("asset", "side", "price", "coins", "rest"))
    counter = drawn.get("counter", np.full(moment.size, -1, dtype=np.int64))
    placed = before(floor, moment, 400)
    made = book.place(placed, client=drawn["maker"], side=1 - side, asset=asset, limit=price, coins=coins + rest,
                      validity=np.full(moment.size, DAY), counter=counter)  # fmt: skip
    limit = worse(asset, price, side, floor.rng.uniform(0, 0.004, moment.size))
    took = book.place(moment, client=drawn["taker"], side=side, asset=asset, limit=limit, coins=coins,
                      validity=np.full(moment.size, AT_ONCE), counter=counter)  # fmt: skip
    trade = _exchange(book, drawn, coins, price)
    book.tell(made, moment, np.where(rest > 0, PARF, FILL), rest, trade=trade, taker=_nothing(moment))
    book.tell(took, moment, FILL, _nothing(moment), trade=trade, taker=_nothing(moment) + 1)
    some = np.flatnonzero(rest > 0)
    book.tell(made[some], after(floor, moment[some], 300), CAME, rest[some])
    return trade


def _meet_twice(book: Book, floor: Floor, size: int) -> None:
    """One standing order from which two others take, one after the other."""
    moment, asset = floor.moments(size), floor.draw_assets(size)
    side, price = floor.rng.integers(0, 2, size), floor.market.price(floor.day, asset, moment)
    first, second = floor.coins(asset, price), floor.coins(asset, price)
    maker = floor.crowd.draw_standing(floor.rng, size, 0.6)
    made = book.place(before(floor, moment, 400), client=maker, side=1 - side, asset=asset, limit=price,
                      coins=first + second, validity=np.full(size, DAY))  # fmt: skip
    for coins, left, at in ((first, second, moment), (second, np.zeros(size, np.int64), after(floor, moment, 90))):
        taker = floor.crowd.other_than(maker, floor.crowd.draw(floor.rng, size))
        limit = worse(asset, price, side, floor.rng.uniform(0, 0.004, size))
        took = book.place(at, client=taker, side=side, asset=asset, limit=limit, coins=coins,
                          validity=np.full(size, AT_ONCE))  # fmt: skip
        trade = _exchange(book, {"asset": asset, "side": side, "taker": taker, "maker": maker}, coins, price)
        book.tell(made, at, np.where(left > 0, PARF, FILL), left, trade=trade, taker=_nothing(moment))
        book.tell(took, at, FILL, _nothing(moment), trade=trade, taker=_nothing(moment) + 1)


def _sweep(book: Book, floor: Floor, size: int) -> None:
    """One order that takes from two standing ones at a time, the second at a price no better."""
    moment, asset = floor.moments(size), floor.draw_assets(size)
    side, price = floor.rng.integers(0, 2, size), floor.market.price(floor.day, asset, moment)
    first, second = floor.coins(asset, price), floor.coins(asset, price)
    taker = floor.crowd.draw(floor.rng, size)
    poorer = worse(asset, price, side, floor.rng.uniform(0, 0.001, size))
    limit = worse(asset, poorer, side, floor.rng.uniform(0, 0.003, size))
    took = book.place(moment, client=taker, side=side, asset=asset, limit=limit, coins=first + second,
                      validity=np.full(size, AT_ONCE))  # fmt: skip
    for coins, left, at in ((first, second, price), (second, np.zeros(size, np.int64), poorer)):
        maker = floor.crowd.other_than(taker, floor.crowd.draw_standing(floor.rng, size, 0.6))
        made = book.place(before(floor, moment, 400), client=maker, side=1 - side, asset=asset, limit=at, coins=coins,
                          validity=np.full(size, DAY))  # fmt: skip
        trade = _exchange(book, {"asset": asset, "side": side, "taker": taker, "maker": maker}, coins, at)
        book.tell(made, moment, FILL, _nothing(moment), trade=trade, taker=_nothing(moment))
        book.tell(took, moment, np.where(left > 0, PARF, FILL), left, trade=trade, taker=_nothing(moment) + 1)


def _nothing(moment: Whole) -> Whole:
    return np.zeros(moment.size, np.int64)


def _exchange(book: Book, drawn: Columns, coins: Whole, price: Whole) -> Whole:
    buys = drawn["side"] == BUY
    buyer, seller = np.where(buys, drawn["taker"], drawn["maker"]), np.where(buys, drawn["maker"], drawn["taker"])
    said = {} if "counter" not in drawn else {"counter": drawn["counter"]}
    return book.trade(asset=drawn["asset"], coins=coins, price=price, buyer=buyer, seller=seller,
                      taker_side=drawn["side"], **said)  # fmt: skip


def _stand_alone(book: Book, floor: Floor, size: int) -> Whole:
    """Orders that nobody takes: most are withdrawn within minutes, some expire, a few stay open over night."""
    moment, asset = floor.moments(size), floor.draw_assets(size)
    side, client = floor.rng.integers(0, 2, size), floor.crowd.draw_standing(floor.rng, size, 0.6)
    mid = floor.market.price(floor.day, asset, moment)
    price = worse(asset, mid, 1 - side, np.minimum(0.0003 + floor.rng.exponential(0.004, size), 0.3))
    coins = floor.coins(asset, mid)
    ends = floor.rng.random(size)
    stays = ends > 0.97
    made = book.place(moment, client=client, side=side, asset=asset, limit=price, coins=coins,
                      validity=np.where(stays, GOOD_TILL_CANCELLED, DAY))  # fmt: skip
    gone = np.flatnonzero(~stays)
    kind = np.where(ends[gone] < 0.85, CAME, EXPI)
    book.tell(made[gone], after(floor, moment[gone], 150), kind, coins[gone])
    return made[stays]
