"""A document of a case, given out as it came in."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.store.queries.case_trail import paper
from rugsat.web.console.papers import given_out


@require_safe
def page(request: HttpRequest, case: str, digest: str) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """The document, to be saved: a browser neither shows nor runs it."""
    held = paper(case, digest)
    return given_out(held.digest, name=held.name, media_type=held.media_type)
