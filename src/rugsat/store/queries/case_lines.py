"""Cases as lines of a queue: each with the clocks that somebody must keep, as they stand on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from rugsat.domain.licensing.case import Recorded
from rugsat.domain.licensing.clock import ClockState, Deadline, still_owed
from rugsat.kernel.errors import RugsatError
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import Case
from rugsat.store.licensing.record import each_with_acts, procedure_for
from rugsat.store.queries.party_names import names_of

COLUMNS = ("case", "party_id", "instrument", "cls", "rule_pack", "state", "version")
"""What a line is derived from, beside the acts upon the case."""
_MOST_KEPT = 40_000
_OPEN = frozenset({ClockState.RUNNING, ClockState.STOPPED, ClockState.MISSED, ClockState.AWAITS_SERVICE})


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A case in the queue."""

    case: str
    party: str
    name: str
    instrument: str
    cls: str
    state: str
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


_KEPT: dict[tuple[Any, ...], QueueLine] = {}
"""Lines by all that they are derived from: the case with its version, which every act and service raises, the law
that it is led under and that in force, and the day. None is kept on disk.
"""


def derived(rows: QuerySet[Case], today: date) -> list[QueueLine]:
    """The lines of cases in their order, without names; a case that nothing happened to since is not derived again."""
    return derived_from(rows.values_list(*COLUMNS), today)


def derived_from(rows: Iterable[tuple[Any, ...]], today: date) -> list[QueueLine]:
    """The same from rows of COLUMNS."""
    law, office = law_in_force().digest, settings.OFFICE
    keys = {(office, law, today, *row): row for row in rows}
    # Looked up once: another thread may let lines go meanwhile.
    kept = {key: _KEPT.get(key) for key in keys}
    fresh = [key for key, line in kept.items() if line is None]
    made = dict(zip(fresh, _fresh([keys[key] for key in fresh], today), strict=True))
    lines = [line or made[key] for key, line in kept.items()]
    if len(_KEPT) + len(made) > _MOST_KEPT:
        for key in list(_KEPT)[: _MOST_KEPT // 4]:
            _KEPT.pop(key, None)
    _KEPT.update((key, line) for key, line in made.items() if not line.untold)
    return lines


def with_names(lines: Iterable[QueueLine], today: date) -> tuple[QueueLine, ...]:
    """The lines with the names of their parties on a day."""
    held = list(lines)
    names = names_of({line.party for line in held}, on=today)
    return tuple(replace(line, name=names.get(line.party, line.party)) for line in held)


def _fresh(rows: Sequence[tuple[Any, ...]], today: date) -> Iterable[QueueLine]:
    cases = (Case.from_db(None, COLUMNS, row) for row in rows)
    return [_line(case, acts, today) for case, acts in each_with_acts(cases)]


def _line(case: Case, acts: tuple[Recorded, ...], today: date) -> QueueLine:
    clocks, untold = _clocks(case, acts, today)
    return QueueLine(
        case=case.case,
        party=case.party_id,
        name=case.party_id,
        instrument=case.instrument,
        cls=case.cls,
        state=case.state,
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
        found = still_owed(procedure, acts, law.rulebook.calendar, on=today)
    except RugsatError as error:
        return (), str(error)
    clocks = [each for each in found if each.state in _OPEN]
    return tuple(sorted(clocks, key=lambda each: (each.due or date.max, each.clock.name))), ""
