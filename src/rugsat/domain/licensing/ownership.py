"""Who owns and who controls a party in the end: exact shares through chains and loops, and hidden majorities."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rugsat.domain.licensing.facts import Holding
from rugsat.kernel.errors import RugsatError

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
    Raises OwnershipError where more than the whole is held.
    """
    direct = _direct(holdings)
    firms = _reached(party, direct, natural)
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

    x(f) = sum over g of direct(g, f) * x(g) for every other firm f, with x(party) = 1: Gauss over fractions.
    """
    others = firms[1:]
    at = {firm: index for index, firm in enumerate(others)}
    rows = [
        [Fraction(int(row == column)) for column in range(len(others))] + [Fraction()] for row in range(len(others))
    ]
    for held in firms:
        for owner, part in direct[held].items():
            if owner in at:
                column = len(others) if held == party else at[held]
                rows[at[owner]][column] += part if held == party else -part
    solved = _solve(rows)
    return None if solved is None else {party: Fraction(1), **dict(zip(others, solved, strict=True))}


def _solve(rows: list[list[Fraction]]) -> list[Fraction] | None:
    for column in range(len(rows)):
        pivot = next((row for row in range(column, len(rows)) if rows[row][column]), None)
        if pivot is None:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for row in range(len(rows)):
            if row != column and (factor := rows[row][column]):
                rows[row] = [value - factor * top for value, top in zip(rows[row], rows[column], strict=True)]
    return [row[-1] for row in rows]


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
