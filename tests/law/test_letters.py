"""Letters: every act that is served has its words, and a form that no case can fill in is refused."""

from string import Formatter

import pytest

from rugsat.domain.licensing.letter import letter
from rugsat.kernel.errors import SourceError
from rugsat.kernel.language import speaking
from rugsat.law.letter import FIELDS, LetterForm, letter_form, read_letter
from rugsat.law.pack import jurisdictions, load_jurisdiction
from rugsat.law.source.document import read_document

FORM = LetterForm("refuse", {"en": "No, {case}"}, {"en": "To {party}\n\nGround: {ground}.\n\nThe\nend."})


def written(text: str, name: str = "refuse") -> LetterForm:
    return read_letter(
        read_document(text, file="tm/letters/x.yaml"),
        name=name,
        jurisdiction=load_jurisdiction("tm").rulebook.jurisdiction,
    )


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", jurisdictions())
def test_every_act_that_is_served_has_a_letter(code: str):
    rulebook = load_jurisdiction(code).rulebook
    without = {
        (name, str(step.verb))
        for name, instrument in rulebook.instruments.items()
        for version in instrument.versions
        for step in version.procedure
        if step.served and letter_form(rulebook.letters, step.verb, step.after) is None
    }
    assert without == set()


def test_turkmen_letters_are_in_three_languages_and_say_the_same_fields_in_each():
    for form in load_jurisdiction("tm").rulebook.letters.values():
        assert set(form.body) == {"en", "ru", "tk"} == set(form.subject), form.name
        named = {language: fields(text) for language, text in form.body.items()}
        assert named["ru"] == named["tk"] == named["en"] <= FIELDS, form.name


def test_a_paragraph_with_an_empty_field_is_left_out():
    said = letter(FORM, {"case": "A-1", "party": "Karakum", "ground": ""})
    assert said.subject == "No, A-1"
    assert said.paragraphs == ("To Karakum", "The end.")
    assert letter(FORM, {"party": "K", "ground": "fraud"}).paragraphs[1] == "Ground: fraud."


def test_a_letter_is_in_the_language_that_is_spoken_and_else_in_english():
    form = load_jurisdiction("tm").rulebook.letters["refuse"]
    with speaking("tk"):
        assert letter(form, {"party": "Garagum"}).paragraphs[0] == "Kime: Garagum"
        assert letter(FORM, {"party": "Garagum"}).paragraphs[0] == "To Garagum"


def test_what_was_written_into_a_field_is_not_read_as_a_form():
    said = letter(FORM, {"case": "{party}", "party": "{case}", "ground": "{0.__class__}"})
    assert said.paragraphs == ("To {case}", "Ground: {0.__class__}.", "The end.")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('subject: {en: "x"}\nbody: {en: "{nobody}"}', "there is no field 'nobody'"),
        ('subject: {en: "x"}\nbody: {en: "{party"}', "cannot be read"),
        ('subject: {en: "x"}\nbody: {en: "x", ru: "x"}', "same languages"),
        ('subject: {ru: "x"}\nbody: {ru: "x"}', "English"),
        ('subject: {en: "x", fr: "x"}\nbody: {en: "x", fr: "x"}', "none of the jurisdiction's languages"),
        ('subject: {en: "{party.__class__}"}\nbody: {en: "x"}', "there is no field"),
    ],
)
def test_a_form_that_no_case_can_fill_in_is_refused(text: str, why: str):
    with pytest.raises(SourceError, match=why):
        written(text)


def test_a_letter_of_no_act_is_refused():
    with pytest.raises(SourceError, match="begins with no verb"):
        written('subject: {en: "x"}\nbody: {en: "x"}', name="greet")
