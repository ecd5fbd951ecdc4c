"""Service under a procedure: the day on which a document counts as served by the values that the procedure names."""

from rugsat.domain.licensing.procedure import Procedure
from rugsat.law.calendar import Calendar
from rugsat.law.service import Dispatch, Service, deeming, service_of


def service(dispatch: Dispatch, procedure: Procedure, calendar: Calendar) -> Service:
    """The day on which a document counts as served: the proven day, else so many days after it was sent.

    Without proof and without a value of the law there is no service, and no period that runs from it begins.
    """
    return service_of(dispatch, procedure.settings[deeming(dispatch.means)], calendar)
