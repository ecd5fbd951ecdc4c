"""Does a name of the applicant hold a word that the law forbids, in any form, language or abbreviation?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.name_check import names_of, personal_words
from rugsat.domain.licensing.outcome import Looked, Point, met, unknown, unmet
from rugsat.domain.licensing.requirement import requirement
from rugsat.kernel.names.fold import fold
from rugsat.kernel.names.word_forms import find_words, read_form


@requirement(
    roles=("miner", "pool", "exchange", "custodian"),
    rests_on=("names.forbidden_words", "names.forbidden_word_forms"),
)
def no_forbidden_word_in_name(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """No name of the applicant holds a word that the law forbids, in any form, language or abbreviation.

    Every name is read word by word: in any script, inflected, run together with others, letter by letter with points
    between, or with letters of another script and digits for letters. A surname made of such a word (Döwletow) is not
    the word. Where a person of the application bears the word as his own name, an officer decides.
    """
    words = [read_form(f"en {word}") for word in law.texts("names.forbidden_words")]
    forms = [*words, *map(read_form, law.texts("names.forbidden_word_forms"))]
    own = personal_words(facts)
    for name, looked in names_of(facts, on):
        found = find_words(name, forms)
        for each in found:
            said = {"name": name, "word": each.word, "form": each.form.written}
            if fold(each.word) in own:
                message = (
                    "The name {name} holds the word {word}, which is also the name of a person of the application."
                )
                yield unknown(message, looked, about=name, **said)
            else:
                yield unmet("The name {name} holds the word {word}, a form of {form}.", looked, about=name, **said)
        if not found:
            yield met("The name {name} holds no forbidden word.", looked, about=name, name=name)
    if not facts.applicant.name.strip():
        yield unknown("The applicant has no name.", Looked("application", "name", "applicant"))
