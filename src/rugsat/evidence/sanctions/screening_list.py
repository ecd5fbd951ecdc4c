"""A list of sanctioned persons as of a day, searched for exact and for folded names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rugsat.kernel.names.fold import words_of


class Likeness(StrEnum):
    """How a name fits one that is listed, the closest first."""

    EXACT = "exact"
    """Letter for letter, but for capitals and spaces."""
    FOLDED = "folded"
    """The same words in another order, script or spelling."""
    PART = "part"
    """All words of the shorter name, at least two, stand in the longer one."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry: a person or an entity, with every name that the list gives."""

    reference: str
    natural: bool
    names: tuple[str, ...]
    born: tuple[int, int] | None = None
    """First and last year of birth that the list allows; None where it states none."""
    listed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a name may mean; whether it does, an officer decides."""

    listed: Listed
    name: str
    """The name on the list that fits."""
    likeness: Likeness


@dataclass(frozen=True)
class ScreeningList:
    """A list, the day it is of and the SHA-256 of the file it was read from."""

    name: str
    as_of: date
    digest: str
    entries: tuple[Listed, ...]
    _by_word: dict[str, list[tuple[frozenset[str], str, Listed]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[str, list[tuple[frozenset[str], str, Listed]]] = {}
        for listed in self.entries:
            for name in listed.names:
                words = frozenset(words_of(name))
                for word in words:
                    index.setdefault(word, []).append((words, name, listed))
        object.__setattr__(self, "_by_word", index)

    def candidates(self, name: str, *, born: int | None = None) -> tuple[Candidate, ...]:
        """The entries that a name may mean, the closest first, each once.

        Of a person whose year of birth is known, those born in another year are left out where the list states one;
        a year to either side is let pass, because lists and documents often differ by one.
        """
        best: dict[str, Candidate] = {}
        for listed, other, likeness in self._fitting(name):
            if born is not None and listed.born and not listed.born[0] - 1 <= born <= listed.born[1] + 1:
                continue
            before = best.get(listed.reference)
            if before is None or _closeness(likeness) < _closeness(before.likeness):
                best[listed.reference] = Candidate(listed, other, likeness)
        return tuple(sorted(best.values(), key=lambda each: (_closeness(each.likeness), each.listed.reference)))

    def _fitting(self, name: str) -> Iterable[tuple[Listed, str, Likeness]]:
        words, plain = frozenset(words_of(name)), _plain(name)
        near = {(each[1], each[2].reference): each for word in words for each in self._by_word.get(word, ())}
        for theirs, other, listed in near.values():
            if _plain(other) == plain:
                yield listed, other, Likeness.EXACT
            elif theirs == words:
                yield listed, other, Likeness.FOLDED
            elif min(len(theirs), len(words)) > 1 and (theirs <= words or words <= theirs):
                yield listed, other, Likeness.PART


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _closeness(likeness: Likeness) -> int:
    return list(Likeness).index(likeness)
