"""The legal calendar: weekly rest days, holidays and moved working days of the years that it has."""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from rugsat.kernel.citation import Citation
from rugsat.kernel.errors import RugsatError
from rugsat.law.basis import read_source
from rugsat.law.jurisdiction import Jurisdiction
from rugsat.law.source.document import Node, by_language

_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_A_DAY = timedelta(days=1)


class DayOutsideCalendarError(RugsatError):
    """A day of a year that the calendar does not have."""


@dataclass(frozen=True, slots=True)
class DayStatus:
    """Whether a day is a working day, why, and whether that is estimated, as with the days of a lunar feast."""

    working: bool
    reason: str
    citation: Citation | None
    """None for an ordinary working day."""
    estimated: bool


_ORDINARY = DayStatus(working=True, reason="working day", citation=None, estimated=False)


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """A year: what is said of each weekday that is a rest day, and of each single day."""

    year: int
    weekdays: Mapping[int, DayStatus]
    days: Mapping[date, DayStatus]
    _before: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """How many working days of the year come before each of its days, and before the next year."""
    _working: tuple[date, ...] = field(init=False, repr=False, compare=False)
    """The working days of the year."""

    def __post_init__(self) -> None:
        """Count once what is asked for often."""
        first = date(self.year, 1, 1)
        days = [first + _A_DAY * place for place in range((date(self.year, 12, 31) - first).days + 1)]
        works = [self.status(day).working for day in days]
        object.__setattr__(self, "_before", tuple(accumulate(works, initial=0)))
        object.__setattr__(self, "_working", tuple(day for day, working in zip(days, works, strict=True) if working))

    def status(self, day: date) -> DayStatus:
        """What a day of the year is, and why."""
        return self.days.get(day) or self.weekdays.get(day.weekday()) or _ORDINARY

    def working_days(self, since: date, count: int) -> int:
        """How many of so many days from one day on are working days; all of them are of this year."""
        place = since.timetuple().tm_yday - 1
        return self._before[place + count] - self._before[place]

    def working_days_from(self, day: date) -> tuple[date, ...]:
        """The working days of the year from one of its days on."""
        return self._working[bisect_left(self._working, day) :]

    def working_days_before(self, day: date) -> tuple[date, ...]:
        """The working days of the year before one of its days, the last one first."""
        return self._working[: bisect_left(self._working, day)][::-1]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of a jurisdiction; every question about another year is refused."""

    jurisdiction: str
    years: Mapping[int, CalendarYear]
    moves_due_days: bool
    """Whether a due day that is no working day moves to the next working day."""
    counted: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was counted on it already, by all that it depends on beside the calendar; it says the same for ever."""

    def status(self, day: date) -> DayStatus:
        """What a day is, and why; DayOutsideCalendarError where the calendar does not have its year."""
        return self._year(day).status(day)

    def is_working_day(self, day: date) -> bool:
        """Whether people work on that day."""
        return self.status(day).working

    def next_working_day(self, day: date) -> date:
        """The first working day after a day."""
        day += _A_DAY
        while not self.is_working_day(day):
            day += _A_DAY
        return day

    def working_day_from(self, day: date) -> date:
        """The day itself where it is a working day, else the next one."""
        return day if self.is_working_day(day) else self.next_working_day(day)

    def add_working_days(self, day: date, count: int) -> date:
        """The day that is so many working days later, earlier where the count is negative."""
        left, later = abs(count), count > 0
        step = day + _A_DAY if later else day
        while left:
            year = self._year(step if later else step - _A_DAY)
            held = year.working_days_from(step) if later else year.working_days_before(step)
            if left <= len(held):
                return held[left - 1]
            left -= len(held)
            step = date(year.year + 1, 1, 1) if later else date(year.year, 1, 1)
        return day

    def working_days(self, since: date, until: date) -> int:
        """How many working days there are from `since` up to, and without, `until`."""
        found, day = 0, since
        while day < until:
            end = min(until - _A_DAY, date(day.year, 12, 31))
            found += self._year(day).working_days(day, (end - day).days + 1)
            day = end + _A_DAY
        return found

    def _year(self, day: date) -> CalendarYear:
        held = self.years.get(day.year)
        if held is None:
            known = ", ".join(map(str, sorted(self.years))) or "no year"
            message = (
                f"{day} is outside the legal calendar of {self.jurisdiction}, which has {known}: "
                f"add calendar/{day.year}.yaml with its sources"
            )
            raise DayOutsideCalendarError(message)
        return held


