"""Who owns and who controls a party in the end: exact shares through chains and loops, and hidden majorities."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rugsat.domain.licensing.facts import Holding
from rugsat.kernel.errors import RugsatError

MOST_FIRMS = 50
"""Of a longer chain no shares are worked out: an officer looks at it."""
UNDISCLOSED = "?"
"""Stands for whoever holds what nobody has named."""


class OwnershipError(RugsatError):
    """Holdings that cannot all be true."""


@dataclass(frozen=True, slots=True)
class Ownership:
    """What each person and party holds of one party, directly and through others."""

    shares: Mapping[str, Fraction]
    """Effective share of each; what nobody has named is that of UNDISCLOSED."""
    controllers: frozenset[str]
    """Those who decide in it: by a majority of votes over all their ways to it, or by other means."""
    closed: bool
    """Whether some firms hold each other completely, so that nobody stands at the end; then no share is known."""


def ownership_of(party: str, holdings: tuple[Holding, ...], natural: frozenset[str]) -> Ownership:
    """Work out who owns and controls a party; `natural` are the persons at whom a chain ends.

    The effective share is the solution of linear equations over exact fractions: the share of a person in a party is
    what he holds directly, and his share in each holder times what that one holds. Loops are in the equations; what a
    party holds of itself, directly or through others, counts for nobody, and the rest is divided as if it were all.
    Control: who controls a firm votes with all that it holds; more than half of the votes controls.
    Raises OwnershipError where more than the whole or less than nothing is held, or the chain has more than 50 firms.
    """
    if negative := next((each for each in holdings if each.share < 0), None):
        message = f"{negative.owner} holds less than nothing of {negative.held}: mend the list of its owners"
        raise OwnershipError(message)
    direct = _direct(holdings)
    firms = _reached(party, direct, natural)
    if len(firms) > MOST_FIRMS:
        message = f"the chain of owners has {len(firms)} firms, more than {MOST_FIRMS}: let an officer look at it"
        raise OwnershipError(message)
    for firm in firms:
        held = direct.get(firm, {})
        if (total := sum(held.values(), Fraction())) > 1:
            message = f"the holdings in {firm} come to {total} of the whole: mend the list of its owners"
            raise OwnershipError(message)
        direct[firm] = {**held, UNDISCLOSED: 1 - total} if total < 1 else held
    through = _through(party, firms, direct)
    if through is None:
        return Ownership({}, _controllers(party, firms, direct, holdings), closed=True)
    shares: dict[str, Fraction] = {}
    for firm, weight in through.items():
        for owner, part in direct[firm].items():
            if part:
                shares[owner] = shares.get(owner, Fraction()) + weight * part
    itself = shares.pop(party, Fraction())
    known = {owner: share / (1 - itself) for owner, share in shares.items()} if itself < 1 else {}
    return Ownership(known, _controllers(party, firms, direct, holdings), closed=itself == 1)


def _direct(holdings: tuple[Holding, ...]) -> dict[str, dict[str, Fraction]]:
    """By party, what each owner holds of it directly."""
    direct: dict[str, dict[str, Fraction]] = {}
    for each in holdings:
        owners = direct.setdefault(each.held, {})
        owners[each.owner] = owners.get(each.owner, Fraction()) + Fraction(each.share)
    return direct


def _reached(party: str, direct: Mapping[str, Mapping[str, Fraction]], natural: frozenset[str]) -> list[str]:
    """The firms from which a chain leads to the party, the party first."""
    reached, ahead = [party], [party]
    while ahead:
        for owner in direct.get(ahead.pop(), {}):
            if owner not in reached and owner not in natural:
                reached.append(owner)
                ahead.append(owner)
    return reached


def _through(party: str, firms: list[str], direct: Mapping[str, Mapping[str, Fraction]]) -> dict[str, Fraction] | None:
    """How much of the party lies behind each firm: 1 behind itself; None where the equations have no one solution.

    x(f) = sum over g of direct(g, f) * x(g) for every other firm f, with x(party) = 1. A row holds what is not zero:
    the factor of each x by its firm, and the right side under the party.
    """
    others = firms[1:]
    rows = {firm: {firm: Fraction(1)} for firm in others}
    for held in firms:
        for owner, part in direct[held].items():
            if owner in rows and part:
                sign = 1 if held == party else -1
                rows[owner][held] = rows[owner].get(held, Fraction()) + sign * part
    return (
        {party: Fraction(1), **{firm: rows[firm].get(party, Fraction()) for firm in others}} if _solve(rows) else None
    )


def _solve(rows: dict[str, dict[str, Fraction]]) -> bool:
    """Solve the equations in place, each row by the firm it is of; False where they have no one solution.

    The row of a firm stays the one to divide by: nobody holds more than the whole, so only a closed circle makes it
    zero, and then there is no solution.
    """
    for firm, own in rows.items():
        top = own.get(firm, Fraction())
        if not top:
            return False
        for name in own:
            own[name] /= top
        for other, row in rows.items():
            factor = row.get(firm, Fraction())
            if other != firm and factor:
                for name, value in own.items():
                    row[name] = row.get(name, Fraction()) - factor * value
    return True


def _controllers(
    party: str, firms: list[str], direct: Mapping[str, Mapping[str, Fraction]], holdings: tuple[Holding, ...]
) -> frozenset[str]:
    """Everyone from whom control reaches the party; a firm's own votes in itself do not count."""
    otherwise = {(each.owner, each.held) for each in holdings if each.controls}
    candidates = {owner for firm in firms for owner in direct[firm]} | {
        owner for owner, held in otherwise if held in firms
    }
    return frozenset(
        person
        for person in candidates - {UNDISCLOSED, party}
        if party in _controlled_by(person, firms, direct, otherwise)
    )


def _controlled_by(
    person: str, firms: list[str], direct: Mapping[str, Mapping[str, Fraction]], otherwise: set[tuple[str, str]]
) -> set[str]:
    """The firms that a person controls, found by adding firms until no more comes in."""
    bloc, controlled, grown = {person}, set[str](), True
    while grown:
        grown = False
        for firm in firms:
            if firm in bloc:
                continue
            votes = sum((part for owner, part in direct[firm].items() if owner in bloc), Fraction())
            voting = 1 - direct[firm].get(firm, Fraction())
            if votes * 2 > voting or any((owner, firm) in otherwise for owner in bloc):
                bloc.add(firm)
                controlled.add(firm)
                grown = True
    return controlled
