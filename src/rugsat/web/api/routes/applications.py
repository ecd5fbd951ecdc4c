"""Applications of one's own, and what one attests of others'."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from rugsat.kernel.record import to_plain
from rugsat.store.document_type import DOCUMENTS, LARGEST_DOCUMENT, document_type, taken_in_words
from rugsat.store.queries import own_cases
from rugsat.usecases.amend import amend
from rugsat.usecases.answer import answer
from rugsat.usecases.appeal import appeal
from rugsat.usecases.attest import attest
from rugsat.usecases.change_application import change_application
from rugsat.usecases.hand_in_document import hand_in_document
from rugsat.usecases.open_application import open_application
from rugsat.usecases.renew import renew
from rugsat.usecases.submit import submit
from rugsat.usecases.surrender import surrender
from rugsat.web.api import clock
from rugsat.web.api.access import caller_of, needs
from rugsat.web.api.answers import acted, body_of, page, reading, writing
from rugsat.web.api.forms import CasesAsked, DocumentAsked, Name
from rugsat.web.api.problems import ProblemError
from rugsat.web.api.register_forms import (
    Acted,
    Application,
    Attestation,
    CasePage,
    CaseTold,
    Change,
    Said,
)
from rugsat.web.api.upload import spool, spool_body

router = Router(tags=["applications"])
_READ, _WRITE = "applications:read", "applications:write"
_DOCUMENT = needs(_WRITE)
_DOCUMENT["openapi_extra"] |= body_of("application/octet-stream", {"type": "string", "format": "binary"})


@router.post("/applications", response=writing(Acted, 201), operation_id="open_application", **needs(_WRITE))
def open_one(request: HttpRequest, application: Application) -> Status[dict[str, Any]]:
    """Open an application; it is a draft until it is submitted."""
    caller = caller_of(request)
    asked = application.dict()
    return Status(201, acted(open_application(caller.call(request), party=caller.party, **asked)))


@router.get("/applications", response=reading(CasePage), operation_id="list_applications", **needs(_READ))
def list_applications(request: HttpRequest, asked: Query[CasesAsked]) -> dict[str, Any]:
    """List your cases."""
    rows = own_cases.listed(party=caller_of(request).party, most=asked.limit + 1, after=asked.cursor)
    return page(rows, asked.limit, lambda row: row["case"])


@router.get("/applications/{case}", response=reading(CaseTold), operation_id="read_application", **needs(_READ))
def read_application(request: HttpRequest, case: Name) -> dict[str, Any]:
    """Read a case of yours: its state, what was done, what is due and when, and what each requirement says."""
    return own_cases.case(case=case, party=caller_of(request).party, now=clock.now())


@router.put("/applications/{case}", response=writing(Acted), operation_id="change_application", **needs(_WRITE))
def change(request: HttpRequest, case: Name, change: Change) -> dict[str, Any]:
    """Put what the application says in place of what it said, for as long as the next step is yours."""
    return acted(change_application(_own(request, case), case=case, says=change.says))


@router.post("/applications/{case}/submit", response=writing(Acted), operation_id="submit", **needs(_WRITE))
def submit_one(request: HttpRequest, case: Name) -> dict[str, Any]:
    """Hand the application in; from then on the clock of the decision runs."""
    return acted(submit(_own(request, case), case=case))


def _add(verb: str, act: Any) -> None:
    """An operation by which the applicant or holder takes a step of the procedure that needs words alone."""

    def take(request: HttpRequest, case: Name, said: Said) -> dict[str, Any]:
        return acted(act(_own(request, case), case=case, note=said.note))

    take.__doc__ = act.means
    router.post(f"/applications/{{case}}/{verb}", response=writing(Acted), operation_id=verb, **needs(_WRITE))(take)


for _verb, _act in {"answer": answer, "amend": amend, "renew": renew, "surrender": surrender, "appeal": appeal}.items():
    _add(_verb, _act)


@router.post(
    "/applications/{case}/documents",
    response=writing(Acted, 201) | {411: writing(None)[400]},
    operation_id="hand_in_document",
    **_DOCUMENT,
)
def hand_in(request: HttpRequest, case: Name, asked: Query[DocumentAsked]) -> Status[dict[str, Any]]:
    """Hand in a document: the body is the document, of one of the types that documents have."""
    call = _own(request, case)
    with spool() as folder:
        content = spool_body(request, asked.name, folder, largest=LARGEST_DOCUMENT).path.read_bytes()
    if document_type(content) not in DOCUMENTS:
        message = f"'{asked.name}' is by its content none of {taken_in_words()}: send the document as one of these"
        raise ProblemError(415, "document-type", message)
    return Status(201, acted(hand_in_document(call, case=case, kind=asked.kind, name=asked.name, content=content)))


@router.post(
    "/attestations/{case}",
    response=writing(Acted, 201),
    operation_id="attest",
    tags=["attestations"],
    **needs("attestations:write"),
)
def attest_one(request: HttpRequest, case: Name, attestation: Attestation) -> Status[dict[str, Any]]:
    """Attest something of a case that is not your own, such as a connection point, and stand for it."""
    call = caller_of(request).call(request)
    return Status(201, acted(attest(call, case=case, attestation=to_plain(attestation.dict(exclude_none=True)))))


def _own(request: HttpRequest, case: str) -> Any:
    """A call for an act upon a case of the caller; another's is as if it were not there."""
    caller = caller_of(request)
    own_cases.refuse_foreign(case=case, party=caller.party)
    return caller.call(request)
