"""The calendar of returns over all licensees: what is due on which day, how many have filed, and who has not."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby

from rugsat.domain.returns.owed import period_code
from rugsat.kernel.period import Period, ReportingPeriod
from rugsat.law.adopted import definitions_in
from rugsat.law.calendar import DayOutsideCalendarError
from rugsat.law.due import DueRule, due_day
from rugsat.law.pack import RulePack
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.store.api_access.models import ReceivedFiling
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.that_owe import that_owe

TAKEN = ("ACPT", "PART")
WITHDRAWS = "cancellation"
_ON_EVENT = "event"
_A_DAY = timedelta(days=1)
_QUARTER, _MONTH = timedelta(days=92), timedelta(days=31)
_BEHIND = timedelta(days=400)
"""So long before its due day a period can have ended: a return of a year has a year at most."""


@dataclass(frozen=True, slots=True)
class Due:
    """A return for one period, due on a day from all who hold an authorisation for one of its roles."""

    due: date
    return_name: str
    period: str
    days: Period
    roles: tuple[str, ...]
    rests_on: str


@dataclass(frozen=True, slots=True)
class DueCount:
    """How many owe it, and how many of them have filed."""

    due: Due
    owed: int
    filed: int

    @property
    def missing(self) -> int:
        """How many have not filed it."""
        return self.owed - self.filed


def dues(law: RulePack, *, since: date, until: date, return_name: str = "") -> list[Due]:
    """The returns that are due from one day to another, both among them, in order."""
    return list(_dues(law, since, until, return_name))


@lru_cache(maxsize=64)
def _dues(law: RulePack, since: date, until: date, return_name: str) -> tuple[Due, ...]:
    """As `dues`; the law of a digest says the same for ever."""
    found = [
        due
        for form in definitions_in(law)
        if return_name in {"", form.name} and form.calendar.due is not None and form.calendar.every != _ON_EVENT
        for due in _of_form(form, law, since, until)
    ]
    return tuple(sorted(found, key=lambda each: (each.due, each.return_name, each.period)))


def counts(wanted: list[Due]) -> list[DueCount]:
    """How many owe each of them and how many have filed; it looks at every authorisation once."""
    owed = [0] * len(wanted)
    filed = [0] * len(wanted)
    having = _filed(wanted)
    by_role = _by_role(wanted)
    for party, held in groupby(_holders(wanted), key=lambda row: row[0]):
        places = {place for _, role, since, until in held for place in _over(by_role.get(role, []), since, until)}
        for place in places:
            owed[place] += 1
            filed[place] += party in having[place]
    return [DueCount(due, owed[place], filed[place]) for place, due in enumerate(wanted)]


def instruments_with(law: RulePack, roles: Iterable[str]) -> dict[str, str]:
    """The instruments that are for one of the roles, with that role."""
    wanted, held = set(roles), law.rulebook.instruments.items()
    return {name: version.role for name, each in held for version in each.versions if version.role in wanted}


def _of_form(form: ReturnDefinition, law: RulePack, since: date, until: date) -> Iterator[Due]:
    due_rule = form.calendar.due
    assert due_rule is not None
    day = since - _BEHIND
    rests_on = str(form.citation or form.calendar.citation or form.calendar.kind)
    while day <= until:
        period = ReportingPeriod.parse(period_code(form.calendar.every, day))
        last = period.until - _A_DAY
        if form.since <= last and (form.until is None or last < form.until):
            due = _due_day(last, due_rule, law)
            if due is not None and since <= due <= until:
                yield Due(due, form.name, period.code, period.days, tuple(form.filed_by), rests_on)
        day = period.until


def _due_day(last: date, rule: DueRule, law: RulePack) -> date | None:
    """The due day of a period that ends on a day; None where the legal calendar does not have the year."""
    try:
        return due_day(period_end=last, due=rule, calendar=law.rulebook.calendar)
    except DayOutsideCalendarError:
        return None


def _by_role(wanted: list[Due]) -> dict[str, list[tuple[list[tuple[date, date]], list[int]]]]:
    """For each role and return, its periods in order, with their places in the list."""
    found = defaultdict[str, dict[str, list[tuple[date, date, int]]]](lambda: defaultdict(list))
    for place, due in enumerate(wanted):
        for role in due.roles:
            found[role][due.return_name].append((due.days.since, due.days.end, place))
    return {
        role: [
            ([(since, end) for since, end, _ in sorted(periods)], [place for _, _, place in sorted(periods)])
            for periods in of_return.values()
        ]
        for role, of_return in found.items()
    }


def _over(returns: list[tuple[list[tuple[date, date]], list[int]]], since: date, until: date | None) -> Iterator[int]:
    """The places of the periods that reach into some days; the periods of one return do not overlap."""
    for periods, places in returns:
        first = bisect_right(periods, since, key=lambda period: period[1])
        last = len(periods) if until is None else bisect_left(periods, until, key=lambda period: period[0])
        yield from places[first:last]


def _holders(wanted: list[Due]) -> Iterator[tuple[str, str, date, date | None]]:
    """Party, role and days of every authorisation that can owe one of them, party by party."""
    if not wanted:
        return
    roles = instruments_with(law_in_force(), {role for due in wanted for role in due.roles})
    first, last = min(due.days.since for due in wanted), max(due.days.end for due in wanted)
    rows = that_owe().filter(authorisation__instrument__in=sorted(roles), since__lt=last)
    columns = ("party_id", "authorisation__instrument", "since", "until")
    for party, instrument, since, until in rows.order_by("party_id").values_list(*columns).iterator(5_000):
        if until is None or until > first:
            yield party, roles[instrument], since, until


def _filed(wanted: list[Due]) -> list[set[str]]:
    """For each of them, who has filed it and not taken it back."""
    places = {(due.return_name, due.period): place for place, due in enumerate(wanted)}
    found: list[set[str]] = [set() for _ in wanted]
    rows = ReceivedFiling.objects.filter(
        status__in=TAKEN,
        return_name__in=sorted({due.return_name for due in wanted}),
        period__in=sorted({due.period for due in wanted}),
    )
    parts = defaultdict[tuple[int, str], set[str]](set)
    for name, period, sender, part, kind in rows.order_by("commit").values_list(
        "return_name", "period", "sender", "part", "kind"
    ):
        place = places.get((name, period))
        if place is None:
            continue
        standing = parts[place, sender]
        (standing.discard if kind == WITHDRAWS else standing.add)(part)
    for (place, sender), standing in parts.items():
        if standing:
            found[place].add(sender)
    return found


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month of a day."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - _A_DAY


def around(day: date) -> list[Due]:
    """What is due from a quarter before a day to a month after it, the latest first."""
    found = dues(law_in_force(), since=day - _QUARTER, until=day + _MONTH)
    return found[::-1]
