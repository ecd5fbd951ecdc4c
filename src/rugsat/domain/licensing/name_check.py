"""The names by which an applicant goes, and the words in them that are the names of its people."""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.outcome import Looked, looked_at
from rugsat.kernel.names.fold import fold


def names_of(facts: Facts, on: date) -> Iterator[tuple[str, Looked]]:
    """Every name, each once, with where it was read: the application, and what the register of companies says."""
    about = f"party:{facts.applicant.party}"
    seen = dict.fromkeys((facts.applicant.name, *facts.applicant.names), Looked("application", about, "applicant"))
    for entry in attested(facts, "company_register", about, on):
        if isinstance(name := entry.says.get("name"), str):
            seen[name] = looked_at(entry)
    yield from ((name, looked) for name, looked in seen.items() if name.strip())


def personal_words(facts: Facts) -> frozenset[str]:
    """The folded words of the names of natural persons of the application, an entrepreneur among them."""
    names = [each.name for each in facts.persons if each.natural]
    if facts.applicant.kind == "entrepreneur":
        names.append(facts.applicant.name)
    return frozenset(word for name in names for word in fold(name).split())
