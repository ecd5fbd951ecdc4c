"""Every error as a problem in the form of RFC 9457: what it is, why, and what to do next."""

import errno
import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import JsonResponse
from ninja.errors import HttpError, ValidationError

from rugsat.domain.licensing.case import FourEyesError
from rugsat.domain.licensing.officers import NotEntitledError
from rugsat.domain.licensing.procedure import TransitionRefusedError
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.evidence.lake.history import LakeError
from rugsat.kernel.errors import RugsatError, SourceError
from rugsat.law.returns.load import UnknownReturnError
from rugsat.store.api_access.answers import OtherRequestError, StillAnsweringError
from rugsat.store.api_access.tokens import TokenRefusedError
from rugsat.store.documents import DocumentLostError
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.call import DatabaseFailedError, KeyUsedError, NotPermittedError, StaleError
from rugsat.usecases.case_act import NoSuchCaseError
from rugsat.usecases.change_application import NotWithApplicantError
from rugsat.usecases.open_application import NoSuchPartyError

MEDIA_TYPE = "application/problem+json"
_URN = "urn:rugsat:problem:"
_log = logging.getLogger("rugsat.api")

_STATUS: Mapping[type[RugsatError], tuple[int, str]] = {
    TokenRefusedError: (401, "token-refused"),
    NotPermittedError: (403, "not-permitted"),
    NotEntitledError: (403, "not-permitted"),
    FourEyesError: (403, "not-permitted"),
    NotOnTheRegisterError: (404, "not-found"),
    NoSuchCaseError: (404, "not-found"),
    NoSuchPartyError: (404, "not-found"),
    UnknownReturnError: (422, "unknown-return"),
    TransitionRefusedError: (409, "not-in-this-state"),
    NotWithApplicantError: (409, "not-in-this-state"),
    StillAnsweringError: (409, "key-in-use"),
    StaleError: (412, "changed-meanwhile"),
    OtherRequestError: (422, "key-used"),
    KeyUsedError: (422, "key-used"),
}

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_OF_THE_OFFICE = (CredentialError, DocumentLostError, LakeError, SourceError)
"""What whoever runs the office mends: its keys, its lake, its files; whoever asks is told none of their places."""


class ProblemError(RugsatError):
    """An error of the API itself, with its status, its kind, and headers that go with it."""

    def __init__(self, status: int, kind: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        self.status, self.kind, self.headers = status, kind, dict(headers or {})
        super().__init__(message)


def problem(
    request: HttpRequest,
    status: int,
    detail: str,
    *,
    kind: str = "",
    errors: Sequence[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The answer to a request that cannot be done; the kind is its stable name, the title that of its status."""
    title = HTTPStatus(status).phrase
    content: dict[str, Any] = {
        "type": _URN + (kind or title.lower().replace(" ", "-")),
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.path,
    }
    if errors:
        content["errors"] = list(errors)
    return JsonResponse(content, status=status, content_type=MEDIA_TYPE, headers=headers)


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer where the disk or the database fails, which is noted, and may pass."""
    _log.error("%s %s", request.method, request.path, exc_info=error)
    if isinstance(error, OperationalError):
        status, kind, what = 503, "try-again", "the database did not answer"
    else:
        status, kind, what = 507, "no-room", "there is no room for it at the moment"
    detail = f"{what}: send the same request again later, with the same Idempotency-Key; nothing is done twice"
    return problem(request, status, detail, kind=kind, headers={"Retry-After": "60"})


def of_error(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: PLR0911 - one for each kind of error
    """The problem that an error is; one that nobody foresaw is logged, and tells nothing of the inside."""
    if isinstance(error, ProblemError):
        return problem(request, error.status, str(error), kind=error.kind, headers=error.headers)
    if isinstance(error, DatabaseFailedError):
        return _failed(request, error)
    if isinstance(error, _OF_THE_OFFICE):
        return _not_ready(request, error)
    if isinstance(error, RugsatError):
        status, kind = next((found for known in type(error).__mro__ if (found := _STATUS.get(known))), (422, "refused"))
        headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'} if status == HTTPStatus.UNAUTHORIZED else None
        return problem(request, status, str(error), kind=kind, headers=headers)
    if isinstance(error, ValidationError):
        return _not_as_written(request, error)
    if isinstance(error, RequestDataTooBig):
        return problem(request, 413, "the body is too large to be read as JSON: send less at once", kind="too-large")
    if isinstance(error, HttpError) and isinstance(error.__cause__, ProblemError):
        return of_error(request, error.__cause__)  # what the parser of bodies said, which Ninja hides
    if isinstance(error, HttpError):
        return problem(request, error.status_code, f"{error.message}: see the reference of the API")
    if isinstance(error, Http404):
        return problem(request, 404, "there is nothing at this address: see the reference of the API", kind="not-found")
    if isinstance(error, SuspiciousOperation):
        return problem(request, 400, f"the request cannot be read ({error}): send it as the reference says")
    if isinstance(error, OperationalError) or getattr(error, "errno", None) in _NO_ROOM:
        return _failed(request, error)
    _log.error("%s %s", request.method, request.path, exc_info=error)
    detail = "the server could not answer and has noted why: try again later, with the same Idempotency-Key"
    return problem(request, 500, detail, kind="server-error")


def _not_ready(request: HttpRequest, error: Exception) -> HttpResponse:
    if isinstance(error, OperationalError) or getattr(error, "errno", None) in _NO_ROOM:
        return _failed(request, error)
    _log.error("%s %s", request.method, request.path, exc_info=error)
    detail = "the office cannot do this at the moment and has noted why: try again later, with the same Idempotency-Key"
    return problem(request, 503, detail, kind="not-ready", headers={"Retry-After": "300"})


def _not_as_written(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A request whose fields are not as the reference says; each is named with what is wrong."""
    errors = [{"where": ".".join(map(str, each["loc"])), "what": str(each["msg"])} for each in error.errors]
    named = "; ".join(f"{each['where']}: {each['what']}" for each in errors[:5])
    return problem(request, 422, f"the request is not as the reference says: {named}", kind="not-valid", errors=errors)


def content_of(response: HttpResponse) -> dict[str, Any]:
    """What a problem says."""
    content: dict[str, Any] = json.loads(response.content)
    return content
