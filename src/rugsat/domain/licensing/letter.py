"""The letter that tells an act: a form of the law filled in with what the case says, in one language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import Formatter

from rugsat.domain.licensing.clock import ClockState, Deadline
from rugsat.domain.licensing.words import clock_in_words, length_in_words
from rugsat.kernel.language import gettext, in_language, language
from rugsat.law.letter import LetterForm
from rugsat.law.procedure import Step, Verb
from rugsat.law.service import DEEMED

_TOLD = frozenset({ClockState.RUNNING, ClockState.AWAITS_SERVICE, ClockState.ENDLESS})
MEANS = tuple(DEEMED)
"""The ways in which a letter can be sent."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is read: its subject and its paragraphs."""

    subject: str
    paragraphs: tuple[str, ...]


def letter(form: LetterForm, fields: Mapping[str, str]) -> Letter:
    """The letter in the present language; a paragraph with a field that is empty, or not given, is left out."""
    subject = form.subject.get(language()) or form.subject["en"]
    said = [each for each in form.paragraphs(language()) if all(fields.get(name) for name in _named(each))]
    return Letter(subject.format_map(_Given(fields)), tuple(each.format_map(fields) for each in said))


def clocks_begun(found: Sequence[Deadline], number: int, appeal: frozenset[str]) -> tuple[str, str]:
    """The clocks that an act has started, in words: those to be kept or waited for, and that of the appeal."""
    begun = [each for each in found if each.started_by == number and each.state in _TOLD]
    others = [_in_words(each) for each in begun if each.clock.name not in appeal]
    appeals = [_in_words(each) for each in begun if each.clock.name in appeal]
    return "; ".join(others), "; ".join(appeals)


def appeal_clocks(steps: Sequence[Step]) -> frozenset[str]:
    """The clocks within which one can appeal, among the steps of a table."""
    return frozenset(step.within for step in steps if step.verb == Verb.APPEAL and step.within)


def _in_words(deadline: Deadline) -> str:
    """A clock with its last day; where it begins with service, with its length."""
    if deadline.state is ClockState.AWAITS_SERVICE and (length := length_in_words(deadline)):
        words = gettext("{title}: {length}, counted from the day of service")
        return words.format(title=in_language(deadline.clock.title), length=length)
    return clock_in_words(deadline)


class _Given(dict[str, str]):
    """Fields of a subject, of which one that is empty stays a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def _named(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name]
