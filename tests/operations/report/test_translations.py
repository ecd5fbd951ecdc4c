import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[3]
LOCALE = ROOT / "src/rugsat/locale"
AGAIN = "follow docs/how-to/translate.md"


@cache
def _extracted() -> Catalog:
    with (ROOT / "babel.cfg").open() as file:
        method, options = parse_mapping_cfg(file)
    catalogue = Catalog()
    keywords = {**DEFAULT_KEYWORDS, "_mark": None}
    for _file, _line, message, _comments, _context in extract_from_dir(
        ROOT / "src", method, options, keywords=keywords
    ):
        catalogue.add(message)
    return catalogue


@cache
def _read(path: Path, language: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{\w*\}|%\(\w+\)s", text))


def test_messages_are_found_in_code_templates_and_checks() -> None:
    found = {_forms(message.id)[0] for message in _messages(_extracted())}
    assert {"findings", "Show as a table", "Power above licensed capacity", "not in yet"} <= found


def test_the_template_of_the_catalogues_has_every_message() -> None:
    extracted = {str(message.id) for message in _messages(_extracted())}
    written = {str(message.id) for message in _messages(_read(LOCALE / "rugsat.pot"))}
    assert written == extracted, f"messages have changed: {AGAIN}: {sorted(written ^ extracted)}"


def test_no_message_hides_in_an_f_string_where_the_extractor_does_not_look() -> None:
    hidden = [
        f"{path}:{node.lineno}"
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "gettext"}
    ]
    assert not hidden, f"take the message out of the f-string: {hidden}"


@pytest.mark.parametrize("language", ["ru", "tk"])
def test_every_message_is_translated_into_every_form(language: str) -> None:
    catalogue = _read(LOCALE / language / "rugsat.po", language)
    missing = []
    for message in _messages(_extracted()):
        held = catalogue.get(message.id)
        forms = _forms(held.string) if held and not held.fuzzy else []
        wanted = catalogue.num_plurals if message.pluralizable else 1
        if len(forms) != wanted or not all(forms):
            missing.append(message.id)
    assert not missing, f"not translated into {language}: {AGAIN}: {missing}"


@pytest.mark.parametrize("language", ["ru", "tk"])
def test_a_translation_has_the_placeholders_of_its_message(language: str) -> None:
    for message in _messages(_read(LOCALE / language / "rugsat.po", language)):
        allowed = set().union(*map(_placeholders, _forms(message.id)))
        for form in _forms(message.string):
            assert _placeholders(form) == allowed, f"{language}: {message.id} has other placeholders in {form}"


@pytest.mark.parametrize("language", ["ru", "tk"])
def test_a_translation_says_whether_a_person_has_read_it(language: str) -> None:
    for message in _messages(_read(LOCALE / language / "rugsat.po", language)):
        assert message.user_comments, f"{language}: {message.id}: write # machine-made, or # read by …"
