"""The pages of the API: every operation as its own reference in OpenAPI says it, and that reference itself."""

import dataclasses
import json
import os
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, get_args, get_type_hints

from rugsat.store import start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rugsat.web.settings")
start.start()

from rugsat.usecases.application_form import ApplicationForm  # noqa: E402 - after Django is set up
from rugsat.usecases.issue_token import SCOPES  # noqa: E402
from rugsat.web.api.urls import api  # noqa: E402

_ERRORS = 400
_TITLES = {
    "returns": "Filing returns",
    "receipts": "Receipts",
    "obligations": "What is due",
    "applications": "Applications",
    "attestations": "Attestations",
    "sandbox": "The sandbox",
    "register": "The public register",
    "check": "Checking a number",
}


def api_pages() -> dict[str, str]:
    """One page for each thing that operations are about, and one for scopes."""
    schema = api.get_openapi_schema()
    found: dict[str, list[str]] = defaultdict(list)
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            found[operation["tags"][0]].append(_operation(method.upper(), path, operation))
    found["applications"].append(_says())
    pages = {tag: "\n\n".join([f"# {_TITLES[tag]}", *sections]) + "\n" for tag, sections in found.items()}
    return pages | {"scopes": _scopes()}


def openapi() -> str:
    """The reference in OpenAPI 3.1, as the API gives it out at /api/v1/openapi.json."""
    return json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False)


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> str:
    scope = operation["security"][0]["token"][0] if "security" in operation else ""
    parts = [
        f"## {method} {path}",
        operation["description"],
        f"Scope: `{scope}`." if scope else "No token is needed.",
    ]
    if parameters := operation.get("parameters"):
        rows = [f"| `{each['name']}` | {each['in']} | {_about(each)} |" for each in parameters]
        parts.append("\n".join(["| parameter | in | |", "| --- | --- | --- |", *rows]))
    for media_type, body in operation.get("requestBody", {}).get("content", {}).items():
        parts.append(f"Body: {media_type}{_named(body['schema'])}.")
    answers = operation["responses"].items()
    parts.append("Answers: " + ", ".join(_answer(*each) for each in answers if int(each[0]) < _ERRORS) + ".")
    parts.append("Problems: " + ", ".join(str(status) for status, _ in answers if int(status) >= _ERRORS) + ".")
    return "\n\n".join(parts)


def _about(parameter: Mapping[str, Any]) -> str:
    schema = parameter["schema"]
    said = parameter.get("description") or schema.get("description", "")
    needed = "needed" if parameter.get("required") else ""
    default = schema.get("default")
    without = f"`{default}` where left out" if default not in {None, ""} else ""
    return "; ".join(each for each in (needed, without, said) if each)


def _answer(status: Any, response: Mapping[str, Any]) -> str:
    found = [each.get("schema", {}) for each in response.get("content", {}).values()]
    return f"{status}{_named(found[0]) if found else ''}"


def _named(schema: Mapping[str, Any]) -> str:
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    return f" ({name})" if name else ""


def _says() -> str:
    """The fields of what an application says, from the very forms that read it."""
    parts = ["## What an application says", "`says` holds lists of records; days and decimals are written as text."]
    hints = get_type_hints(ApplicationForm)
    for field in dataclasses.fields(ApplicationForm):
        record = next((each for each in get_args(hints[field.name]) if dataclasses.is_dataclass(each)), None)
        if record is None:
            parts.append(f"### {field.name}\n\nBy name, a record each, as the requirements ask.")
            continue
        rows = [
            f"| `{each.name}` | {_kind(get_type_hints(record)[each.name])} | {'' if _optional(each) else 'needed'} |"
            for each in dataclasses.fields(record)
        ]
        parts.append("\n".join([f"### {field.name}", "", "| field | | |", "| --- | --- | --- |", *rows]))
    return "\n\n".join(parts)


def _kind(hint: Any) -> str:
    words = {"str": "text", "int": "whole number", "Decimal": "number as text", "date": "day", "bool": "true or false"}
    names = [getattr(each, "__name__", str(each)) for each in get_args(hint) or (hint,)]
    return " or ".join(words.get(name, name) for name in names if name not in {"NoneType", "Ellipsis", "ellipsis"})


def _optional(field: Any) -> bool:
    missing = dataclasses.MISSING
    return field.default is not missing or field.default_factory is not missing


def _scopes() -> str:
    rows = [f"| `{name}` | {means} |" for name, means in SCOPES.items()]
    head = "What a token may be good for; what its account may do is said by its roles, and no scope adds to that."
    return "\n".join(["# Scopes", "", head, "", "| scope | |", "| --- | --- |", *rows]) + "\n"
