"""Handing out the signed snapshots, and the public keys to hold them against."""

import re

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from rugsat.evidence.credentials.key_ring import trust_file
from rugsat.store.snapshot.public import folder
from rugsat.web.register.verified import authority_keys

_NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.(zip|jws)")


@require_safe
def page(_request: HttpRequest, name: str) -> HttpResponseBase:
    """The snapshot of a day, or the signature on it."""
    path = folder() / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"register-{name}")


@require_safe
def keys(_request: HttpRequest) -> HttpResponseBase:
    """The authority's public keys as a JSON Web Key Set."""
    path = trust_file(authority_keys())
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="application/jwk-set+json", filename=path.name)
