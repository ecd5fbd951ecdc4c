"""What bodies attest and plans commit to has a title for each field, and its value is written as people read it."""

import pytest
from django import forms

from rugsat.kernel.language import speaking
from rugsat.web.layout.said import field_word, said_lines
from rugsat.web.portal.forms.attestation import FIELDS, AttestationForm

THING = {"detail": {"capacity_w": 1, "site": "s", "accounts": [], "serials": []}}
CONVERTED = {"capacity_kw": "capacity_w"}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_of_every_attestation_of_the_portal_has_a_title(kind: str):
    form = AttestationForm({**THING, "kind": kind})
    said = {CONVERTED.get(name, name) for name in form.fields} - {"on", "until", "file", "sure"}
    assert {name for name in said if field_word(name) == name.replace("_", " ")} == set()


@pytest.mark.parametrize("kind", FIELDS)
def test_every_value_that_can_be_chosen_is_shown_as_it_is_chosen(kind: str):
    form = AttestationForm({**THING, "kind": kind})
    for name, field in form.fields.items():
        if name in {"status", "kind", "zone", "country"} and isinstance(field, forms.ChoiceField):
            chosen = {value: title for value, title in field.choices if value}
            assert {value: dict(said_lines({name: value}))[field_word(name)] for value in chosen} == chosen


@pytest.mark.parametrize(
    ("says", "lines"),
    [
        ({"capacity_w": 2_500}, [("Capacity", "2.5\u00a0kW")]),
        ({"capacity_w": "as agreed"}, [("Capacity", "as agreed")]),
        ({"amount": "5000000.50", "currency": "TMT"}, [("Amount", "5,000,000.5"), ("Currency", "TMT")]),
        ({"owners": {"p1": "60", "p2": "40"}}, [("Owners and their shares", "p1: 60\u00a0%; p2: 40\u00a0%")]),
        ({"countries": ["TM", "KZ"]}, [("Countries", "Turkmenistan, Kazakhstan")]),
        ({"born": "1980-02-03", "passed": False}, [("Born on", "3 February 1980"), ("Passed", "no")]),
        ({"born": "unknown", "serves": []}, [("Born on", "unknown"), ("What else hangs behind the meter", "")]),
        ({"of_their_own": {"a": [1, True]}}, [("of their own", "a: 1, yes")]),
        ("not a record", []),
    ],
)
def test_a_value_is_written_with_its_unit_and_what_is_none_of_the_field_as_it_is(
    says: object, lines: list[tuple[str, str]]
):
    assert said_lines(says) == lines


def test_titles_and_values_are_in_the_language_of_the_reader():
    with speaking("ru"):
        assert said_lines({"capacity_w": 2_000_000, "passed": True}) == [
            (field_word("capacity_w"), "2\u00a0МВт"),
            (field_word("passed"), "да"),
        ]
