"""What an application still lacks, and whose turn it is: the applicant's, or that of whoever must attest it."""

from dataclasses import dataclass
from enum import StrEnum

from rugsat.domain.licensing.assess import OPEN
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.outcome import Outcome, Point, Status
from rugsat.domain.licensing.registered import registered

_BY_THE_PROVIDER = frozenset({"connection", "separate_meter"})
_BY_THE_BANKS = frozenset({"bank_relation", "capital"})
_BY_THE_APPLICANT = frozenset({"payment", "wallet_control"})
_AUTHORITY, _NOBODY_ELSE = "authority", frozenset({"", "applicant", "register"})


class Turn(StrEnum):
    """Whose turn it is."""

    APPLICANT = "applicant"
    PROVIDER = "energy_provider"
    BANK = "bank"
    BODY = "body"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that a requirement still lacks."""

    point: Point
    """What stands open of the requirement, and why."""
    turn: Turn
    parties: tuple[str, ...] = ()
    """Those who may do it, by their identifiers; empty where it is the applicant or the authority itself."""


def lacks(outcome: Outcome, facts: Facts) -> tuple[Lack, ...]:
    """What a requirement lacks, thing by thing; nothing where it is met, asleep or not asked.

    What nobody has attested is the turn of whoever may attest it. What was attested and does not suffice is the turn of
    whoever has said so. What is wrong is for the applicant to mend; what nobody can say yet, the authority finds out.
    """
    if outcome.status not in OPEN:
        return ()
    points = tuple(point for point in outcome.points if point.status in OPEN)
    if outcome.unverified or not points:
        said = Point(outcome.status, outcome.reason, outcome.fields, looked=outcome.looked)
        return (Lack(said, Turn.AUTHORITY if outcome.unverified else Turn.APPLICANT),)
    return tuple(_lack(point, facts) for point in points)


def _lack(point: Point, facts: Facts) -> Lack:
    kind = dict(point.fields).get("kind", "")
    if kind:
        return Lack(point, *_who_attests(kind, point.about, facts))
    said_by = [each.by for each in point.looked if each.by not in _NOBODY_ELSE]
    if not said_by:
        return Lack(point, _turn_without_a_word(point))
    if said_by[0] == _AUTHORITY:
        return Lack(point, Turn.AUTHORITY)
    return Lack(point, _kind_of(said_by[0], facts), (said_by[0],))


def _turn_without_a_word(point: Point) -> Turn:
    """What nobody else has spoken of: the applicant mends what is wrong or empty, the authority finds out the rest."""
    own = any(each.by == "applicant" for each in point.looked)
    return Turn.APPLICANT if point.status is Status.UNMET or own or not point.fields else Turn.AUTHORITY


def _who_attests(kind: str, about: str, facts: Facts) -> tuple[Turn, tuple[str, ...]]:
    thing = about.partition(":")[2]
    if kind in _BY_THE_PROVIDER:
        return Turn.PROVIDER, tuple(each.provider for each in facts.connections if each.connection == thing)
    if kind in _BY_THE_BANKS:
        banks = {each.bank for each in facts.banks} if kind == "capital" else {thing}
        return (Turn.BANK, tuple(sorted(banks))) if banks else (Turn.APPLICANT, ())
    if kind in _BY_THE_APPLICANT:
        return Turn.APPLICANT, ()
    bodies = registered(facts).issuers.get(kind, frozenset())
    if _AUTHORITY in bodies or not bodies:
        return Turn.AUTHORITY, ()
    return Turn.BODY, tuple(sorted(bodies))


def _kind_of(party: str, facts: Facts) -> Turn:
    if party in {each.provider for each in facts.connections}:
        return Turn.PROVIDER
    return Turn.BANK if party in {each.bank for each in facts.banks} else Turn.BODY
