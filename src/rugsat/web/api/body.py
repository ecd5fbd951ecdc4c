"""Reading a JSON body strictly: no number that JSON has not, no text that no database keeps, no depth without end."""

import json
from typing import Any, NoReturn, cast

from django.http import HttpRequest
from ninja.parser import Parser

from rugsat.web.api.problems import ProblemError

_DEEPEST = 32


class StrictParser(Parser):
    """Reads bodies for the whole API."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The JSON of a request; ProblemError says what is wrong with it."""
        if request.content_type != "application/json":
            message = f"the body is '{request.content_type}': send JSON as application/json"
            raise ProblemError(415, "not-json", message)
        try:
            content = json.loads(request.body, parse_constant=_refuse, object_pairs_hook=_once)
        except (ValueError, RecursionError) as error:
            message = f"the body is no JSON ({error or 'it is nested without end'}): send one JSON document in UTF-8"
            raise ProblemError(400, "not-json", message) from None
        _refuse_odd(content, 0)
        return cast(dict[str, Any], content)


def _refuse(word: str) -> NoReturn:
    message = f"JSON has no {word}"
    raise ValueError(message)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        message = "a field is written twice in one object"
        raise ValueError(message)
    return found


def _refuse_odd(content: Any, depth: int) -> None:
    if depth > _DEEPEST:
        message = f"the body is nested deeper than {_DEEPEST}: nothing that can be sent is"
        raise ProblemError(400, "not-json", message)
    if isinstance(content, str) and ("\x00" in content or any("\ud800" <= letter <= "\udfff" for letter in content)):
        message = "a text holds a NUL or half a letter (a lone surrogate): send text in UTF-8"
        raise ProblemError(422, "not-valid", message)
    if isinstance(content, dict):
        for name, value in content.items():
            _refuse_odd(name, depth)
            _refuse_odd(value, depth + 1)
    elif isinstance(content, list):
        for value in content:
            _refuse_odd(value, depth + 1)
