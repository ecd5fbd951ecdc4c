"""Explain a parameter: its value on a day, who says so since when, what held before, and what rests on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from rugsat.kernel.errors import RugsatError
from rugsat.law.jurisdiction import Titles
from rugsat.law.pack import RulePack
from rugsat.law.parameter import Parameter
from rugsat.law.resolve import NotSet, Resolved, resolve_everywhere, resolved
from rugsat.law.timeline import places, timeline


class UnknownParameterError(RugsatError):
    """A parameter that the jurisdiction does not have."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that is known of a parameter; the answers and the history go through its classes and zones."""

    parameter: str
    title: Titles
    note: str
    answers: tuple[Resolved | NotSet, ...]
    history: tuple[Resolved, ...]
    """Every stretch of days on which a value holds or held, the days to come among them."""
    checks: tuple[str, ...]
    """Names of the checks that rest on it."""


def explain(
    pack: RulePack, parameter: str, *, on: date, rests_on: Mapping[str, Sequence[str]] | None = None
) -> Explanation:
    """Explain a parameter on a day; `rests_on` gives for each check the parameters that it rests on.

    Raises UnknownParameterError, which names those that sound alike.
    """
    found = parameter_named(pack, parameter)
    history = (
        resolved(found, stretch)
        for cls, zone in places(pack.rulebook, found)
        for stretch in timeline(pack.rulebook, found, cls=cls, zone=zone)
    )
    checks = (check for check, parameters in (rests_on or {}).items() if parameter in parameters)
    return Explanation(
        parameter=parameter,
        title=found.title,
        note=found.note,
        answers=resolve_everywhere(pack, parameter, on),
        history=tuple(history),
        checks=tuple(sorted(checks)),
    )


def parameter_named(pack: RulePack, name: str) -> Parameter:
    """Find a parameter of the jurisdiction, or say which ones there are."""
    parameters = pack.rulebook.parameters
    if name not in parameters:
        alike = " or ".join(get_close_matches(name, parameters, n=5, cutoff=0.4))
        advice = f"did you mean {alike}?" if alike else f"choose one of its {len(parameters)} from rugsat law list"
        message = f"{pack.jurisdiction} has no parameter '{name}': {advice}"
        raise UnknownParameterError(message)
    return parameters[name]
