from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rugsat.domain.licensing.facts import Holding
from rugsat.domain.licensing.ownership import MOST_FIRMS, UNDISCLOSED, OwnershipError, ownership_of

PEOPLE = ("anna", "berdi", "çary")
FIRMS = ("P1", "f1", "f2", "f3")


def held(*rows: str) -> tuple[Holding, ...]:
    """Holdings written as `anna 60 P1`: who, percent, of what; a star behind it means control by other means."""
    parts = [row.split() for row in rows]
    return tuple(
        Holding(owner, firm.rstrip("*"), Decimal(percent) / 100, controls=firm.endswith("*"))
        for owner, percent, firm in parts
    )


def owned(*rows: str):
    return ownership_of("P1", held(*rows), frozenset(PEOPLE))


def test_a_direct_share_is_the_share():
    found = owned("anna 60 P1", "berdi 40 P1")
    assert dict(found.shares) == {"anna": Fraction(3, 5), "berdi": Fraction(2, 5)}
    assert found.controllers == {"anna"}


def test_shares_through_several_firms_are_multiplied_and_added():
    # anna: 20 % directly, 50 % x 60 % through f1, 30 % x 100 % through f2 = 80 %.
    found = owned("anna 20 P1", "f1 50 P1", "f2 30 P1", "anna 60 f1", "berdi 40 f1", "anna 100 f2")
    assert found.shares["anna"] == Fraction(20 + 30 + 30, 100)
    assert found.shares["berdi"] == Fraction(20, 100)


def test_a_hidden_majority_over_several_ways_controls_though_each_way_is_small():
    # çary holds 18 % directly and decides in f1 (17 %) and f2 (16 %): 51 % of the votes, with 36.96 % of the whole.
    found = owned(
        "çary 18 P1", "f1 17 P1", "f2 16 P1", "berdi 49 P1", "çary 60 f1", "anna 40 f1", "çary 55 f2", "anna 45 f2"
    )  # fmt: skip
    assert found.controllers == {"çary"}
    assert found.shares["çary"] == Fraction(18, 100) + Fraction(17 * 60 + 16 * 55, 10_000)
    assert found.shares["çary"] < Fraction(1, 2)


def test_exactly_half_of_the_votes_is_no_majority():
    assert owned("anna 50 P1", "berdi 50 P1").controllers == set()


def test_control_by_other_means_is_control():
    found = owned("anna 90 P1", "berdi 10 P1*")
    assert found.controllers == {"anna", "berdi"}


def test_control_runs_down_a_chain_of_majorities():
    found = owned("f1 51 P1", "berdi 49 P1", "f2 51 f1", "berdi 49 f1", "anna 51 f2", "berdi 49 f2")
    assert found.controllers == {"f1", "f2", "anna"}
    assert found.shares["anna"] == Fraction(51**3, 100**3)


def test_a_loop_of_firms_is_solved_exactly():
    # x = share of anna in f1: 70 % + 30 % of her share in f2, which is 40 % + 60 % of x; x = 0.82 / 0.82 = 1.
    found = owned("f1 100 P1", "anna 70 f1", "f2 30 f1", "f1 60 f2", "anna 40 f2")
    assert dict(found.shares)["anna"] == 1
    third = owned("f1 100 P1", "anna 35 f1", "berdi 35 f1", "f2 30 f1", "f1 60 f2", "anna 40 f2")
    assert third.shares["anna"] == (Fraction(35, 100) + Fraction(30 * 40, 10_000)) / (1 - Fraction(30 * 60, 10_000))
    assert third.shares["anna"] + third.shares["berdi"] == 1


def test_what_a_party_holds_of_itself_through_others_counts_for_nobody():
    # f1 holds half of P1, and P1 a fifth of f1: 10 % of P1 is its own, the rest is divided as if it were all.
    found = owned("f1 50 P1", "berdi 50 P1", "anna 80 f1", "P1 20 f1")
    assert "P1" not in found.shares
    assert found.shares["anna"] == Fraction(40, 90)
    assert found.shares["berdi"] == Fraction(50, 90)


def test_firms_that_hold_each_other_completely_are_closed():
    assert owned("f1 100 P1", "f2 100 f1", "f1 100 f2").closed
    assert owned("P1 100 P1").closed


