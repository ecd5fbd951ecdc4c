"""Letters: the words in which an act is told to whoever it is for, with fields that the case fills in."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from rugsat.law.jurisdiction import Jurisdiction, Titles
from rugsat.law.procedure import Verb
from rugsat.law.source.document import Node, by_language

FIELDS = frozenset(
    {
        "authority",
        "party",
        "case",
        "instrument",
        "cls",
        "on",
        "ground",
        "note",
        "conditions",
        "authorisation",
        "requirements",
        "article",
        "clock",
        "appeal",
        "offices",
        "label",
    }
)
"""What a letter can say of an act; a paragraph with a field that is empty is left out."""


@dataclass(frozen=True, slots=True)
class LetterForm:
    """The form of a letter: its subject and its paragraphs, by language."""

    name: str
    """The verb of the act; or the verb and the state that the act leads to, where that has words of its own."""
    subject: Titles
    body: Titles
    """Paragraphs divided by an empty line."""

    def paragraphs(self, language: str) -> tuple[str, ...]:
        """The paragraphs in a language; in English where it has none."""
        text = self.body.get(language) or self.body["en"]
        return tuple(" ".join(each.split()) for each in text.split("\n\n") if each.strip())


def read_letter(node: Node, *, name: str, jurisdiction: Jurisdiction) -> LetterForm:
    """Read one file under letters/; it is named by the verb of its act, and says nothing that no case can fill in."""
    entries = node.mapping(required=("subject", "body"), optional=("note",))
    if not any(name == verb or name.startswith(f"{verb}_") for verb in Verb):
        node.refuse(f"'{name}' begins with no verb of a procedure: name the letter by its act, as in refuse.yaml")
    texts = {key: by_language(entries[key], jurisdiction.languages) for key in ("subject", "body")}
    for key, held in texts.items():
        if set(held) != set(texts["body"]):
            entries[key].refuse("subject and body must be in the same languages")
        for language, text in held.items():
            _check(entries[key].entries()[language], text)
    return LetterForm(name, texts["subject"], texts["body"])


def letter_form(letters: Mapping[str, LetterForm], verb: str, after: str) -> LetterForm | None:
    """The form for an act that leads to a state; None where the jurisdiction has none."""
    return letters.get(f"{verb}_{after}") or letters.get(verb)


def _check(node: Node, text: str) -> None:
    try:
        named = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    except ValueError as error:
        node.refuse(f"the fields cannot be read ({error}): write a field as {{party}}")
    if unknown := named - FIELDS:
        node.refuse(f"there is no field '{min(unknown)}': use one of {', '.join(sorted(FIELDS))}")
