from rugsat.domain.licensing.outcome import Status
from tests.domain.licensing.applying import exchange, law_setting, saying, status, without

NAME = "domestic_presence"


def test_a_seat_and_an_office_that_somebody_has_seen_are_presence():
    assert status(NAME, exchange()) is Status.MET


def test_a_seat_abroad_is_refused():
    assert status(NAME, saying(exchange(), "company_register", seat_country="AE")) is Status.UNMET


def test_an_office_that_nobody_has_seen_is_not_known():
    assert status(NAME, without(exchange(), "local_office")) is Status.UNKNOWN


def test_an_office_that_was_visited_and_found_empty_is_refused():
    assert status(NAME, saying(exchange(), "local_office", passed=False)) is Status.UNMET


def test_where_presence_is_not_required_it_is_not_asked():
    off = law_setting("exchange.domestic_presence_required", "0")
    assert status(NAME, exchange(), pack=off) is Status.NOT_ASKED
