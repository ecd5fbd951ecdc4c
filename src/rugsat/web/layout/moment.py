"""The clock of the web: pages read it here, and whatever they call is told the moment or the day."""

from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from rugsat.store.kept_law import law_in_force

clock: Callable[[], datetime] = timezone.now
"""What is read; whoever wants another moment puts another clock here, for pages have `now` by name."""


def now() -> datetime:
    """This moment."""
    return clock()


def zone() -> ZoneInfo:
    """The time zone of the jurisdiction."""
    return ZoneInfo(law_in_force().rulebook.jurisdiction.time_zone)


def today() -> date:
    """The day that it is where the jurisdiction lies."""
    return now().astimezone(zone()).date()
