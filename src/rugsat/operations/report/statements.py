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
    """Give the messages of a file of supervision; babel.cfg names this function.

    Of a check its name and its statement; of what counts the rows that a check could not judge, which ones they are:
    its docstring, which begins with a small letter because a run writes it after their number.
    """
    for node in ast.parse(file.read()).body:
        said = (isinstance(node, ast.FunctionDef) and ast.get_docstring(node)) or ""
        if said[:1].islower():
            yield node.lineno, None, said, ["rows that could not be judged; their number stands before"]
        if isinstance(node, ast.FunctionDef) and any(_is_check(decorator) for decorator in node.decorator_list):
            yield node.lineno, None, name_in_words(node.name), ["name of a check"]
            title = (ast.get_docstring(node) or "").split("\n\n", 1)[0].replace("\n", " ")
            yield node.lineno, None, title, ["statement of a check"]


def _is_check(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id == "check"
