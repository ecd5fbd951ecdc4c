"""Recording that a letter of a request for information was served."""

from datetime import date

from rugsat.store.requests.models import RequestService
from rugsat.usecases.call import Done
from rugsat.usecases.record_service import NothingToServeError
from rugsat.usecases.request_act import request_for
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work, day_of


@use_case
def record_request_service(
    work: Work, *, request: str, number: int, served_on: date, how: str, proof: str = ""
) -> Done:
    """Record the day on which a question reached the firm, with the proof; its deadline runs from the proven day."""
    held = request_for(work, request).request
    act = next((each for each in held.acts.all() if each.number == number), None)
    if act is None or act.sent_on is None:
        message = f"{request} has no letter {number}: look at what was sent"
        raise NothingToServeError(message)
    # A letter after the cut-off hour counts as sent later than it was; it may have been handed over the same evening.
    sent_on = min(act.sent_on, day_of(act.at))
    if not sent_on <= served_on <= work.on:
        message = f"{served_on} cannot be: it was sent on {sent_on}, and today is {work.on}"
        raise NothingToServeError(message)
    RequestService.objects.create(act=act, served_on=served_on, how=how, proof=proof, recorded_at=work.at)
    held.version += 1
    held.save(update_fields=("version",))
    said = {"number": number, "served_on": str(served_on), "how": how, "proof": proof, "by": work.call.by}
    work.tell("request_service_recorded", request, said)
    return Done(request, held.version, {"number": number, "served_on": str(served_on)})
