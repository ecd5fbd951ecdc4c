"""Does a name hold a word that only those who mine or provide services may use?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.name_check import names_of
from rugsat.domain.licensing.outcome import Point, met, not_asked, unmet
from rugsat.domain.licensing.requirement import requirement
from rugsat.kernel.names.word_forms import find_phrases, read_form


@requirement(
    roles=("miner", "pool", "exchange", "custodian", "energy_provider", "bank"),
    rests_on=("names.reserved_words", "names.reserved_words_for_roles"),
    also=("names.reserved_word_forms",),
)
def no_reserved_word_in_name(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """No name holds a word that is reserved for those who mine or provide services, unless the applicant would be one.

    The words, such as virtual asset, are found as they are found for forbidden words, and several of them must follow
    each other in order. Whoever applies for one of the roles that the law names may use them.
    """
    if law.role in law.texts("names.reserved_words_for_roles"):
        yield not_asked("Those of the role {role} may use the reserved words.", role=law.role)
        return
    phrases = [tuple(read_form(f"en {word}") for word in text.split()) for text in law.texts("names.reserved_words")]
    for text in law.texts("names.reserved_word_forms"):
        language, _, words = text.partition(" ")
        phrases.append(tuple(read_form(f"{language} {word}") for word in words.split()))
    for name, looked in names_of(facts, on):
        found = find_phrases(name, phrases)
        for phrase in found:
            yield unmet("The name {name} holds the reserved word {word}.", looked, about=name, name=name, word=phrase)
        if not found:
            yield met("The name {name} holds no reserved word.", looked, about=name, name=name)
