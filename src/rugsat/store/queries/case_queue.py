"""The queue of cases: narrowed and ordered, each with its clocks as they stand today."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from rugsat.law.pack import RulePack
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import Case, CaseAct
from rugsat.store.parties.models import NameKey
from rugsat.store.prepared import Fixed, Prepared
from rugsat.store.queries.case_lines import COLUMNS, QueueLine, derived_from, with_names
from rugsat.store.queries.party_names import with_name
from rugsat.store.queries.public.beginning import beginning, begins, words_asked
from rugsat.store.queries.told import day_asked

PAGE = 25


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
    if order != "due" and not wanted.by_clock:
        return _by_number(wanted, today, after, most, newest=order == "-case")
    held = derived_from(_rows(replace(wanted, pending=True)), today)
    lines = [line for line in held if _meets(line, wanted)]
    key = {"due": _pressing, "case": _number, "-case": _number}[order]
    lines.sort(key=key, reverse=order == "-case")
    first = int(after) if after.isdecimal() else 0
    more = len(lines) > first + most
    return Queue(with_names(lines[first : first + most], today), str(first + most) if more else "", len(lines))


def pending(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Cases in a state in which something is to be decided, by the procedures of the law in force."""
    return rows.filter(_pending(law_in_force()))


@lru_cache(maxsize=8)
def _pending(law: RulePack) -> Q:
    """The same as a condition; the instruments of one table of states stand together."""
    alike = defaultdict[frozenset[str], list[str]](list)
    for instrument, states in pending_states(law).items():
        alike[states].append(instrument)
    wanted = Q(pk__in=())
    for states, instruments in alike.items():
        wanted |= Q(instrument__in=sorted(instruments), state__in=sorted(states))
    return wanted


def pending_states(law: RulePack) -> dict[str, frozenset[str]]:
    """By instrument, the states that are neither final nor at rest, in any of its versions."""
    found: dict[str, frozenset[str]] = {}
    for name, instrument in law.rulebook.instruments.items():
        tables = [version.table for version in instrument.versions]
        found[name] = frozenset(
            state for table in tables for state in table.states if state not in table.final | table.at_rest
        )
    return found


def _rows(wanted: Wanted, **page: Any) -> list[tuple[Any, ...]]:
    """Rows of the cases; only where a text is looked for are the words of the question its own."""
    if wanted.text:
        return list(_question(wanted, law_in_force(), **page))
    given = {name: value if name in _ASKED_ABOUT else Fixed(value) for name, value in page.items()}
    # A day and an owner are looked for among clocks, and not in the database.
    fixed = replace(wanted, due_by=None, owed_by="")
    return _QUESTION(wanted=Fixed(fixed), law=Fixed(law_in_force()), **given)


def _question(
    wanted: Wanted,
    law: RulePack,
    order: str = "",
    after: str = "",
    most: int | None = None,
    named_on: date | None = None,
) -> QuerySet[Case, Any]:
    """The question of the cases; where a day is given, the name of the party on it stands behind the columns."""
    rows = Case.objects.all()
    exact = {"instrument": wanted.instrument, "state": wanted.state, "cls": wanted.cls}
    rows = rows.filter(**{column: value for column, value in exact.items() if value})
    if wanted.by:
        rows = rows.filter(Exists(CaseAct.objects.filter(case=OuterRef("pk"), by__login=wanted.by)))
    if wanted.pending:
        rows = rows.filter(_pending(law))
    if wanted.text:
        rows = rows.filter(_named(wanted.text))
    if after:
        rows = rows.filter(case__lt=after) if order.startswith("-") else rows.filter(case__gt=after)
    if order:
        rows = rows.order_by(order)
    if named_on:
        return with_name(rows, on=named_on).values_list(*COLUMNS, "party_name")[:most]
    return rows.values_list(*COLUMNS)[:most]


_QUESTION = Prepared(_question)
_ASKED_ABOUT = frozenset({"after", "named_on"})
"""What changes from page to page; all else is part of the question."""


def _named(text: str) -> Q:
    called = begins("case", text.strip().upper()) | Q(party=text.strip())
    words = words_asked(text)
    if not words:
        return called
    parties = beginning(NameKey.objects.all(), words[0])
    for word in words[1:]:
        parties = parties.filter(party__in=beginning(NameKey.objects.all(), word).values("party"))
    return called | Q(party__in=parties.values("party"))


def _by_number(wanted: Wanted, today: date, after: str, most: int, *, newest: bool) -> Queue:
    place = {"after": after} if after else {}
    held = _rows(wanted, order="-case" if newest else "case", most=most + 1, named_on=today, **place)
    lines = derived_from((row[:-1] for row in held[:most]), today)
    shown = tuple(replace(line, name=row[-1] or line.party) for line, row in zip(lines, held[:most], strict=True))
    return Queue(shown, shown[-1].case if len(held) > most else "")


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
