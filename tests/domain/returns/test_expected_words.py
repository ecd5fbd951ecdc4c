"""What was expected of a value is said in the reader's language, whichever rule or form of file expected it."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import rugsat
from rugsat.domain.returns.expected_words import PHRASES, expected_in_words, has_phrase
from rugsat.domain.returns.owed import period_code
from rugsat.domain.returns.rulebook import judges_of
from rugsat.domain.returns.setting import Setting
from rugsat.kernel.language import speaking
from rugsat.kernel.period import ReportingPeriod
from rugsat.law.adopted import definitions_in
from rugsat.law.pack import load_jurisdiction

SOURCE = Path(rugsat.__file__).parent
PLACES = {"Refusal": 2, "mark": 2, "_refusing": 3, "_number": 2, "CellError": 1}
"""Which argument of a call says what was expected."""


def modules() -> Iterator[Path]:
    yield from (SOURCE / "domain" / "returns").glob("*.py")
    yield from (SOURCE / "domain" / "returns" / "rules").glob("*.py")
    yield from (SOURCE / "operations" / "intake" / "parse").glob("*.py")


def text_of(node: ast.expr) -> Iterator[str]:
    """A text that stands in the source, with a number for each part that is put in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "7" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from text_of(node.body)
        yield from text_of(node.orelse)
    elif isinstance(node, ast.Tuple) and node.elts:
        yield from text_of(node.elts[-1])


def expectations(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.keyword) and node.arg == "expected":
            yield from text_of(node.value)
        if isinstance(node, ast.Assign):
            names = [each.id for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name)]
            if names[-1:] == ["expected"]:
                yield from text_of(node.value)
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            place = PLACES.get(name)
            if place is not None and len(node.args) > place:
                yield from text_of(node.args[place])


def test_every_expectation_in_the_source_has_a_phrase():
    found = {(path.name, text) for path in modules() for text in expectations(path)}
    assert len(found) > 50
    # Columns in their order need no words.
    assert [(name, text) for name, text in sorted(found) if not has_phrase(text) and text != "7"] == []


@pytest.mark.parametrize("jurisdiction", ["tm", "kz", "uz"])
def test_every_rule_of_every_return_has_a_phrase(jurisdiction: str):
    forms = definitions_in(load_jurisdiction(jurisdiction, demonstration=("demonstration",)))
    day, seen = date(2026, 3, 2), 0
    for form in forms:
        every = "month" if form.calendar.every == "event" else form.calendar.every
        period = ReportingPeriod.parse(period_code(every, day))
        for judge in judges_of(Setting(definition=form, period=period)):
            assert has_phrase(judge.expected) or " ≤ " in judge.expected, (form.name, judge.expected)
            seen += 1
    assert seen > 20 or jurisdiction != "tm"


def test_names_and_values_stay_as_the_return_writes_them():
    said = {
        "a value in serial and model where status is sold or lost": ("serial", "model", "status", "sold", "lost"),
        "a number above 0 and at most 1000000": ("0", "1000000"),
        "at least 3 and at most 40 characters": ("3", "40"),
        "one of PPS, FPPS and PPLNS": ("PPS, FPPS and PPLNS",),
        "4 fields, as in the header, not 3": ("4", "3"),
        "energy_wh × price, within 0.01": ("energy_wh × price", "0.01"),
    }
    for chosen in ("ru", "tk"):
        with speaking(chosen):
            for english, parts in said.items():
                words = expected_in_words(english)
                assert words != english
                assert all(part in words for part in parts), words
                assert not any(word in words.split() for word in ("at", "most", "least", "where", "above"))


def test_in_english_it_is_what_the_receipt_says():
    assert expected_in_words("at least 3 characters") == "at least 3 characters"
    with speaking("ru"):
        assert expected_in_words("what nobody has ever expected") == "what nobody has ever expected"


def test_every_phrase_is_translated_with_its_parts():
    for chosen in ("ru", "tk"):
        with speaking(chosen):
            for phrase in PHRASES:
                given = {name: "7" for name in phrase.split("{")[1:] for name in [name.partition("}")[0]]}
                english = phrase.format(**given)
                words = expected_in_words(english)
                assert "{" not in words
                assert words.count("7") >= english.count("7"), words
                assert words != english or english == "UTF-8", english
