"""What the files of the law say in English alone is given to translators, and said in the language of the reader."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from rugsat.kernel.language import speaking
from rugsat.law.adopted import definitions_in
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.operations.report.law_texts import extract_law_texts, law_text
from rugsat.operations.report.statements import Message

FILE = """\
shape: list
unit: text
note: Read in part.
values:
  - since: 2026-01-01
    value: [not legal tender, "22:00"]
    note: where it was read stands only in the file
"""


def texts(pack: RulePack) -> Iterator[str]:
    """All that a page shows of a law and that its files say without languages."""
    for form in definitions_in(pack):
        yield from form.about
        yield from (column.meaning for column in form.columns)
    for parameter in pack.rulebook.parameters.values():
        yield parameter.note
        for dated in parameter.values:
            if dated.value is not None and not isinstance(dated.value, Decimal):
                yield from (item for item, figure in parameter.form.items(dated.value) if figure is None)
    for instrument in pack.rulebook.instruments.values():
        yield from (version.note for version in instrument.versions)


def extracted(folder: Path, text: str) -> list[Message]:
    path = folder / "given.yaml"
    path.write_text(text)
    with path.open("rb") as file:
        return list(extract_law_texts(file))


@pytest.mark.parametrize("language", ["ru", "tk"])
@pytest.mark.parametrize("jurisdiction", ["tm", "kz", "uz"])
def test_sentences_of_the_law_are_said_in_the_language_of_the_reader(jurisdiction: str, language: str):
    said = {text for text in texts(load_jurisdiction(jurisdiction)) if len(text.split()) > 2}
    with speaking(language):
        english = {text for text in said if law_text(text) == text}
    assert said
    assert not english


def test_a_translator_is_given_notes_and_texts_with_their_lines(tmp_path: Path):
    messages = extracted(tmp_path, FILE)
    assert [(line, text) for line, _function, text, _told in messages] == [
        (3, "Read in part."),
        (6, "not legal tender"),
    ]


def test_a_value_that_is_no_text_is_nothing_to_translate(tmp_path: Path):
    assert not extracted(tmp_path, "shape: amount\nunit: working_day\nvalues:\n  - value: 15\n")


def test_a_code_is_said_as_a_word_and_nothing_as_nothing() -> None:
    assert law_text("legal_entity") == "legal entity"
    assert law_text("a text of a law of its own") == "a text of a law of its own"
    assert law_text("") == ""
