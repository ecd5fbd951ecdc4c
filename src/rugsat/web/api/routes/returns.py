"""Filing returns: one file as the body, or several as multipart; in earnest and as drafts."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from rugsat.kernel.errors import RugsatError
from rugsat.store.api_access.answers import Answer
from rugsat.web.api import problems
from rugsat.web.api.access import Caller, caller_of, needs
from rugsat.web.api.answers import body_of, filing, replayed
from rugsat.web.api.filing import Desk, admitted, filed, once
from rugsat.web.api.forms import FileAsked, Filed, FiledAll
from rugsat.web.api.upload import Spooled, expected_size, spool, spool_body, spool_parts

_MOST_FILES = 100
_BINARY = {"type": "string", "format": "binary"}
_PARTS = {
    "type": "object",
    "properties": {"files": {"type": "array", "items": _BINARY, "minItems": 1, "maxItems": _MOST_FILES}},
    "required": ["files"],
    "additionalProperties": False,
}


def returns_of(desk: Desk, scope: str) -> Router:
    """The routes by which returns are filed at a desk."""
    router = Router(tags=["sandbox" if desk.draft else "returns"])
    one, several = needs(scope), needs(scope)
    one["openapi_extra"] |= body_of("application/octet-stream", _BINARY)
    several["openapi_extra"] |= body_of("multipart/form-data", _PARTS)

    @router.post("/returns", response=filing(Filed, 200, 201), operation_id=f"file_return{_of(desk)}", **one)
    def file_return(request: HttpRequest, named: Query[FileAsked]) -> HttpResponse:
        """File one return: the body is the file, `file` its name, as in karakum.mining_monthly.2026-01.csv.

        A file that is rejected has a receipt too, which names what is wrong; its status is 201 like that of any other.
        """
        caller = caller_of(request)
        file = named.file
        asked = admitted(caller, file)
        expected_size(request)
        with spool() as folder:
            spooled = spool_body(request, file, folder)
            said = {"file": file, "sha256": spooled.digest}
            answer, before = once(caller, request, said, lambda: filed(desk, caller, asked, spooled))
        return replayed(answer, before=before)

    @router.post("/returns/bulk", response=filing(FiledAll, 200), operation_id=f"file_returns{_of(desk)}", **several)
    def file_returns(request: HttpRequest) -> HttpResponse:
        """File several returns, each named as a single one is; each gets its own answer, in the order they came."""
        caller = caller_of(request)
        with spool() as folder:
            files = spool_parts(request, folder, most=_MOST_FILES)
            if not files:
                message = "the request holds no file: send at least one, each as a part with its file name"
                raise problems.ProblemError(422, "no-file", message)
            said = {"files": [[each.name, each.digest] for each in files]}
            answer, before = once(caller, request, said, lambda: _all(request, desk, caller, files))
        return replayed(answer, before=before)

    return router


def _all(request: HttpRequest, desk: Desk, caller: Caller, files: list[Spooled]) -> Answer:
    return Answer(200, {"files": [_one(request, desk, caller, each) for each in files]})


def _one(request: HttpRequest, desk: Desk, caller: Caller, file: Spooled) -> dict[str, Any]:
    try:
        answer = filed(desk, caller, admitted(caller, file.name), file)
    except RugsatError as error:
        refused = problems.of_error(request, error)
        return {"file": file.name, "status": refused.status_code, "problem": problems.content_of(refused)}
    finally:
        Path(file.path).unlink(missing_ok=True)
    return {"file": file.name, "status": answer.status, "filed": dict(answer.content)}


def _of(desk: Desk) -> str:
    return "_draft" if desk.draft else ""
