"""Service: the day on which a document counts as served, by proof or because the law deems it served."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from rugsat.domain.licensing.procedure import DEEMED, Procedure
from rugsat.kernel.errors import RugsatError
from rugsat.law.calendar import Calendar
from rugsat.law.resolve import NotSet, Resolved


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


def service(dispatch: Dispatch, procedure: Procedure, calendar: Calendar) -> Service:
    """The day on which a document counts as served: the proven day, else so many days after it was sent.

    Without proof and without a value of the law there is no service, and no period that runs from it begins.
    """
    if dispatch.means not in DEEMED:
        message = f"a document cannot be sent by '{dispatch.means}': use one of {', '.join(DEEMED)}"
        raise UnknownMeansError(message)
    if dispatch.proven_on is not None:
        return Service(dispatch.proven_on, f"proof of service on {dispatch.proven_on}")
    deemed = procedure.settings[DEEMED[dispatch.means]]
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
