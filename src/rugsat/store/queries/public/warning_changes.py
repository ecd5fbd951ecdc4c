"""What changed between two days in the warnings about firms: which were given, withdrawn, or say something else."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from rugsat.store.parties.models import FirmWarning
from rugsat.store.queries.public.changes import MOST, stood
from rugsat.store.queries.public.warned import Warned, warned

_SAID = ("name", "names", "websites", "country", "lei", "instrument", "ground", "basis", "rests_on", "authority")


@dataclass(frozen=True, slots=True)
class WarningChange:
    """A warning on the two days; None on the side on which it was not given."""

    warning: str
    before: Warned | None
    after: Warned | None


@dataclass(frozen=True, slots=True)
class WarningChanges:
    """What changed; `more` says that there is more than is told."""

    changes: tuple[WarningChange, ...]
    more: bool


def warning_changes(*, since: date, until: date, zone: ZoneInfo) -> WarningChanges:
    """The warnings as they were given at the end of one day, beside those of another, each as it was known then."""
    first, last = stood(since, zone), stood(until, zone)
    rows = FirmWarning.objects.order_by("warning")
    gone, come = rows.filter(first).exclude(last)[:MOST], rows.filter(last).exclude(first)[:MOST]
    before, after = ({each.warning: each for each in warned(side)} for side in (gone, come))
    numbers = sorted(before.keys() | after.keys())
    found = (WarningChange(number, before.get(number), after.get(number)) for number in numbers)
    return WarningChanges(tuple(each for each in found if _told(each)), MOST in {len(before), len(after)})


def _told(change: WarningChange) -> bool:
    """A row that was written anew with the same words is no change."""
    if change.before is None or change.after is None:
        return True
    return any(getattr(change.before, name) != getattr(change.after, name) for name in _SAID)
