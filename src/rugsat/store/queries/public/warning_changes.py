"""What changed between two days in the warnings about firms: which were given, withdrawn, or say something else."""

from datetime import date
from operator import attrgetter
from zoneinfo import ZoneInfo

from rugsat.store.parties.models import FirmWarning
from rugsat.store.queries.public.two_days import MOST, Changes, compared, stood
from rugsat.store.queries.public.warned import Warned, warned

_said = attrgetter(
    "name", "names", "websites", "country", "lei", "instrument", "ground", "basis", "rests_on", "authority"
)


def warning_changes(*, since: date, until: date, zone: ZoneInfo) -> Changes[Warned]:
    """The warnings as they were given at the end of one day, beside those of another, each as it was known then."""
    first, last = stood(since, zone), stood(until, zone)
    rows = FirmWarning.objects.order_by("warning")
    gone, come = rows.filter(first).exclude(last)[:MOST], rows.filter(last).exclude(first)[:MOST]
    before, after = ({each.warning: each for each in warned(side)} for side in (gone, come))
    return Changes(compared(before, after, _said), MOST in {len(before), len(after)})
