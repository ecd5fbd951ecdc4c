"""What a translator is given of the checks: the name of each, and its statement."""

import ast
from collections.abc import Iterator
from typing import BinaryIO

Message = tuple[int, None, str, list[str]]
"""Line, function, message and comments, as the extractor of messages wants them."""


def name_in_words(check: str) -> str:
    """The name of a check with spaces: a statement in few words."""
    return check.replace("_", " ").capitalize()


def extract_statements(file: BinaryIO, *_asked: object, **_options: object) -> Iterator[Message]:
    """Give the messages of a file that holds a check; babel.cfg names this function."""
    for node in ast.parse(file.read()).body:
        if isinstance(node, ast.FunctionDef) and any(_is_check(decorator) for decorator in node.decorator_list):
            yield node.lineno, None, name_in_words(node.name), ["name of a check"]
            title = (ast.get_docstring(node) or "").split("\n\n", 1)[0].replace("\n", " ")
            yield node.lineno, None, title, ["statement of a check"]


def _is_check(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id == "check"
