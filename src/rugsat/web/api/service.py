"""The API as a whole: its routes, its errors, and its reference in OpenAPI 3.1."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from rugsat import __version__
from rugsat.usecases.issue_token import SCOPES
from rugsat.web.api import problems
from rugsat.web.api.body import StrictParser
from rugsat.web.api.filing import REAL, SANDBOX
from rugsat.web.api.routes import applications, obligations, register, sandbox
from rugsat.web.api.routes.receipts import receipts_of
from rugsat.web.api.routes.returns import returns_of

_MEANS = """The machine's door to the authority: file returns and read receipts, see what is due, lead applications,
ask the public register. Every error is a problem in the form of RFC 9457. Send an Idempotency-Key with whatever you
would not do twice. Below /api/v1/sandbox the same can be tried; nothing there counts."""


ROOT = "/api/v1/"
_SENTENCE = re.compile("[.:;]")


class Service(NinjaAPI):
    """The API, whose reference says the media type of problems and the scopes of tokens as they are."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """The reference in OpenAPI 3.1."""
        schema = super().get_openapi_schema(path_prefix=path_prefix or ROOT, path_params=path_params)
        for path, methods in schema["paths"].items():
            for method, operation in methods.items():
                _mend(path, method, operation)
        return schema


def _mend(path: str, method: str, operation: dict[str, Any]) -> None:
    operation["summary"] = _SENTENCE.split(operation["description"], maxsplit=1)[0]
    responses = operation["responses"]
    for status, response in list(responses.items()):
        content = response.get("content", {})
        if int(status) >= 400 and "application/json" in content:
            response["content"] = {problems.MEDIA_TYPE: content["application/json"]}
    if "security" in operation and method in {"post", "put"}:
        seen = [_SEEN] if "/applications/{case}" in path else []
        operation["parameters"] = [*operation.get("parameters", []), _KEY, *seen]


_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[!-~]+$"},
    "description": "The same key with the same request is carried out once; a UUID does.",
}
_SEEN = {
    "in": "header",
    "name": "If-Match",
    "required": False,
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
    "description": "The version of the case that you have seen; 412 where it has changed since.",
}
_SECURITY = {
    "type": "http",
    "scheme": "bearer",
    "description": "A token that the authority has issued. Scopes: "
    + "; ".join(f"{name}: {means}" for name, means in SCOPES.items()),
}


def build() -> Service:
    """The API with all its routes."""
    api = Service(
        title="Rugsat",
        version=__version__,
        description=_MEANS,
        parser=StrictParser(),
        urls_namespace="api-v1",
        openapi_extra={"components": {"securitySchemes": {"token": _SECURITY}}},
    )
    api.add_router("", returns_of(REAL, "returns:file"))
    api.add_router("", receipts_of(REAL, "returns:read"))
    api.add_router("", obligations.router)
    api.add_router("", applications.router)
    api.add_router("", register.router)
    api.add_router("/sandbox", returns_of(SANDBOX, "sandbox"))
    api.add_router("/sandbox", receipts_of(SANDBOX, "sandbox"))
    api.add_router("/sandbox", sandbox.router)

    def refuse(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
        assert isinstance(error, Exception)
        return problems.of_error(request, error)

    for kind in (Exception, Http404, HttpError, ValidationError):
        api.add_exception_handler(kind, refuse)
    return api
