"""A rule pack that the office has kept, as the very file that its digest names."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.law.pack import RulePackError
from rugsat.store.documents import DocumentLostError
from rugsat.store.kept_law import law_in_force, law_kept
from rugsat.store.queries.policy import signature_on

_DIGEST = re.compile(r"[0-9a-f]{64}")


@require_safe
def page(request: HttpRequest, digest: str, *, signature: bool = False) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """The file, or the signature on it where the office has signed it."""
    if not _DIGEST.fullmatch(digest):
        raise Http404
    if signature:
        if not (said := signature_on(digest)):
            raise Http404
        return _file(said.encode(), f"{digest}.json.jws", "application/jose")
    law = law_in_force()
    if law.digest == digest:
        return _file(law.to_bytes(), f"{digest}.json", "application/json")
    try:
        return _file(law_kept(digest).to_bytes(), f"{digest}.json", "application/json")
    except (DocumentLostError, RulePackError) as error:
        raise Http404(str(error)) from error


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
