"""The receipt of a filing: what came of it, each fault beside its row, and what can be fetched."""

from http import HTTPStatus

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.own_receipts import file_of, receipt
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal.answering import shown

_MEDIA_TYPES = {
    "original": "application/json",
    "signature": "application/jose",
    "auth_031": "application/json",
    "faults": "text/csv; charset=utf-8",
}


@require_safe
def page(request: HttpRequest, filing: str) -> HttpResponse:
    """The receipt."""
    told = receipt(party=visitor_of(request).party, filing=filing)
    said = told["receipt"]
    return shown(
        request,
        "receipt",
        title=_("Receipt {filing}").format(filing=filing),
        record=told,
        said=said,
        known=request.GET.get("known") == "1",
        can_be_corrected=said["status"] in {"ACPT", "PART"} and said["kind"] != "cancellation",
    )


@require_safe
def download(request: HttpRequest, filing: str, what: str) -> HttpResponseBase:
    """One of the files of a filing."""
    path = file_of(party=visitor_of(request).party, filing=filing, what=what)
    response = FileResponse(
        path.open("rb"), content_type=_MEDIA_TYPES[what], filename=path.name, as_attachment=True, status=HTTPStatus.OK
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
