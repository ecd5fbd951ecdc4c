"""The queue of cases: narrowed and ordered, each with its clocks as they stand today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet

from rugsat.domain.licensing.case import Recorded
from rugsat.domain.licensing.clock import ClockState, Deadline, deadlines
from rugsat.kernel.errors import RugsatError
from rugsat.law.pack import RulePack
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import Case, CaseAct
from rugsat.store.licensing.record import each_with_acts, procedure_for
from rugsat.store.parties.models import NameKey
from rugsat.store.queries.party_names import names_of
from rugsat.store.queries.public.beginning import beginning, begins, words_asked
from rugsat.store.queries.told import day_asked

PAGE = 25
_AT_ONCE = 500
_OPEN = frozenset({ClockState.RUNNING, ClockState.STOPPED, ClockState.MISSED, ClockState.AWAITS_SERVICE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the queue is narrowed to; what is empty narrows nothing."""

    text: str = ""
    """The beginning of the number of a case, or of words of a name of its party in any spelling."""
    instrument: str = ""
    state: str = ""
    cls: str = ""
    by: str = ""
    """Login of an officer who has acted upon it."""
    owed_by: str = ""
    """Office that owes a clock that is open."""
    due_by: date | None = None
    """Last day by which something is due, or was missed."""
    pending: bool = False
    """Only cases in which something is to be decided."""

    @property
    def by_clock(self) -> bool:
        """Whether clocks must be derived to know which cases are meant."""
        return bool(self.owed_by or self.due_by)


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A case in the queue."""

    case: str
    party: str
    name: str
    instrument: str
    cls: str
    state: str
    opened_at: datetime
    last_at: datetime | None
    last_by: str
    clocks: tuple[Deadline, ...]
    """Clocks that are open and that somebody must keep, the most pressing first."""
    untold: str
    """Why its clocks cannot be told; empty where they can."""
    today: date

    @property
    def due(self) -> date | None:
        """The day that presses most; None where none is known."""
        return next((each.due for each in self.clocks if each.due), None)

    def days_left(self, clock: Deadline) -> int | None:
        """Days until a clock is over, below nought where it was missed."""
        return (clock.due - self.today).days if clock.due else None


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue, and where the next begins, empty where there is none."""

    lines: tuple[QueueLine, ...]
    after: str = ""
    total: int | None = None
    """How many there are over all pages, where that had to be found out."""


def queue(wanted: Wanted, *, now: datetime, order: str = "due", after: str = "", most: int = PAGE) -> Queue:
    """A page of cases.

    In the order `case` or `-case` (the newest first) only the cases of the page are looked into. The order `due`, and
    whatever asks for clocks, looks into every case in which something is pending: a deadline is derived, never stored.
    """
    today = day_asked(None, now)
    rows = _narrowed(wanted)
    if order != "due" and not wanted.by_clock:
        return _by_number(rows, today, after, most, newest=order == "-case")
    lines = [line for line in _lines(pending(rows), today) if _meets(line, wanted)]
    key = {"due": _pressing, "case": _number, "-case": _number}[order]
    lines.sort(key=key, reverse=order == "-case")
    first = int(after) if after.isdecimal() else 0
    more = len(lines) > first + most
    return Queue(tuple(lines[first : first + most]), str(first + most) if more else "", len(lines))


def lines_of(cases: Iterable[Case], *, now: datetime) -> list[QueueLine]:
    """Cases as lines of a queue."""
    return list(_lines(cases, day_asked(None, now)))


def pending(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Cases in a state in which something is to be decided, by the procedures of the law in force."""
    wanted = Q(pk__in=())
    for instrument, states in pending_states(law_in_force()).items():
        wanted |= Q(instrument=instrument, state__in=sorted(states))
    return rows.filter(wanted)


def pending_states(law: RulePack) -> dict[str, frozenset[str]]:
    """By instrument, the states that are neither final nor at rest, in any of its versions."""
    found: dict[str, frozenset[str]] = {}
    for name, instrument in law.rulebook.instruments.items():
        tables = [version.table for version in instrument.versions]
        found[name] = frozenset(
            state for table in tables for state in table.states if state not in table.final | table.at_rest
        )
    return found


def _narrowed(wanted: Wanted) -> QuerySet[Case]:
    rows = Case.objects.all()
    exact = {"instrument": wanted.instrument, "state": wanted.state, "cls": wanted.cls}
    rows = rows.filter(**{column: value for column, value in exact.items() if value})
    if wanted.by:
        rows = rows.filter(Exists(CaseAct.objects.filter(case=OuterRef("pk"), by__login=wanted.by)))
    if wanted.pending:
        rows = pending(rows)
    if wanted.text:
        rows = rows.filter(_named(wanted.text))
    return rows


def _named(text: str) -> Q:
    called = begins("case", text.strip().upper()) | Q(party=text.strip())
    words = words_asked(text)
    if not words:
        return called
    parties = beginning(NameKey.objects.all(), words[0])
    for word in words[1:]:
        parties = parties.filter(party__in=beginning(NameKey.objects.all(), word).values("party"))
    return called | Q(party__in=parties.values("party"))


def _by_number(rows: QuerySet[Case], today: date, after: str, most: int, *, newest: bool) -> Queue:
    if after:
        rows = rows.filter(case__lt=after) if newest else rows.filter(case__gt=after)
    held = list(rows.order_by("-case" if newest else "case")[: most + 1])
    shown = held[:most]
    return Queue(tuple(_lines(shown, today)), shown[-1].case if len(held) > most else "")


def _lines(cases: Iterable[Case], today: date) -> Iterator[QueueLine]:
    """The lines of cases, their acts and the names of their parties asked for by the hundred."""
    held = each_with_acts(cases.iterator(_AT_ONCE) if isinstance(cases, QuerySet) else cases)
    while some := list(islice(held, _AT_ONCE)):
        names = names_of({case.party_id for case, _ in some}, on=today)
        for case, acts in some:
            clocks, untold = _clocks(case, acts, today)
            yield QueueLine(
                case=case.case,
                party=case.party_id,
                name=names.get(case.party_id, case.party_id),
                instrument=case.instrument,
                cls=case.cls,
                state=case.state,
                opened_at=case.opened_at,
                last_at=acts[-1].at if acts else None,
                last_by=acts[-1].by if acts else "",
                clocks=clocks,
                untold=untold,
                today=today,
            )


def _clocks(case: Case, acts: tuple[Recorded, ...], today: date) -> tuple[tuple[Deadline, ...], str]:
    """The clocks that somebody must keep, or why they cannot be told: such a case hides no other."""
    try:
        procedure, law = procedure_for(case, acts, today)
        found = deadlines(procedure, acts, law.rulebook.calendar, on=today)
    except RugsatError as error:
        return (), str(error)
    clocks = [each for each in found if each.owed_by and each.closed_on is None and each.state in _OPEN]
    return tuple(sorted(clocks, key=lambda each: (each.due or date.max, each.clock.name))), ""


def _meets(line: QueueLine, wanted: Wanted) -> bool:
    if line.untold or not wanted.by_clock:
        return True
    return any(
        (not wanted.owed_by or each.owed_by == wanted.owed_by)
        and (wanted.due_by is None or (each.due is not None and each.due <= wanted.due_by))
        for each in line.clocks
    )


def _pressing(line: QueueLine) -> tuple[date, str]:
    return (date.min if line.untold else line.due or date.max, line.case)


def _number(line: QueueLine) -> tuple[str]:
    return (line.case,)


def within(now: datetime, days: int) -> date:
    """The last day of so many days ahead."""
    return day_asked(None, now) + timedelta(days=days)
