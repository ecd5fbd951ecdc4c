"""Handing in a document for a case."""

from rugsat.store.document_type import type_taken
from rugsat.store.documents import keep
from rugsat.store.licensing.holder import coming_holder
from rugsat.store.licensing.models import Case, CaseDocument, Document
from rugsat.store.queries.own_attesting import concerned
from rugsat.store.room import refuse_longer
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import NoSuchCaseError
from rugsat.usecases.plain_text import refuse_no_name
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def hand_in_document(work: Work, *, case: str, kind: str, name: str, content: bytes) -> Done:
    """Hand in a document; it is kept by its digest, and no requirement is met by it until somebody attests to it."""
    found = Case.objects.filter(case=case).first()
    # Whoever attests does so for cases that concern him; of any other he is told that it is not there.
    attests = work.party is not None and "applicant" not in work.offices
    if found is None or (attests and not concerned(str(work.party), found, on=work.on)):
        message = f"there is no case '{case}': list them with rugsat applications list"
        raise NoSuchCaseError(message)
    if not attests:
        work.only_for(work.party if work.party and work.party == coming_holder(found) else found.party_id)
    refuse_no_name(name, "name")
    refuse_longer(CaseDocument, {"kind": kind, "name": name}, place="document")
    media = type_taken(name, content)
    # The bytes are durable before the transaction says that they are there; one that is never named does no harm.
    digest = keep(content)
    Document.objects.get_or_create(
        digest=digest, defaults={"media_type": media.value, "size": len(content), "received_at": work.at}
    )
    CaseDocument.objects.create(
        case=found, document_id=digest, kind=kind, name=name, by=work.account, received_at=work.at
    )
    work.tell("document_handed_in", case, {"digest": digest, "kind": kind, "name": name, "by": work.call.by})
    return Done(case, found.version, {"digest": digest})
