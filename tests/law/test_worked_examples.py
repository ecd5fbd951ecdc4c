"""Runs the worked legal examples in tests/law/<jurisdiction>/, written as the how-to page shows them."""

import ast
import operator
from collections.abc import Callable, Iterator
from decimal import Context, Decimal
from functools import cache
from pathlib import Path

import pytest

from rugsat.kernel.errors import SourceError
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.law.resolve import NotSet, Resolved, resolve
from rugsat.law.shape import Scale, Schedule
from rugsat.law.source.document import Node, read_document

HERE = Path(__file__).parent
EXACT = Context(prec=60)
OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: EXACT.add,
    ast.Sub: EXACT.subtract,
    ast.Mult: EXACT.multiply,
    ast.Div: EXACT.divide,
}


def examples(folder: Path) -> Iterator[Node]:
    for file in sorted(folder.glob("*.yaml")):
        document = read_document(file.read_text(), file=str(file.relative_to(HERE)))
        yield from document.sequence() if document.is_sequence else [document]


def name(node: Node) -> str:
    return f"{Path(node.file).parent.name}: {node.entries()['title'].text()}"


SHIPPED = [node for folder in sorted(HERE.glob("[a-z][a-z]")) for node in examples(folder)]
MADE_UP = list(examples(HERE / "fixtures" / "examples"))


@cache
def pack(code: str, demonstration: tuple[str, ...]) -> RulePack:
    if code == "examples":
        return RulePack.from_folder(HERE / "fixtures" / "xa", demonstration=demonstration)
    return load_jurisdiction(code, demonstration=demonstration)


def check(node: Node) -> None:
    """Resolve the example's parameter and compare it with the arithmetic."""
    entries = node.mapping(
        required=("title", "article", "on", "parameter", "expect"),
        optional=("class", "zone", "unit", "at", "times", "demonstration"),
    )
    entries["article"].text()
    demonstration = entries["demonstration"].texts() if "demonstration" in entries else ()
    law = pack(Path(node.file).parent.name, demonstration)
    places = [entries[key].text() if key in entries else "*" for key in ("class", "zone")]
    parameter = entries["parameter"].text()
    if parameter not in law.rulebook.parameters:
        entries["parameter"].refuse(f"{law.jurisdiction} has no parameter '{parameter}'")
    answer = resolve(law, parameter, entries["on"].day(), *places)
    expected = entries["expect"]
    if isinstance(answer, NotSet) or (expected.is_text and expected.text() == "not set"):
        assert isinstance(answer, NotSet), f"it is set: {answer}"
        assert expected.plain() == "not set", f"it is not set: {answer.why}"
        return
    if "unit" in entries:
        assert answer.unit == entries["unit"].text()
    if expected.is_sequence:
        assert answer.value == expected.texts()
        return
    times = entries["times"].number() if "times" in entries else Decimal(1)
    assert EXACT.multiply(number(answer, entries), times) == arithmetic(expected)


def number(answer: Resolved, entries: dict[str, Node]) -> Decimal:
    """The number that the answer gives, at the measure or hour that the example names."""
    if isinstance(answer.value, Scale):
        found = answer.value.rate_at(entries["at"].mapping(required=["measure"])["measure"].number())
    elif isinstance(answer.value, Schedule):
        at = entries["at"].mapping(required=["month", "time"])
        hour, minute = map(int, at["time"].text().split(":"))
        found = answer.value.value_at(month=at["month"].whole(), minute=60 * hour + minute)
    else:
        assert isinstance(answer.value, Decimal), f"expected a number, the law gives {answer.value}"
        found = answer.value
    assert found is not None, "nothing is set there"
    return found


def arithmetic(node: Node) -> Decimal:
    """The exact result of sums, differences, products and quotients of plain numbers."""
    text = str(node.number()) if not node.is_text else node.text()

    def work(tree: ast.expr) -> Decimal:
        if isinstance(tree, ast.Constant) and type(tree.value) in {int, float}:
            return Decimal(ast.get_source_segment(text, tree) or "")
        if isinstance(tree, ast.BinOp) and type(tree.op) in OPERATORS:
            return OPERATORS[type(tree.op)](work(tree.left), work(tree.right))
        if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
            return operator.neg(work(tree.operand))
        return node.refuse(f"'{text}' is no arithmetic: use numbers, + - * / and brackets")

    try:
        return work(ast.parse(text, mode="eval").body)
    except SyntaxError:
        node.refuse(f"'{text}' is no arithmetic: use numbers, + - * / and brackets")


@pytest.mark.parametrize("example", SHIPPED, ids=name)
def test_the_law_gives_what_the_worked_example_says(example: Node) -> None:
    check(example)


@pytest.mark.parametrize("example", MADE_UP, ids=name)
def test_the_made_up_law_gives_what_the_worked_example_says(example: Node) -> None:
    check(example)


HEAD = "title: T\narticle: A\non: 2026-03-01\nclass: large\nparameter: mining.licence_fee\n"


@pytest.mark.parametrize("expect", ["2000 * 4326", "not set", "[state]"])
def test_a_worked_example_that_is_wrong_fails(expect: str) -> None:
    with pytest.raises(AssertionError):
        check(read_document(f"{HEAD}expect: {expect}", file="examples/a.yaml"))


@pytest.mark.parametrize("expect", ["2 ** 3", "abs(5)", "x * 2", "2 *", "'1'.real", "True * 2"])
def test_a_worked_example_that_is_no_arithmetic_is_refused(expect: str) -> None:
    with pytest.raises(SourceError, match="is no arithmetic"):
        check(read_document(f'{HEAD}expect: "{expect}"', file="examples/a.yaml"))


def test_a_worked_example_of_an_unknown_parameter_or_key_is_refused() -> None:
    with pytest.raises(SourceError, match="unknown key 'expected'"):
        check(read_document(f"{HEAD}expected: 1", file="examples/a.yaml"))
    with pytest.raises(SourceError, match=r"has no parameter 'mining\.license_fee'"):
        check(read_document(HEAD.replace("licence", "license") + "expect: 1", file="examples/a.yaml"))


def test_the_arithmetic_is_exact() -> None:
    assert arithmetic(read_document("0.1 + 0.2", file="a")) == Decimal("0.3")
    assert arithmetic(read_document("-(7 - 1.5) * 2 / 4", file="a")) == Decimal("-2.75")
