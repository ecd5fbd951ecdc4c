"""Compare jurisdictions side by side on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rugsat.law.jurisdiction import Titles
from rugsat.law.pack import RulePack
from rugsat.law.resolve import NotSet, Resolved, resolve_everywhere


@dataclass(frozen=True, slots=True)
class Comparison:
    """One parameter in several jurisdictions: its answers, one for each class and zone there, by jurisdiction."""

    parameter: str
    title: Titles
    answers: Mapping[str, tuple[Resolved | NotSet, ...]]


def compare(packs: Sequence[RulePack], on: date) -> tuple[Comparison, ...]:
    """Every parameter that at least one of the jurisdictions has, in the order of its name."""
    titles = {name: found.title for pack in reversed(packs) for name, found in pack.rulebook.parameters.items()}
    return tuple(
        Comparison(name, titles[name], {pack.jurisdiction: resolve_everywhere(pack, name, on) for pack in packs})
        for name in sorted(titles)
    )
