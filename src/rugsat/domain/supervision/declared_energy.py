"""What a miner declared for a month against what its meters can have counted, with every doubt on its side."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Row = Mapping[str, Any]
_DAY_S = 86_400
_PPM = 1_000_000
_MISSING = 10
"""One part in so many of a connection's time may be missing."""
_PUBLIC = frozenset({"grid", "imported"})


@dataclass
class Books:
    """The rows of the question, by kind: who held which connection, what was attested, metered and declared."""

    held: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    """By authorisation."""
    holders: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    """By connection."""
    attested: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    """By connection."""
    named: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Connections that are attested for an authorisation."""
    metered: dict[tuple[str, date], list[Row]] = field(default_factory=lambda: defaultdict(list))
    """By authorisation and month."""
    declared: dict[tuple[str, date], list[Row]] = field(default_factory=lambda: defaultdict(list))
    """By authorisation and month."""

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Books":
        """Sort the rows of the question by kind."""
        books = cls()
        for row in rows:
            if row["what"] == "held":
                books.held[row["authorisation"]].append(row)
                books.holders[row["connection"]].append(row)
            elif row["what"] == "attested":
                books.attested[row["connection"]].append(row)
                books.named[row["authorisation"]].add(row["connection"])
            else:
                kind = books.metered if row["what"] == "metered" else books.declared
                kind[row["authorisation"], row["month"]].append(row)
        return books


@dataclass(frozen=True, slots=True)
class Month:
    """An authorisation in a month, with what is known of it."""

    books: Books
    authorisation: str
    first: date

    @property
    def last(self) -> date:
        """The last day of the month."""
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])

    @property
    def held(self) -> list[Row]:
        """Its connections, each with the days on which it held it within the month."""
        return [row for row in self.books.held[self.authorisation] if self._days(row)]

    @property
    def connections(self) -> set[str]:
        """The connections that it held on any day of the month."""
        return {row["connection"] for row in self.held}

    @property
    def is_shared(self) -> bool:
        """Whether one of its connections fed another authorisation as well on some day of the month."""
        return any(
            other["authorisation"] != self.authorisation and self._days(own) & self._days(other)
            for own in self.held
            for other in self.books.holders[own["connection"]]
        )

    @property
    def has_other_loads(self) -> bool:
        """Whether a provider attests of one of its connections that something else than mining is, or was, metered.

        So it is where other loads hang on the meter, and where the contract with the miner begins within the month.
        """
        told = [row for name in self.connections for row in self._attested(name)]
        return any(not row["separate"] or self._begins_later(row) for row in told)

    @property
    def has_other_power(self) -> bool:
        """Whether providers attest it power of its own, or a connection that the register does not hold for it."""
        own = any(row["source"] not in _PUBLIC for name in self.connections for row in self._attested(name))
        elsewhere = self.books.named.get(self.authorisation, set()) - self.connections
        return own or any(
            row["authorisation"] == self.authorisation and (row["until"] is None or row["until"] >= self.first)
            for name in elsewhere
            for row in self._attested(name)
        )

    @property
    def at_most_wh(self) -> int | None:
        """The most that can have been drawn: where nothing was read, as estimated or as much as on the best day.

        None where too little is known: no connection was held on some day, or of a connection more than a tenth of the
        time was neither read nor estimated, or no day was read as a whole.
        """
        days = {name: self._days_of(name) for name in self.connections}
        if set().union(*days.values()) != set(self._month()):
            return None
        metered = {row["connection"]: row for row in self._metered()}
        bounds = [_most(metered.get(name), len(held)) for name, held in days.items()]
        known = [bound for bound in bounds if bound is not None]
        return sum(known) if len(known) == len(bounds) else None

    @property
    def at_least_wh(self) -> int:
        """Energy that was read."""
        return sum(row["energy_wh"] for row in self._metered())

    @property
    def declared(self) -> list[Row]:
        """The lines of its return."""
        return self.books.declared[self.authorisation, self.first]

    @property
    def declared_at_most_wh(self) -> int:
        """All lines added."""
        return sum(row["energy_wh"] for row in self.declared)

    @property
    def declared_at_least_wh(self) -> int:
        """Of several lines of one asset the lowest, because one that was filed twice is one."""
        lowest: dict[str, int] = {}
        for row in self.declared:
            lowest[row["asset"]] = min(row["energy_wh"], lowest.get(row["asset"], row["energy_wh"]))
        return sum(lowest.values())

    def _begins_later(self, attested: Row) -> bool:
        own = [min(self._days(row)) for row in self.held if row["connection"] == attested["connection"]]
        return attested["authorisation"] == self.authorisation and bool(
            min(own) < attested["contract_since"] <= self.last
        )

    def _days_of(self, connection: str) -> set[date]:
        return set().union(*(self._days(row) for row in self.held if row["connection"] == connection))

    def _metered(self) -> list[Row]:
        return self.books.metered[self.authorisation, self.first]

    def _attested(self, connection: str) -> list[Row]:
        """What was attested of a connection within the month, and last before it; else what was attested first."""
        rows = sorted(self.books.attested.get(connection, ()), key=lambda row: (row["since"], row["source"]))
        before = [row for row in rows if row["since"] < self.first]
        within = [row for row in rows if self.first <= row["since"] <= self.last]
        latest = [row for row in before if row["since"] == before[-1]["since"]]
        return [*latest, *within] or [row for row in rows if row["since"] == rows[0]["since"]]

    def _days(self, row: Row) -> set[date]:
        return {day for day in self._month() if row["since"] <= day < row["until"]}

    def _month(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]


def _most(metered: Row | None, days: int) -> int | None:
    """The most that a connection can have drawn on so many days; None where too little of them is known."""
    held_s = days * _DAY_S
    if metered is None or (held_s - metered["covered_s"]) * _MISSING > held_s:
        return None
    unread_s = held_s - metered["metered_s"]
    if unread_s and metered["best_wh"] is None:
        return None
    estimated = metered["upper_wh"] - metered["energy_wh"]
    # Rounded up, so that no part of a watt-hour accuses.
    as_on_best_day = -(-(metered["best_wh"] or 0) * unread_s // _DAY_S)
    return int(metered["energy_wh"] + max(estimated, as_on_best_day))


def too_little(month: Month, tolerance_ppm: int) -> bool:
    """Whether so little was declared that not even what was read, less the tolerance, is covered."""
    if month.has_other_loads:
        return False
    return month.declared_at_most_wh * _PPM < month.at_least_wh * (_PPM - tolerance_ppm)


def too_much(month: Month, tolerance_ppm: int) -> bool:
    """Whether more was declared than can have been drawn, where that is known."""
    most_wh = None if month.has_other_power else month.at_most_wh
    return most_wh is not None and month.declared_at_least_wh * _PPM > most_wh * (_PPM + tolerance_ppm)
