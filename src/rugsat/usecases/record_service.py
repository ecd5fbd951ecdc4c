"""Recording that an act was served."""

from datetime import date

from rugsat.kernel.errors import RugsatError
from rugsat.store.licensing.models import CaseAct, Service
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import case_for
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


class NothingToServeError(RugsatError):
    """An act that is not there or is not served, or a day of service that cannot be."""


@use_case
def record_service(work: Work, *, case: str, number: int, served_on: date, how: str, proof: str = "") -> Done:
    """Record the day on which an act reached whoever it is for, with the proof; periods run from the proven day."""
    found = case_for(work, case)
    act = CaseAct.objects.filter(case=found, number=number).first()
    if act is None or act.sent_on is None:
        message = f"{case} has no act {number} that is served: look at its acts"
        raise NothingToServeError(message)
    if not act.sent_on <= served_on <= work.on:
        message = f"{served_on} cannot be: it was sent on {act.sent_on}, and today is {work.on}"
        raise NothingToServeError(message)
    Service.objects.create(act=act, served_on=served_on, how=how, proof=proof, recorded_at=work.at)
    found.version += 1
    found.save(update_fields=("version",))
    work.tell("service_recorded", case, {"number": number, "served_on": str(served_on), "how": how, "proof": proof})
    return Done(case, found.version, {"number": number, "served_on": str(served_on)})
