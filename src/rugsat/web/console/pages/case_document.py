"""A document of a case, given out as it came in."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.store.documents import read
from rugsat.store.queries.case_trail import paper


@require_safe
def page(request: HttpRequest, case: str, digest: str) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """The document as an attachment: a browser saves it and neither shows nor runs it."""
    held = paper(case, digest)
    response = HttpResponse(read(held.digest), content_type=held.media_type)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(held.name, safe='')}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
