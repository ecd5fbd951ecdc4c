"""The fields that use cases tell the log of, read from their source wherever the mapping is built."""

import ast
import dataclasses
import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

import rugsat.usecases
from rugsat.operations.legacy.fault import LegacyFault
from rugsat.usecases.ask_for_information import Question
from rugsat.usecases.propose_account_act import Proposed

RECORDS = (LegacyFault, Question, Proposed)
"""What is told besides the forms."""
SEALED = {"half"}
"""Half of a password: it is proposed, and never told."""
Scope = tuple[ast.Module, ast.FunctionDef]
"""A module, and the function within it that something stands in."""


@cache
def told_fields() -> frozenset[str]:
    """All names in the mappings that are given to tell, and in those they are made of."""
    found = set[str]()
    for module, function in (each for named in _functions().values() for each in named):
        for call in _calls(function):
            for expression in _told_by(call):
                found |= set(_keys(expression, (module, function), frozenset()))
    return frozenset(found)


def record_fields() -> set[str]:
    """The fields of the forms that are told as a whole, and of all that lies within them."""
    forms = [each for module in _imported() for each in vars(module).values() if _is_form(each)]
    seen = set[Any]()
    waiting: list[Any] = [*forms, *RECORDS]
    while waiting:
        record = waiting.pop()
        if record not in seen:
            seen.add(record)
            waiting += [each for hint in get_type_hints(record).values() for each in _records(hint)]
    return {field.name for record in seen for field in dataclasses.fields(record)} - SEALED


def _is_form(found: object) -> bool:
    return isinstance(found, type) and dataclasses.is_dataclass(found) and found.__name__.endswith(("Form", "_Asked"))


def _records(hint: Any) -> Iterator[Any]:
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        yield hint
    for each in get_args(hint):
        yield from _records(each)


@cache
def _modules() -> tuple[ast.Module, ...]:
    folder = Path(next(iter(rugsat.usecases.__path__)))
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.py")))


@cache
def _functions() -> dict[str, list[tuple[ast.Module, ast.FunctionDef]]]:
    """The functions of the use cases by their names, each with its module."""
    found: dict[str, list[tuple[ast.Module, ast.FunctionDef]]] = {}
    for module in _modules():
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, []).append((module, node))
    return found


def _imported() -> Iterator[Any]:
    for each in pkgutil.iter_modules(rugsat.usecases.__path__):
        yield importlib.import_module(f"rugsat.usecases.{each.name}")


def _calls(scope: ast.AST) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(scope) if isinstance(node, ast.Call))


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _told_by(call: ast.Call) -> list[ast.expr]:
    """What a call has told: the mapping given to tell, or posted at once, and what is said with an act upon a case."""
    if _called(call) in {"tell", "Posted"}:
        return call.args[2:3]
    return [each.value for each in call.keywords if _called(call) == "Saying" and each.arg == "content"]


def _keys(node: ast.AST | None, scope: Scope, seen: frozenset[str]) -> Iterator[str]:
    """The keys of an expression that gives a mapping, and of the mappings that lie within it."""
    match node:
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                yield from _written(key)
                yield from _keys(value, scope, seen)
        case ast.DictComp(key=ast.Name(id=name), generators=[ast.comprehension(target=ast.Name(id=over), iter=items)]):
            if name == over:
                yield from _items(items, scope)
        case ast.Name(id=name) if name not in seen:
            for value in _assigned(name, scope):
                yield from _keys(value, scope, seen | {name})
            yield from _handed_over(name, scope)
        case ast.Attribute(attr=name) if name not in seen and name not in {"content", "says"}:
            yield from _returned(name, seen)
        case ast.Call() if _called(node) not in seen:
            yield from (key for each in node.args for key in _keys(each, scope, seen))
            yield from _returned(_called(node), seen)
        case ast.BinOp(left=left, right=right):
            yield from (*_keys(left, scope, seen), *_keys(right, scope, seen))
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_keys(body, scope, seen), *_keys(orelse, scope, seen))
        case ast.ListComp(elt=each) | ast.List(elts=[each]):
            yield from _keys(each, scope, seen)


def _written(node: ast.AST | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def _items(node: ast.AST, scope: Scope) -> Iterator[str]:
    """The texts of a tuple, some of which may stand in another one."""
    match node:
        case ast.Constant():
            yield from _written(node)
        case ast.Tuple(elts=elements):
            yield from (text for each in elements for text in _items(each, scope))
        case ast.Starred(value=value):
            yield from _items(value, scope)
        case ast.Name(id=name):
            yield from (text for value in _assigned(name, scope) for text in _items(value, scope))


def _assigned(name: str, scope: Scope) -> list[ast.expr]:
    """What a name is assigned within a function, else in its module."""
    for within in (scope[1], scope[0]):
        found = [value for node in ast.walk(within) for value in _given(node, name)]
        if found:
            return found
    return []


def _given(node: ast.AST, name: str) -> Iterator[ast.expr]:
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if isinstance(target, ast.Name) and target.id == name:
                yield node.value
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = zip(target.elts, node.value.elts, strict=True)
                yield from (value for each, value in pairs if isinstance(each, ast.Name) and each.id == name)


def _handed_over(name: str, scope: Scope) -> Iterator[str]:
    """The names by which a function is called for what it takes as **name."""
    function = scope[1]
    if function.args.kwarg and function.args.kwarg.arg == name:
        for module in _modules():
            for call in _calls(module):
                if _called(call) == function.name:
                    yield from (each.arg for each in call.keywords if each.arg)


def _returned(name: str, seen: frozenset[str]) -> Iterator[str]:
    """The keys of what a function or property of the use cases returns."""
    for module, function in _functions().get(name, ()):
        for node in ast.walk(function):
            if isinstance(node, ast.Return):
                yield from _keys(node.value, (module, function), seen | {name})
