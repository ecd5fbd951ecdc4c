"""How an operation says what it answers, and how a page of a list is made."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import JsonResponse

from rugsat.store.api_access.answers import Answer
from rugsat.usecases.call import Done
from rugsat.web.api.forms import Problem

_READING = (401, 403, 404, 422, 429)
_WRITING = (400, 401, 403, 404, 409, 412, 413, 415, 422, 429)
_FILING = (400, 401, 403, 409, 411, 413, 415, 422, 429, 503, 507)
_PUBLIC = (404, 422)


def reading(form: Any) -> dict[Any, Any]:
    """What reading with a token is answered with."""
    return {200: form, **dict.fromkeys(_READING, Problem)}


def writing(form: Any, status: int = 200) -> dict[Any, Any]:
    """What an act is answered with."""
    return {status: form, **dict.fromkeys(_WRITING, Problem)}


def filing(form: Any, *statuses: int) -> dict[Any, Any]:
    """What filing is answered with."""
    return {**dict.fromkeys(statuses, form), **dict.fromkeys(_FILING, Problem)}


def public(form: Any) -> dict[Any, Any]:
    """What anybody is answered with."""
    return {200: form, **dict.fromkeys(_PUBLIC, Problem)}


def acted(done: Done) -> dict[str, Any]:
    """What came of an act, as it is told."""
    return {"subject": done.subject, "version": done.version, "repeated": done.repeated, "told": dict(done.told)}


def page(rows: Sequence[Mapping[str, Any]], most: int, cursor: Callable[[Mapping[str, Any]], Any]) -> dict[str, Any]:
    """A page of at most so many rows; one row more than that was asked for, to know whether there is a next page."""
    shown = list(rows[:most])
    return {"items": shown, "next": str(cursor(shown[-1])) if len(rows) > most else None}


def replayed(answer: Answer, *, before: bool) -> JsonResponse:
    """An answer with its status; one that was given before says so in a header."""
    headers = {"Idempotency-Replayed": "true"} if before else None
    return JsonResponse(dict(answer.content), status=answer.status, headers=headers)


def body_of(media_type: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """How the reference says what body an operation reads by itself."""
    return {"requestBody": {"required": True, "content": {media_type: {"schema": dict(schema)}}}}
