"""What others than the applicant have said of something, and whether they are those who may say it."""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from rugsat.domain.licensing.facts import Attestation, Facts
from rugsat.domain.licensing.outcome import Point, looked_at, met, unknown, unmet
from rugsat.domain.licensing.registered import registered
from rugsat.kernel.numbers import exact


def attested(
    facts: Facts, kind: str, about: str, on: date, *, by: Collection[str] | None = None
) -> tuple[Attestation, ...]:
    """The attestations of a kind about a thing that hold on a day, by those who may say it, the latest first.

    `by` names who may; else it is the issuers that the register keeps for the kind. What the applicant or a person of
    the application says is not among them, whoever the register names.
    """
    held = [each for each in said_of(facts, kind, about, by=by) if each.on <= on and on in each.holds]
    return tuple(sorted(held, key=lambda each: each.on, reverse=True))


def said_of(facts: Facts, kind: str, about: str, *, by: Collection[str] | None = None) -> tuple[Attestation, ...]:
    """The attestations of a kind about a thing by those who may say it, whenever they hold."""
    may = (registered(facts).issuers.get(kind, frozenset()) if by is None else frozenset(by)) - _own(facts)
    return tuple(each for each in facts.attestations if (each.kind, each.about) == (kind, about) and each.by in may)


def certified(facts: Facts, kind: str, about: str, on: date) -> Iterator[Point]:
    """Whether a certificate about a thing is there, by an issuer that the register knows, and valid on the day."""
    held = attested(facts, kind, about, on)
    if held:
        latest = held[0]
        said = {"thing": about, "by": latest.by, "issued": latest.on}
        if latest.says.get("passed", True) is not True:
            yield unmet(
                "{by} examined {thing} on {issued} and did not pass it.", looked_at(latest), about=about, **said
            )
        else:
            yield met("{by} certified {thing} on {issued}.", looked_at(latest), about=about, **said)
        return
    ended = [each for each in said_of(facts, kind, about) if each.holds.end <= on]
    if ended:
        latest = max(ended, key=lambda each: each.holds.end)
        message = "The certificate of {thing} by {by} held until {end} only."
        yield unmet(message, looked_at(latest), about=about, thing=about, by=latest.by, end=latest.holds.end)
        return
    yield unattested(facts, kind, about)


def unattested(facts: Facts, kind: str, about: str) -> Point:
    """Say that nobody who may has said it; what others said is shown as looked at."""
    said = [each for each in facts.attestations if (each.kind, each.about) == (kind, about)]
    if said:
        message = "What {by} says of {thing} ({kind}) does not count: it may not attest this, or not for this day."
        return unknown(message, *map(looked_at, said), about=about, by=said[0].by, thing=about, kind=kind)
    message = "Nobody who may has attested for this day: {kind} ({thing})."
    return unknown(message, about=about, kind=kind, thing=about)


def number(attestation: Attestation, name: str) -> Decimal | None:
    """A number that an attestation states, exact; None where it states none or no number."""
    value = attestation.says.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        return None
    try:
        return exact(str(value))
    except (ValueError, InvalidOperation):
        return None


def texts(attestation: Attestation, name: str) -> frozenset[str]:
    """The texts that an attestation states under a name; one text counts as a list of one."""
    value = attestation.says.get(name, ())
    if isinstance(value, str):
        return frozenset({value})
    return frozenset(map(str, value)) if isinstance(value, (list, tuple, set, frozenset)) else frozenset()


def _own(facts: Facts) -> frozenset[str]:
    """Those whose word is the applicant's own."""
    persons = (each.person for each in facts.persons)
    return frozenset({facts.applicant.party, facts.applicant.name, *persons, "applicant", ""})
