from contextlib import suppress
from datetime import date
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rugsat.kernel.errors import SourceError
from rugsat.law.source.document import Node, by_language, read_document


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def node(text: str) -> Node:
    return read_document(f"key: {text}", file="a.yaml").mapping(required=["key"])["key"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3", 3, "stands twice, first in line 1"),
        ("a: &x 1\nb: 2", 1, "anchors"),
        ("a: 1\nb: *x", 2, "anchors"),
        ("a: 1\nb: !!str 2", 2, "tags"),
        ("", 1, "empty"),
        ("# nothing", 1, "empty"),
        ("a: 1\n---\nb: 1", 2, "second document"),
        ("a: 1\nb: [1", 2, "not YAML"),
        ("a: 1\n\tb: 1", 2, "not YAML"),
        ("[" * 60 + "]" * 60, 1, "nested deeper"),
        ("? [a]\n: 1", 1, "a key must be a word"),
        ("a: 1\n'': 1", 2, "a key must be a word"),
    ],
)
def test_what_is_not_plain_yaml_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        read_document(text, file="a.yaml").plain()
    assert caught.value.file == "a.yaml"
    assert caught.value.line in {line, line + 1}


def test_control_characters_are_refused() -> None:
    with pytest.raises(SourceError, match="control characters"):
        read_document("a: \x00", file="a.yaml")


def test_an_unknown_key_is_refused_with_its_own_line() -> None:
    document = read_document("known: 1\nunknwon: 2", file="a.yaml")
    with pytest.raises(SourceError, match=r"^a\.yaml:2: unknwon: unknown key 'unknwon': use one of known$"):
        document.mapping(required=["known"])


def test_a_missing_key_is_refused() -> None:
    with pytest.raises(SourceError, match="the key 'b' is missing"):
        read_document("a: 1", file="a.yaml").mapping(required=["a", "b"])


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**12), max_value=10**12))
def test_a_number_is_read_exactly_as_written(number: Decimal) -> None:
    written = f"{number:f}"
    assert node(written).number().as_tuple() == Decimal(written).as_tuple()


@pytest.mark.parametrize(
    "text", ["'5'", "1e3", "0x10", "1_000", "1,5", "05", ".5", "+5", ".inf", "five", "", "[5]", "true"]
)
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="expected a number in plain digits"):
        node(text).number()


def test_a_whole_number_has_no_point() -> None:
    assert node("-5").whole() == -5
    with pytest.raises(SourceError, match="a whole number"):
        node("5.0").whole()


def test_a_day_is_a_day_of_the_calendar() -> None:
    assert node("2024-02-29").day() == date(2024, 2, 29)
    for wrong in ("2023-02-29", "'2024-02-29'", "29.02.2024", "2024", "2024-02-29T00:00:00"):
        with pytest.raises(SourceError, match="expected a day"):
            node(wrong).day()


@pytest.mark.parametrize("text", ["5", "2024-01-01", "true", "", "null", "'  '"])
def test_text_that_looks_like_something_else_must_stand_in_quotes(text: str) -> None:
    with pytest.raises(SourceError, match="expected text"):
        node(text).text()


def test_country_and_clock_words_stay_text() -> None:
    assert [item.text() for item in node("[NO, on, yes, 17:00, '5']").sequence()] == ["NO", "on", "yes", "17:00", "5"]


def test_only_true_and_false_are_booleans() -> None:
    assert node("true").boolean() is True
    with pytest.raises(SourceError, match="expected true or false, found 'yes'"):
        node("yes").boolean()


def test_a_word_is_one_of_a_closed_set() -> None:
    assert node("red").one_of(Colour) is Colour.RED
    with pytest.raises(SourceError, match="expected one of red, blue, found 'green'"):
        node("green").one_of(Colour)


def test_the_same_text_twice_in_a_list_is_refused() -> None:
    with pytest.raises(SourceError, match="stands twice"):
        node("[a, b, a]").texts()


def test_a_title_must_be_in_english_too() -> None:
    assert by_language(node("{en: Title, tk: At}"), ["tk"]) == {"en": "Title", "tk": "At"}
    with pytest.raises(SourceError, match="English"):
        by_language(node("{tk: At}"))
    with pytest.raises(SourceError, match="none of the jurisdiction's languages"):
        by_language(node("{en: Title, fr: Titre}"), ["tk"])


def test_an_error_names_the_place_within_the_document() -> None:
    document = read_document("values:\n  - since: 2026-01-01\n  - since: soon", file="tm/a.yaml")
    with pytest.raises(SourceError, match=r"^tm/a\.yaml:3: values\[1\]\.since: expected a day"):
        document.entries()["values"].sequence()[1].entries()["since"].day()


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_but_never_breaks(text: str) -> None:
    with suppress(SourceError):
        read_document(text, file="a.yaml").plain()
