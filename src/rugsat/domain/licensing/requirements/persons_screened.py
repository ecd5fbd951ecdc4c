"""Is anybody of the application on a list of sanctioned persons?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, texts, unattested
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Looked, Point, looked_at, met, unknown, unmet
from rugsat.domain.licensing.requirement import requirement
from rugsat.evidence.sanctions.screening_list import Candidate, ScreeningList


@requirement(
    roles=("miner", "pool", "exchange", "custodian", "energy_provider", "bank"),
    rests_on=("screening.lists",),
)
def persons_screened(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """Neither the applicant nor a person of the application is on a list of sanctioned persons.

    Names are compared letter for letter and folded, so that script, spelling and order of words make no difference;
    of a natural person also the year of birth, where papers and list state it. A likeness refuses nobody: an officer
    decides. A name that nobody but the applicant gives shows nothing, so whoever somebody is must be attested, and the
    name on the papers is compared too.
    Evidence: identity about person:…, of a firm company_register, which say name and born; the lists, each of a day and
    with its digest; and screening about person:… or party:…, said by an officer who has looked at the candidates:
    cleared and confirmed, lists of their references on the list. A candidate that no officer has looked at stands
    open, also when it comes on a newer list.
    """
    wanted = law.texts("screening.lists")
    lists = {each.name: each for each in facts.lists if each.as_of <= on}
    for name in sorted(set(wanted) - set(lists)):
        yield unknown("The list {list} is not at hand for {day}.", about=f"list:{name}", list=name, day=on)
    asked = [lists[name] for name in wanted if name in lists]
    if asked:
        own = (facts.applicant.name, *facts.applicant.names)
        yield from _subject(facts, f"party:{facts.applicant.party}", own, asked, on)
        for person in facts.persons:
            yield from _subject(facts, f"person:{person.person}", (person.name,), asked, on)


def _subject(
    facts: Facts, about: str, stated: tuple[str, ...], lists: list[ScreeningList], on: date
) -> Iterator[Point]:
    """The answers for each name of somebody: those that are stated, and those that a register or a paper gives."""
    natural = {f"person:{each.person}" for each in facts.persons if each.natural}
    kind = "identity" if about in natural else "company_register"
    papers = attested(facts, kind, about, on)
    given = tuple(str(each.says["name"]) for each in papers if each.says.get("name"))
    years = {str(each.says.get("born", ""))[:4] for each in papers}
    year = years.pop() if len(years) == 1 else ""
    born = int(year) if year.isascii() and year.isdecimal() else None
    for name in dict.fromkeys((*stated, *given)):
        yield _screened(facts, about, name, born, lists, on)
    if not papers:
        yield unattested(facts, kind, about)


def _screened(facts: Facts, about: str, name: str, born: int | None, lists: list[ScreeningList], on: date) -> Point:
    looked = tuple(Looked("screening_list", each.name, f"{each.name} of {each.as_of}", each.digest) for each in lists)
    found = [(each, candidate) for each in lists for candidate in each.candidates(name, born=born)]
    said = {"name": name, "lists": ", ".join(f"{each.name} of {each.as_of}" for each in lists)}
    if not found:
        return met("Nobody like {name} is on {lists}.", *looked, about=about, **said)
    decisions = attested(facts, "screening", about, on)
    looked += tuple(map(looked_at, decisions))
    confirmed = frozenset(reference for each in decisions for reference in texts(each, "confirmed"))
    cleared = frozenset(reference for each in decisions for reference in texts(each, "cleared"))
    hits = [candidate for _, candidate in found if candidate.listed.reference in confirmed]
    open_ones = [candidate for _, candidate in found if candidate.listed.reference not in confirmed | cleared]
    if hits:
        said |= {"by": decisions[0].by, "candidates": _written(hits)}
        return unmet("{by} confirmed that {name} is {candidates}.", *looked, about=about, **said)
    if open_ones:
        message = "{name} may be {candidates}: an officer decides."
        return unknown(message, *looked, about=about, candidates=_written(open_ones), **said)
    said |= {"by": decisions[0].by, "candidates": _written([candidate for _, candidate in found])}
    return met("{by} found that {name} is none of {candidates}.", *looked, about=about, **said)


def _written(candidates: list[Candidate]) -> str:
    return "; ".join(f"{each.name} ({each.listed.reference}, {each.likeness})" for each in candidates)
