"""Assessing an application: every requirement of its instrument, asked under the law of a day."""

from datetime import date

from rugsat.domain.licensing.discovery import all_requirements
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Outcome, Status
from rugsat.domain.licensing.requirement import Requirement
from rugsat.domain.licensing.requirements.fee_paid import FEE
from rugsat.kernel.errors import RugsatError
from rugsat.law.instrument import InstrumentVersion
from rugsat.law.pack import RulePack

OPEN = frozenset({Status.UNMET, Status.UNKNOWN})
"""The answers that stand in the way of an authorisation."""


class NotOfferedError(RugsatError):
    """An instrument that the jurisdiction does not have on that day."""


def assess(facts: Facts, pack: RulePack, on: date) -> tuple[Outcome, ...]:
    """The answer of every requirement of the instrument, in order of name.

    Raises NotOfferedError where the jurisdiction has no such instrument that day, and UnknownPlaceError where it has
    no such class.
    """
    law = Law(pack, on, facts.cls or "*", facts.instrument, _version(facts.instrument, pack, on))
    return tuple(each.ask(facts, law, on) for each in all_requirements() if law.role in each.roles)


def outstanding(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """What stands in the way of an authorisation; what sleeps or is not asked does not."""
    return tuple(outcome for outcome in outcomes if outcome.status in OPEN)


def requirements_of(instrument: str, pack: RulePack, on: date) -> tuple[Requirement, ...]:
    """The requirements of an instrument on a day, whether the law lets them be asked or not."""
    role = _version(instrument, pack, on).role
    return tuple(each for each in all_requirements() if role in each.roles)


def fee_parameter(instrument: str, pack: RulePack, on: date) -> str:
    """The parameter that sets the fee of an application for an instrument, the one that fee_paid rests on."""
    return Law(pack, on, "*", instrument, _version(instrument, pack, on)).named(FEE)


def _version(instrument: str, pack: RulePack, on: date) -> InstrumentVersion:
    found = pack.rulebook.instruments.get(instrument)
    version = found.on(on) if found else None
    if version is None:
        offered = sorted(name for name, each in pack.rulebook.instruments.items() if each.on(on))
        message = (
            f"{pack.jurisdiction} has no instrument '{instrument}' on {on}: there is {', '.join(offered) or 'none'}"
        )
        raise NotOfferedError(message)
    return version
