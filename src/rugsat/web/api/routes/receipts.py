"""Receipts: listed, read, and what lies beside them; a sender sees its own and no other."""

from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import Query, Router

from rugsat.evidence.lake.lake import Lake
from rugsat.store.queries import receipts
from rugsat.web.api.access import Caller, caller_of, needs
from rugsat.web.api.answers import page, reading
from rugsat.web.api.filing import Desk, told
from rugsat.web.api.forms import Filed, FilingName, ReceiptPage, ReceiptsAsked

_FILES = {
    "original": (
        "application/json",
        "The receipt as it was signed; the SHA-256 of its bytes is its id.",
    ),
    "auth_031": ("application/json", "The receipt as ISO 20022 auth.031 (FinancialInstrumentReportingStatusAdvice)."),
    "faults": ("text/csv", "Every fault of the file, row by row; the receipt itself shows the first of them."),
    "signature": ("application/jose", "What the authority signed of the receipt, as a compact JWS."),
}


def receipts_of(desk: Desk, scope: str) -> Router:
    """The routes by which the receipts of a desk are read."""
    router = Router(tags=["sandbox" if desk.draft else "receipts"])
    of = "_draft" if desk.draft else ""

    @router.get(
        "/receipts",
        response=reading(ReceiptPage),
        by_alias=True,
        operation_id=f"list_receipts{of}",
        **needs(scope),
    )
    def list_receipts(request: HttpRequest, asked: Query[ReceiptsAsked]) -> dict[str, Any]:
        """List your filings, the latest first."""
        caller = caller_of(request)
        if desk.draft:
            rows = receipts.listed_in(desk.lake(caller), before=asked.cursor, most=asked.limit + 1)
        else:
            rows = receipts.listed(sender=caller.party, before=asked.cursor, most=asked.limit + 1)
        return page(rows, asked.limit, lambda row: row["commit"])

    @router.get("/receipts/{filing}", response=reading(Filed), operation_id=f"read_receipt{of}", **needs(scope))
    def read_receipt(request: HttpRequest, filing: FilingName) -> dict[str, Any]:
        """Read the receipt of a filing."""
        return told(desk, _lake(desk, caller_of(request), filing), filing)

    for what in _FILES:
        _add_file(router, desk, scope, what)
    return router


def _add_file(router: Router, desk: Desk, scope: str, what: str) -> None:
    """The route by which one of the files beside a receipt is read."""
    media_type, means = _FILES[what]
    extra = needs(scope)
    extra["openapi_extra"] |= {
        "responses": {200: {"description": "OK", "content": {media_type: {"schema": {"type": "string"}}}}}
    }

    def read(request: HttpRequest, filing: FilingName) -> FileResponse:
        path: Path = receipts.beside(_lake(desk, caller_of(request), filing), filing, what)
        return FileResponse(path.open("rb"), content_type=media_type, filename=path.name, as_attachment=True)

    read.__doc__ = means
    name = f"read_{what}_draft" if desk.draft else f"read_{what}"
    router.get(f"/receipts/{{filing}}/{what}", response=reading(None), operation_id=name, **extra)(read)


def _lake(desk: Desk, caller: Caller, filing: str) -> Lake:
    """The lake that holds the filing of the caller; another's is as if it were not there."""
    if not desk.draft and not receipts.is_of(filing, caller.party):
        raise receipts.no_such_receipt(filing)
    return desk.lake(caller)
