"""As many claims as possible are served, whoever comes first, and who is not is the same however one searches."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from rugsat.domain.supervision.matching import Booking, Claim, unserved

DAYS, AMOUNTS = st.integers(0, 3), st.integers(10, 14)
CLAIMS = st.lists(st.builds(Claim, DAYS, AMOUNTS, st.integers(0, 1), st.integers(0, 2)), max_size=6)
BOOKINGS = st.lists(st.builds(Booking, DAYS, AMOUNTS), max_size=6)


def serves(booking: Booking, claim: Claim, *, level: int) -> bool:
    days, fee = (0, 0) if level == 0 else (claim.days, claim.fee if level == 2 else 0)
    return abs(booking.day - claim.day) <= days and abs(booking.amount - claim.amount) <= fee


def can_all_be_served(claims: list[Claim], bookings: list[Booking], *, level: int) -> bool:
    """Hall's condition, tried on every set."""
    return all(
        sum(any(serves(booking, claim, level=level) for claim in some) for booking in bookings) >= size
        for size in range(1, len(claims) + 1)
        for some in combinations(claims, size)
    )


@given(CLAIMS, BOOKINGS)
def test_who_goes_without_is_what_the_stated_order_says(claims: list[Claim], bookings: list[Booking]) -> None:
    served: list[int] = []
    for level in (0, 1, 2):
        for place in range(len(claims)):
            with_it = [claims[each] for each in {*served, place}]
            if place not in served and can_all_be_served(with_it, bookings, level=level):
                served.append(place)
    assert unserved(claims, bookings) == [place for place in range(len(claims)) if place not in served]


@given(CLAIMS, BOOKINGS, st.randoms(use_true_random=False))
def test_the_order_of_the_bookings_changes_nothing(claims, bookings, random) -> None:
    shuffled = random.sample(bookings, len(bookings))
    assert unserved(claims, shuffled) == unserved(claims, bookings)


def test_a_claim_gives_its_booking_to_one_that_can_take_no_other() -> None:
    claims = [Claim(1, 100, 1, 0), Claim(2, 100, 1, 0)]
    assert unserved(claims, [Booking(2, 100), Booking(3, 100)]) == []


def test_of_two_claims_on_one_booking_the_one_of_its_amount_is_served() -> None:
    assert unserved([Claim(1, 99, 1, 5), Claim(1, 100, 1, 5)], [Booking(1, 100)]) == [0]


def test_many_claims_of_one_amount_are_served_in_a_moment() -> None:
    claims = [Claim(day, 100, 1, 1) for day in range(20) for _ in range(300)]
    bookings = [Booking(day + 1, 100 + day % 2) for day in range(20) for _ in range(290)]
    assert len(unserved(claims, bookings)) == 200
