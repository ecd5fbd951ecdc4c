"""A firm's answer to a finding that concerns it."""

from collections.abc import Sequence

from rugsat.domain.enforcement.shown import is_shown_to_firms
from rugsat.store.enforcement.models import FindingAnswerDocument
from rugsat.store.findings.models import FindingEvent, OfficeFinding
from rugsat.usecases.call import Done, NotPermittedError, StaleError
from rugsat.usecases.case_act import required
from rugsat.usecases.take_documents import Paper, take_documents
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def answer_finding(work: Work, *, finding: str, note: str, documents: Sequence[Paper] = ()) -> Done:
    """Say something to a finding that concerns one's own firm, with documents; how it stands is for the officers.

    It may be answered as often as there is something to say, whatever became of it. A finding of another firm, one that
    rests on unverified law, and one that is not there are told alike.
    """
    held = OfficeFinding.objects.select_for_update().filter(finding=finding, concerns__party=work.party).first()
    if held is None or not is_shown_to_firms(held.standing):
        message = f"you have no finding '{finding}': list the findings that concern you"
        raise NotPermittedError(message)
    if work.call.seen not in {None, held.version}:
        message = f"the finding {finding} has changed since you saw it: look at it again"
        raise StaleError(message)
    said = required(note, "write the answer")
    taken = take_documents(work, documents)
    event = FindingEvent.objects.create(finding=held, what="answered", at=work.at, by=work.call.by, note=said)
    rows = [FindingAnswerDocument(event=event, document_id=each.digest, name=each.name) for each in taken]
    FindingAnswerDocument.objects.bulk_create(rows)
    held.version += 1
    held.save(update_fields=("version",))
    digests = [{"digest": each.digest, "name": each.name} for each in taken]
    work.tell("finding_answered", finding, {"note": said, "by": work.call.by, "documents": digests})
    return Done(finding, held.version, {"answer": event.pk, "documents": len(taken)})
