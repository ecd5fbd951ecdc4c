"""A document that came with a firm's answer to a finding."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.store.queries.finding_cases import document
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.web.console.papers import given_out


@require_safe
def page(request: HttpRequest, finding: str, digest: str) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """The document, to be saved and never shown within a page."""
    try:
        held = document(finding=finding, digest=digest)
    except NotOnTheRegisterError as error:
        raise Http404(str(error)) from error
    return given_out(digest, name=held["name"], media_type=held["media_type"])
