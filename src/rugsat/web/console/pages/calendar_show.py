"""The calendar of returns: a month as a grid, and behind it the list of who owes what."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date, get_day_names
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import language
from rugsat.law.calendar import DayOutsideCalendarError
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.returns_calendar import DueCount, month_of
from rugsat.store.queries.returns_lines import STATES, return_lines
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.counted import due_counts
from rugsat.web.console.words import return_choices, return_state_word
from rugsat.web.layout.asked import address_with, day_of, one_of, text_of
from rugsat.web.layout.moment import now, today
from rugsat.web.layout.page import render

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the grid."""

    day: date
    within: bool
    """Whether it lies in the month that is shown."""
    rests: bool
    """Whether it is no working day."""
    owed: int
    missing: int


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The month of the day that is asked for; `due` narrows the list to one day of it."""
    month, returns = day_of(request, "month"), return_choices()
    name = one_of(request, "return", returns)
    states = [(state, return_state_word(state)) for state in STATES]
    state = one_of(request, "state", states)
    day = day_of(request, "due") if request.GET.get("due") else None
    of_month = due_counts(month)
    counted = [each for each in of_month.what if name in {"", each.due.return_name}]
    listed = [each for each in counted if day in {None, each.due.due}]
    first, last = month_of(month)
    after = text_of(request, "after", 100)
    found = return_lines(listed, now=now(), state=state, after=after)
    return render(
        request,
        "console/calendar.html.j2",
        CONSOLE,
        title=_("Calendar of returns"),
        month=str(format_date(first, "LLLL y", locale=_locale())),
        weeks=_weeks(first, last, counted),
        weekdays=[str(word) for word in _weekdays()],
        today=today(),
        day=day,
        choices={"return": returns, "state": states},
        asked={"month": first, "return": name, "state": state},
        found=found,
        totals=_totals(counted),
        counted_at=of_month.at,
        earlier=address_with(request, month=(first - _A_DAY).isoformat(), due="", after=""),
        later=address_with(request, month=(last + _A_DAY).isoformat(), due="", after=""),
        whole=address_with(request, due="", after=""),
        first=address_with(request, after="") if after else "",
        next=address_with(request, after=found.after) if found.after else "",
        of_day=_of_day(address_with(request, due="", after="")),
    )


def _of_day(whole: str) -> Callable[[date], str]:
    """Addresses of single days, from that of the whole month."""
    return lambda day: f"{whole}{'&' if '?' in whole else '?'}due={day.isoformat()}"


def _weeks(first: date, last: date, counted: Iterable[DueCount]) -> list[list[Cell]]:
    """Whole weeks from Monday on."""
    by_day = defaultdict[date, list[DueCount]](list)
    for each in counted:
        by_day[each.due.due].append(each)
    day, weeks = first - first.weekday() * _A_DAY, list[list[Cell]]()
    while day <= last:
        days = [day + place * _A_DAY for place in range(7)]
        weeks.append([_cell(each, first <= each <= last, by_day.get(each, ())) for each in days])
        day += 7 * _A_DAY
    return weeks


def _cell(day: date, within: bool, due: Iterable[DueCount]) -> Cell:
    held = tuple(due) if within else ()
    return Cell(day, within, _rests(day), sum(each.owed for each in held), sum(each.missing for each in held))


def _rests(day: date) -> bool:
    """Whether it is no working day; of a year that the legal calendar does not have nothing is said."""
    try:
        return not law_in_force().rulebook.calendar.is_working_day(day)
    except DayOutsideCalendarError:
        return False


def _totals(counted: list[DueCount]) -> dict[str, int]:
    on = today()
    return {
        "owed": sum(each.owed for each in counted),
        "filed": sum(each.filed for each in counted),
        "overdue": sum(each.missing for each in counted if each.due.due < on),
        "due": sum(each.missing for each in counted if each.due.due >= on),
    }


def _weekdays() -> Iterable[str]:
    names = get_day_names("abbreviated", context="stand-alone", locale=_locale())
    return [names[place] for place in range(7)]


def _locale() -> str:
    return "en_GB" if language() == "en" else language()
