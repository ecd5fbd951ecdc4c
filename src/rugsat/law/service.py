"""Service of documents: the day on which one counts as served, and the day that an act counts on, by the law."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from rugsat.kernel.errors import RugsatError
from rugsat.law.calendar import Calendar
from rugsat.law.resolve import NotSet, Resolved

CUT_OFF = "procedure.cut_off_hour"
"""The parameter that says from which hour on an act counts as of the next working day."""
DEEMED = {"letter": "procedure.deemed_service_letter", "electronic": "procedure.deemed_service_electronic"}
"""The parameter that says after how many days a document counts as served, by the means it is sent by."""


class UnknownMeansError(RugsatError):
    """A way of sending a document that the system does not know."""


@dataclass(frozen=True, slots=True)
class Service:
    """The day of service, None where nothing is served yet, and why."""

    on: date | None
    why: str
    rests: Resolved | None = None
    """The value of the law that deems it served; None where there is proof, or nothing says so."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A document that was sent: on which day, by what means, and the day of service that is proven, if any."""

    sent_on: date
    means: str
    proven_on: date | None = None


def deeming(means: str) -> str:
    """The parameter that deems a document served that was sent by some means."""
    if means not in DEEMED:
        message = f"a document cannot be sent by '{means}': use one of {', '.join(DEEMED)}"
        raise UnknownMeansError(message)
    return DEEMED[means]


def service_of(dispatch: Dispatch, deemed: Resolved | NotSet, calendar: Calendar) -> Service:
    """The day on which a document counts as served: the proven day, else so many days after it was sent.

    Without proof and without a value of the law there is no service, and no period that runs from it begins.
    """
    if dispatch.proven_on is not None:
        return Service(dispatch.proven_on, f"proof of service on {dispatch.proven_on}")
    if isinstance(deemed, NotSet):
        return Service(None, f"no proof of service, and {deemed.parameter} is not set: {deemed.why}")
    assert isinstance(deemed.value, Decimal)
    count = int(deemed.value)
    on = (
        calendar.add_working_days(dispatch.sent_on, count)
        if deemed.unit == "working_day"
        else dispatch.sent_on + timedelta(days=count)
    )
    said = f"{count} {deemed.unit.replace('_', ' ')}{'' if count == 1 else 's'}"
    return Service(on, f"deemed served {said} after it was sent on {dispatch.sent_on}", deemed)


def legal_day_of(at: datetime, *, time_zone: str, cut_off: Resolved | NotSet, calendar: Calendar) -> date:
    """The day that an act counts as of: its local day, or the next working day where it comes after the cut-off hour.

    Where a cut-off hour is set, an act on a day that is no working day counts as of the next working day, too.
    """
    local = at.astimezone(ZoneInfo(time_zone))
    if isinstance(cut_off, NotSet):
        return local.date()
    assert isinstance(cut_off.value, Decimal)
    if local.hour * 60 + local.minute >= cut_off.value * 60:
        return calendar.next_working_day(local.date())
    return calendar.working_day_from(local.date())
