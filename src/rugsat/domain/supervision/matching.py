"""Claims and bookings matched one to one, as many as can be, so that none is left over for want of a better pairing."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Claim(NamedTuple):
    """What must find a booking: its day and amount as whole numbers, and how far from them a booking may be."""

    day: int
    amount: int
    days: int
    fee: int


class Booking(NamedTuple):
    """What can serve one claim."""

    day: int
    amount: int


class _Skip:
    """Places in a row that are taken out one after the other; finds the next that is still in."""

    def __init__(self) -> None:
        self._next: dict[int, int] = {}

    def remove(self, place: int) -> None:
        self._next[place] = place + 1

    def find(self, place: int) -> int:
        last = place
        while last in self._next:
            last = self._next[last]
        while place != last:
            self._next[place], place = last, self._next[place]
        return last


def unserved(claims: Sequence[Claim], bookings: Sequence[Booking]) -> list[int]:
    """Places of the claims that get no booking, when as many claims as possible get one each.

    Who goes without is stated and does not depend on how the search goes: claims that bookings of the same amount and
    day can serve come first, then those that bookings of the same amount can serve, then the rest; among equals those
    that stand first.
    """
    matching = _Matching(claims, bookings)
    matching.pair_same()
    matching.serve(with_fee=False)
    matching.serve(with_fee=True)
    return matching.unserved()


class _Matching:
    """A matching that grows by augmenting paths: who is served stays served, though perhaps by another booking.

    Claims that are alike are one kind, and so are bookings; of a kind of claims the first are served.
    """

    def __init__(self, claims: Sequence[Claim], bookings: Sequence[Booking]) -> None:
        left = Counter(bookings)
        self._bookings = sorted(left)
        self._left = [left[booking] for booking in self._bookings]
        self._days = sorted({booking.day for booking in bookings})
        self._kinds = list(dict.fromkeys(claims))
        numbers = {kind: number for number, kind in enumerate(self._kinds)}
        self._claims = [numbers[claim] for claim in claims]
        self._waiting = Counter(self._claims)
        self._holders: list[Counter[int]] = [Counter() for _ in self._bookings]
        self._free = _Skip()

    def unserved(self) -> list[int]:
        """Places of the claims that have no booking: the last ones of each kind."""
        waiting, without = Counter(self._waiting), []
        for place in reversed(range(len(self._claims))):
            if waiting[self._claims[place]] > 0:
                waiting[self._claims[place]] -= 1
                without.append(place)
        return without[::-1]

    def pair_same(self) -> None:
        """Give each claim a booking of its very day and amount, while there are any."""
        places = {booking: place for place, booking in enumerate(self._bookings)}
        for kind, claim in enumerate(self._kinds):
            place = places.get(Booking(claim.day, claim.amount))
            if place is not None and self._left[place]:
                self._take(place, kind, min(self._left[place], self._waiting[kind]))

    def serve(self, *, with_fee: bool) -> None:
        """Let each claim that has none find a booking, by moving others where that helps."""
        dead, hopeless = _Skip(), set[int]()
        for kind in [self._claims[place] for place in self.unserved()]:
            if kind not in hopeless and not self._search(kind, dead, with_fee=with_fee):
                hopeless.add(kind)

    def _search(self, start: int, dead: _Skip, *, with_fee: bool) -> bool:
        """Walk from kind to kind, nearest first, until one can take a free booking; then each moves on by one."""
        seen, came, through, queue = _Skip(), dict[int, int](), dict[int, int](), [start]
        for kind in queue:
            for low, high in self._windows(self._kinds[kind], with_fee=with_fee):
                if (free := self._free.find(low)) < high:
                    came[free] = kind
                    self._move(free, start, came, through)
                    return True
                place = _next(low, seen, dead)
                while place < high:
                    seen.remove(place)
                    came[place] = kind
                    others = [each for each in self._holders[place] if each != start and each not in through]
                    through.update(dict.fromkeys(others, place))
                    queue.extend(others)
                    place = _next(place, seen, dead)
        # Nothing free can be reached from here, and so never will be: later searches need not come by.
        for place in came:
            dead.remove(place)
        return False

    def _move(self, free: int, start: int, came: dict[int, int], through: dict[int, int]) -> None:
        place, kind = free, came[free]
        while kind != start:
            self._holders[place][kind] += 1
            place = through[kind]
            self._holders[place][kind] -= 1
            if not self._holders[place][kind]:
                del self._holders[place][kind]
            kind = came[place]
        self._holders[place][start] += 1
        self._waiting[start] -= 1
        self._use(free, 1)

    def _take(self, place: int, kind: int, number: int) -> None:
        self._holders[place][kind] += number
        self._waiting[kind] -= number
        self._use(place, number)

    def _use(self, place: int, number: int) -> None:
        self._left[place] -= number
        if not self._left[place]:
            self._free.remove(place)

    def _windows(self, claim: Claim, *, with_fee: bool) -> Iterator[tuple[int, int]]:
        """Stretches of the sorted bookings that can serve a claim, one for each day."""
        fee = claim.fee if with_fee else 0
        first = bisect_left(self._days, claim.day - claim.days)
        last = bisect_right(self._days, claim.day + claim.days)
        for day in self._days[first:last]:
            low = bisect_left(self._bookings, Booking(day, claim.amount - fee))
            yield low, bisect_right(self._bookings, Booking(day, claim.amount + fee))


def _next(place: int, seen: _Skip, dead: _Skip) -> int:
    while (found := dead.find(seen.find(place))) != place:
        place = found
    return place