def test_what_nobody_has_named_is_counted_through_the_chain():
    found = owned("f1 50 P1", "anna 50 P1", "berdi 80 f1")
    assert found.shares[UNDISCLOSED] == Fraction(1, 10)
    assert owned().shares == {UNDISCLOSED: Fraction(1)}


def test_two_rows_of_one_owner_are_added():
    assert owned("anna 50 P1", "anna 50 P1").shares == {"anna": 1}


def test_more_than_the_whole_is_refused():
    with pytest.raises(OwnershipError, match="P1 come to 11/10"):
        owned("anna 60 P1", "berdi 50 P1")


def test_a_chain_as_long_as_is_worked_out_is_exact_and_a_longer_one_is_left_to_an_officer():
    links = [f"f{at + 1} 50 f{at}" for at in range(2, MOST_FIRMS)]
    others = [f"anna 50 f{at}" for at in range(2, MOST_FIRMS)]
    found = owned("f2 100 P1", *links, *others, f"berdi 100 f{MOST_FIRMS}")
    assert found.shares["berdi"] == Fraction(1, 2 ** (MOST_FIRMS - 2))
    with pytest.raises(OwnershipError, match=f"{MOST_FIRMS + 1} firms"):
        owned("f2 100 P1", *links, *others, f"f{MOST_FIRMS + 1} 100 f{MOST_FIRMS}", f"berdi 100 f{MOST_FIRMS + 1}")


def test_firms_that_all_hold_each_other_are_solved_in_a_moment():
    firms = ["P1", *(f"f{at}" for at in range(2, 41))]
    rows = [f"{owner} 1 {firm}" for firm in firms for owner in firms if owner != firm]
    found = owned(*rows, *(f"anna 61 {firm}" for firm in firms))
    assert found.shares == {"anna": 1, **{firm: found.shares[firm] for firm in firms[1:]}}


def test_less_than_nothing_is_refused():
    with pytest.raises(OwnershipError, match="anna holds less than nothing of P1"):
        owned("anna 150 P1", "anna -50 P1")


def test_holdings_that_lead_nowhere_near_the_party_change_nothing():
    assert owned("anna 100 P1", "berdi 100 f3").shares == {"anna": 1}


@st.composite
def books(draw: st.DrawFn) -> tuple[Holding, ...]:
    """Any book of owners in which nothing is held more than once, loops and undisclosed parts included."""
    rows = []
    for firm in FIRMS:
        left = 100
        for owner in draw(st.permutations((*PEOPLE, *FIRMS))):
            part = draw(st.integers(0, min(left, 60)))
            left -= part
            if part:
                rows.append(Holding(owner, firm, Decimal(part) / 100))
    return tuple(rows)


def walked(holdings: tuple[Holding, ...], steps: int) -> dict[str, float]:
    """What each holds in the end by walking a coin of P1 up the chain, step by step: no equation is solved."""
    coins, ended = {"P1": 1.0}, dict[str, float]()
    for _ in range(steps):
        ahead = dict[str, float]()
        for firm, coin in coins.items():
            direct = {each.owner: 0.0 for each in holdings if each.held == firm}
            for each in holdings:
                if each.held == firm:
                    direct[each.owner] += float(each.share)
            direct[UNDISCLOSED] = max(0.0, 1 - sum(direct.values()))
            for owner, part in direct.items():
                place = ahead if owner in FIRMS else ended
                place[owner] = place.get(owner, 0.0) + coin * part
        coins = ahead
    return ended


@given(books())
def test_the_equations_agree_with_walking_up_the_chain(holdings: tuple[Holding, ...]):
    found = ownership_of("P1", holdings, frozenset(PEOPLE))
    expected = walked(holdings, 400)
    if found.closed or sum(expected.values()) < 0.999999:
        return
    for person in (*PEOPLE, UNDISCLOSED):
        assert float(found.shares.get(person, 0)) == pytest.approx(expected.get(person, 0.0), abs=1e-6)


@given(books())
def test_persons_and_what_is_undisclosed_hold_the_whole_together(holdings: tuple[Holding, ...]):
    found = ownership_of("P1", holdings, frozenset(PEOPLE))
    if not found.closed:
        assert sum(found.shares.get(person, Fraction()) for person in (*PEOPLE, UNDISCLOSED)) == 1


@given(books())
def test_at_most_one_person_controls_by_votes(holdings: tuple[Holding, ...]):
    found = ownership_of("P1", holdings, frozenset(PEOPLE))
    assert len(found.controllers & set(PEOPLE)) <= 1