def read_calendar(nodes: Iterable[Node], jurisdiction: Jurisdiction) -> Calendar:
    """Read the files under calendar/, one a year."""
    years: dict[int, CalendarYear] = {}
    for node in nodes:
        year = _read_year(node, jurisdiction)
        if year.year in years:
            node.refuse(f"the year {year.year} stands in two files: keep one")
        years[year.year] = year
    rule = jurisdiction.due_on_rest_day
    return Calendar(jurisdiction.code, years, moves_due_days=rule is not None and rule.moves)


def _read_year(node: Node, jurisdiction: Jurisdiction) -> CalendarYear:
    entries = node.mapping(required=("year", "rest_days", "holidays"), optional=("moved", "note"))
    year = entries["year"].whole()
    if not node.file.endswith(f"/{year}.yaml"):
        entries["year"].refuse(f"the year {year} must stand in calendar/{year}.yaml")
    weekdays, days = _weekdays(entries["rest_days"]), dict[date, DayStatus]()
    for item in entries["holidays"].sequence():
        for day, status in _holiday(item, jurisdiction):
            _add(days, item, day, status, year)
    moved: dict[date, DayStatus] = {}
    for item in entries["moved"].sequence() if "moved" in entries else ():
        day, status = _moved(item)
        usual = days.get(day) or weekdays.get(day.weekday()) or _ORDINARY
        if usual.working == status.working:
            item.refuse(f"{day} already is a {usual.reason}: it cannot be moved to what it is")
        _add(moved, item, day, status, year)
    return CalendarYear(year, weekdays, days | moved)


def _add(days: dict[date, DayStatus], item: Node, day: date, status: DayStatus, year: int) -> None:
    if day.year != year:
        item.refuse(f"{day} is not in {year}: write it in calendar/{day.year}.yaml")
    if day in days:
        item.refuse(f"{day} stands twice: it already is '{days[day].reason}'")
    days[day] = status


def _weekdays(node: Node) -> dict[int, DayStatus]:
    entries = node.mapping(required=("days", "source", "estimated"))
    source, estimated = read_source(entries["source"]), entries["estimated"].boolean()
    names = [item.word(*_WEEK) for item in entries["days"].sequence()]
    return {_WEEK.index(name): DayStatus(False, f"rest day ({name})", source, estimated) for name in names}


def _holiday(node: Node, jurisdiction: Jurisdiction) -> Iterator[tuple[date, DayStatus]]:
    entries = node.mapping(required=("on", "name", "source", "estimated"), optional=("until", "note"))
    since = entries["on"].day()
    until = entries["until"].day() if "until" in entries else since + _A_DAY
    if until <= since:
        entries["until"].refuse("until is the first day after the holiday, so it comes after on")
    name = by_language(entries["name"], jurisdiction.languages)["en"]
    status = DayStatus(False, f"holiday ({name})", read_source(entries["source"]), entries["estimated"].boolean())
    for count in range((until - since).days):
        yield since + _A_DAY * count, status


def _moved(node: Node) -> tuple[date, DayStatus]:
    entries = node.mapping(required=("on", "is", "source", "estimated"), optional=("note",))
    working = entries["is"].word("working_day", "rest_day") == "working_day"
    reason = "working day (moved)" if working else "rest day (moved)"
    return entries["on"].day(), DayStatus(
        working, reason, read_source(entries["source"]), entries["estimated"].boolean()
    )
