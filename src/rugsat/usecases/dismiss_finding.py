"""Dismissing a finding."""

from rugsat.domain.enforcement.taking_up import Status
from rugsat.kernel.errors import RugsatError
from rugsat.store.finding_parties import parties_of
from rugsat.store.findings.models import FindingEvent, OfficeFinding
from rugsat.usecases.call import Done, StaleError
from rugsat.usecases.case_act import required
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


class NoSuchFindingError(RugsatError):
    """A finding that the office has not taken up, or that is not open."""


@use_case
def dismiss_finding(work: Work, *, finding: str, note: str) -> Done:
    """Say why nothing follows from a finding; no later run opens it again by itself."""
    held = OfficeFinding.objects.select_for_update().filter(finding=finding).first()
    if held is None or held.status == Status.DISMISSED:
        what = "there is no finding" if held is None else "it is dismissed already, the finding"
        message = f"{what} {finding}: list those that are open with rugsat office findings"
        raise NoSuchFindingError(message)
    if held.status == Status.IN_CASE:
        message = f"the finding {finding} is in a case: close that with rugsat cases close, as dismissed"
        raise NoSuchFindingError(message)
    for party in sorted(parties_of([held])[finding]):
        work.only_for(party)  # an officer who is tied to one of them has no part in it
    if work.call.seen not in {None, held.version}:
        message = f"the finding {finding} has changed since you saw it (it is {held.status}): look at it again"
        raise StaleError(message)
    held.status, held.version = str(Status.DISMISSED), held.version + 1
    held.save(update_fields=("status", "version"))
    ground = required(note, "say why nothing follows from it")
    FindingEvent.objects.create(finding=held, what="dismissed", at=work.at, by=work.call.by, note=ground)
    work.tell(
        "finding_dismissed", finding, {"note": ground, "by": work.call.by, "on_behalf_of": work.call.on_behalf_of}
    )
    return Done(finding, held.version, {"status": held.status})
