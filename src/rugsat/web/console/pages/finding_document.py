"""A document that came with a firm's answer to a finding."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.store import documents
from rugsat.store.queries.finding_cases import document
from rugsat.store.queries.told import NotOnTheRegisterError


@require_safe
def page(request: HttpRequest, finding: str, digest: str) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """The document, to be saved and never shown within a page."""
    try:
        held = document(finding=finding, digest=digest)
    except NotOnTheRegisterError as error:
        raise Http404(str(error)) from error
    response = HttpResponse(documents.read(digest), content_type="application/octet-stream")
    name = "".join(letter if letter.isalnum() or letter in "._- " else "_" for letter in str(held["name"]))
    response.headers["Content-Disposition"] = f'attachment; filename="{name.encode("ascii", "replace").decode()}"'
    return response
