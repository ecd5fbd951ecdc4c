"""Who owes which return: what follows from an authorisation and the calendar of the returns of the jurisdiction."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rugsat.kernel.period import Period, ReportingPeriod
from rugsat.law.calendar import Calendar
from rugsat.law.due import due_day
from rugsat.law.returns.definition import ReturnDefinition

_A_DAY = timedelta(days=1)
_ON_EVENT = "event"
"""What is filed when something happens is owed for no period."""


@dataclass(frozen=True, slots=True)
class Held:
    """An authorisation for a role on some days; one that is suspended owes its returns as before."""

    authorisation: str
    party: str
    role: str
    period: Period


@dataclass(frozen=True, slots=True)
class Owed:
    """One return that is owed for one period."""

    party: str
    return_name: str
    period: str
    due: date
    authorisation: str
    rests_on: str
    """The act or article that the return follows from."""


def owed(
    held: Iterable[Held], definitions: Iterable[ReturnDefinition], calendar: Calendar, *, within: Period
) -> tuple[Owed, ...]:
    """What is owed for the reporting periods that end on days of `within`, each once, in order.

    A period is owed where the authorisation stood on at least one of its days and the return was in force on its last
    day. A return whose due day is set by nobody is owed by nobody yet. Two authorisations of one party for one role
    owe a return once.
    """
    found: dict[tuple[str, str, str], Owed] = {}
    forms = list(definitions)
    for each in sorted(held, key=lambda each: (each.party, each.authorisation, each.period)):
        for form in forms:
            if each.role not in form.filed_by or form.calendar.due is None or form.calendar.every == _ON_EVENT:
                continue
            for period in _periods(form, each, within):
                due = due_day(period_end=period.until - _A_DAY, due=form.calendar.due, calendar=calendar)
                rests_on = str(form.citation or form.calendar.citation or form.calendar.kind)
                key = (each.party, form.name, period.code)
                found.setdefault(key, Owed(*key, due, each.authorisation, rests_on))
    return tuple(found[key] for key in sorted(found))


def _periods(form: ReturnDefinition, held: Held, within: Period) -> Iterator[ReportingPeriod]:
    """The periods of a return that end within the days asked for and that the authorisation reaches into."""
    day = within.since
    while day < within.end:
        period = ReportingPeriod.parse(period_code(form.calendar.every, day))
        last = period.until - _A_DAY
        in_force = form.since <= last and (form.until is None or last < form.until)
        if last < within.end and in_force and held.period.overlaps(period.days):
            yield period
        day = period.until


def period_code(every: str, day: date) -> str:
    """The code of the reporting period that a day lies in: of a day, month, quarter or year."""
    return {
        "day": day.isoformat(),
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "year": str(day.year),
    }[every]
