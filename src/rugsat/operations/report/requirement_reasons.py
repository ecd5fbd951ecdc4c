"""What a translator is given of the requirements: the name of each, its sentence, and every reason it can give."""

import ast
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO

from babel.messages.extract import extract_python

from rugsat.operations.report.statements import name_in_words

Message = tuple[int, None, str, list[str]]
"""Line, function, message and comments, as the extractor of messages wants them."""

_SAY = frozenset({"met", "unmet", "unknown", "not_asked"})


def extract_reasons(
    file: BinaryIO, keywords: Any, comment_tags: Collection[str], options: Any
) -> Iterator[tuple[Any, ...]]:
    """Give the messages of a file of licensing; babel.cfg names this function.

    Of a requirement its name and its sentence; of each answer its reason, whether it stands in the call or in the line
    before it. What is marked with gettext is given as in any other file.
    """
    yield from extract_python(file, keywords, comment_tags, options)
    file.seek(0)
    tree = ast.parse(file.read())
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and any(_is_requirement(each) for each in node.decorator_list):
            yield node.lineno, None, name_in_words(node.name), ["name of a requirement"]
            title = (ast.get_docstring(node) or "").split("\n\n", 1)[0].replace("\n", " ")
            yield node.lineno, None, title, ["sentence of a requirement"]
    yield from _reasons(tree)


def _reasons(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        for block in (getattr(node, name, None) for name in ("body", "orelse")):
            if isinstance(block, list):
                yield from _in_block(block)


def _in_block(block: list[ast.stmt]) -> Iterator[Message]:
    kept: dict[str, str] = {}
    for statement in block:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            text = _text(statement.value)
            if text is not None:
                kept[statement.targets[0].id] = text
        if not isinstance(statement, (ast.Expr, ast.Return, ast.Assign)):
            continue
        for call in (each for each in ast.walk(statement) if isinstance(each, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in _SAY and call.args:
                first = call.args[0]
                reason = kept.get(first.id) if isinstance(first, ast.Name) else _text(first)
                if reason:
                    yield call.lineno, None, reason, ["reason of an answer"]


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _is_requirement(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id == "requirement"
