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
        """Whether a provider attests of one of its connections that more than the mining load hangs on the meter."""
        return any(not row["separate"] for name in self.connections for row in self._attested(name))

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
    def is_covered(self) -> bool:
        """Whether it held a connection on every day, and every second of each day of each is read or estimated.

        A connection of which no whole day was read says nothing of what was drawn where it was estimated.
        """
        days = [(row["connection"], day) for row in self.held for day in self._days(row)]
        whole: dict[str, int] = defaultdict(int)
        for row in self._metered():
            whole[row["connection"]] += row["whole_days"]
        expected: dict[str, set[date]] = defaultdict(set)
        for name, day in days:
            expected[name].add(day)
        every_day = {day for _, day in days} == set(self._month())
        measured = all(row["best_wh"] is not None or not row["estimated_s"] for row in self._metered())
        return every_day and measured and all(whole[name] == len(held) for name, held in expected.items())

    @property
    def at_least_wh(self) -> int:
        """Energy that was read."""
        return sum(row["energy_wh"] for row in self._metered())

    @property
    def at_most_wh(self) -> int:
        """Energy with what may have been drawn where it was estimated: as estimated, or as much as on the best day."""
        total = 0
        for row in self._metered():
            estimated = row["upper_wh"] - row["energy_wh"]
            # Rounded up, so that no part of a watt-hour accuses.
            as_on_best_day = -(-(row["best_wh"] or 0) * row["estimated_s"] // _DAY_S)
            total += row["energy_wh"] + max(estimated, as_on_best_day)
        return total

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


def too_little(month: Month, tolerance_ppm: int) -> bool:
    """Whether so little was declared that not even what was read, less the tolerance, is covered."""
    if month.has_other_loads:
        return False
    return month.declared_at_most_wh * _PPM < month.at_least_wh * (_PPM - tolerance_ppm)


def too_much(month: Month, tolerance_ppm: int) -> bool:
    """Whether more was declared than can have been drawn, where that is known for every second of the month."""
    if month.has_other_power or not month.is_covered:
        return False
    return month.declared_at_least_wh * _PPM > month.at_most_wh * (_PPM + tolerance_ppm)
