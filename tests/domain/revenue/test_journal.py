"""Money is exact, and the two sides of the journal are equal whatever happens."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rugsat.domain.revenue import journal
from rugsat.domain.revenue.journal import Side, UnequalSidesError, balances, entry
from rugsat.domain.revenue.money import Money, NotMoneyError

MINOR = st.integers(1, 10**12)
HAPPENS = st.lists(
    st.tuples(
        st.sampled_from(["invoiced", "paid", "matched", "refunded", "cancelled", "paid_without_reference"]),
        st.sampled_from(["karakum", "mary"]),
        st.sampled_from(["TMT", "USD"]),
        MINOR,
    ),
    max_size=20,
)


def sides_of(what: str, party: str, money: Money) -> tuple[Side, ...]:
    function = getattr(journal, what)
    return function(money) if what == "paid_without_reference" else function(party, money)


@given(happened=HAPPENS)
def test_all_accounts_together_come_to_nought_in_every_currency(happened):
    sides = [
        side for what, party, currency, minor in happened for side in sides_of(what, party, Money(minor, currency))
    ]
    assert set(balances(sides, by_account=False).values()) <= {0}


@given(happened=HAPPENS)
def test_what_a_party_owes_is_what_was_demanded_less_what_it_paid_and_got_back(happened):
    sides, owed = [], 0
    signs = {"invoiced": 1, "paid": -1, "matched": -1, "refunded": 1, "cancelled": -1, "paid_without_reference": 0}
    for what, party, currency, minor in happened:
        sides += sides_of(what, party, Money(minor, currency))
        owed += signs[what] * minor if (party, currency) == ("karakum", "TMT") else 0
    assert balances(sides).get(("party:karakum", "TMT"), 0) == owed


def test_sides_that_differ_are_refused():
    with pytest.raises(UnequalSidesError, match=r"differ by 1\.00 TMT"):
        entry(Side("a", Money(300, "TMT")), Side("b", Money(-200, "TMT")))
    with pytest.raises(UnequalSidesError, match="two postings"):
        entry(Side("a", Money(0, "TMT")))
    with pytest.raises(UnequalSidesError, match="above nought"):
        journal.paid("karakum", Money(0, "TMT"))


@given(minor=st.integers(0, 10**14), currency=st.sampled_from(["TMT", "KZT", "JPY", "KWD"]))
def test_money_that_is_written_is_read_as_it_was(minor, currency):
    money = Money(minor, currency)
    assert Money.read(f"{money.value:f}", currency) == money


@pytest.mark.parametrize("text", ["1.005", "-1", "1e3", "", "1,00", "١", "0.001"])
def test_an_amount_that_is_not_whole_or_not_plain_is_refused(text):
    with pytest.raises(NotMoneyError):
        Money.read(text, "TMT")


def test_an_amount_of_the_law_is_rounded_half_to_even_once():
    assert [Money.of(Decimal(text), "TMT").minor for text in ("0.125", "0.135", "8650000")] == [12, 14, 865_000_000]
