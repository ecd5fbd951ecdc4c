"""Two processes share one limit, and two requests under one key are never both carried out."""

import threading
from hashlib import sha256

import pytest

from rugsat.store.accounts.models import Account
from rugsat.store.api_access import rate
from rugsat.store.api_access.answers import (
    Answer,
    OtherRequestError,
    StillAnsweringError,
    answer_before,
    keep_answer,
    one_at_a_time,
)
from rugsat.store.api_access.models import Token as TokenRow
from tests.usecases.people import Office
from tests.web.api.machine import Token


def test_processes_share_the_limit_of_a_minute(token: Token, office: Office, monkeypatch: pytest.MonkeyPatch):
    token(requests_a_minute=60)
    row, at = TokenRow.objects.get(), office.now.replace(second=1)
    processes: list[dict[str, object]] = [{}, {}, {}]
    passed = 0
    for number in range(300):
        monkeypatch.setattr(rate, "_leases", processes[number % 3])
        passed += rate.take_one(row, at).passed
    assert passed == 60


def test_the_limit_is_counted_in_few_writes(token: Token, office: Office, django_assert_max_num_queries):
    token(requests_a_minute=600)
    row, at = TokenRow.objects.get(), office.now.replace(second=1)
    rate.take_one(row, at)
    with django_assert_max_num_queries(0):
        for _ in range(29):
            assert rate.take_one(row, at).passed


def test_a_key_whose_request_is_being_answered_makes_the_second_wait(office: Office):
    account = Account.objects.get(login="kerim")
    with one_at_a_time(account, "k"), pytest.raises(StillAnsweringError, match="wait"), one_at_a_time(account, "k"):
        pass
    with one_at_a_time(account, "k"):
        assert answer_before(account, "k", "a" * 64) is None
        keep_answer(account, "k", "a" * 64, Answer(201, {"filing": "f"}), at=office.now)
    assert answer_before(account, "k", "a" * 64) == Answer(201, {"filing": "f"})
    with pytest.raises(OtherRequestError, match="another request"):
        answer_before(account, "k", "b" * 64)


def test_two_keys_that_meet_in_one_place_wait_for_each_other_and_are_not_refused(office: Office):
    account = Account.objects.get(login="kerim")
    places: dict[str, str] = {}
    for number in range(10_000):
        place = sha256(f"{account.pk}\n{number}".encode()).hexdigest()[:4]
        if place in places:
            break
        places[place] = str(number)
    order = []
    with one_at_a_time(account, places[place]):
        other = threading.Thread(target=lambda: _hold(account, str(number), order))
        other.start()
        other.join(0.3)
        order.append("first")
    other.join(10)
    assert order == ["first", "second"]


def _hold(account: Account, key: str, order: list[str]) -> None:
    with one_at_a_time(account, key):
        order.append("second")


def test_an_answer_is_kept_for_a_month(office: Office):
    account = Account.objects.get(login="kerim")
    keep_answer(account, "old", "a" * 64, Answer(201, {}), at=office.now)
    office.wait(20)
    keep_answer(account, "new", "a" * 64, Answer(201, {}), at=office.now)
    assert answer_before(account, "old", "a" * 64)
    office.wait(20)
    keep_answer(account, "newer", "a" * 64, Answer(201, {}), at=office.now)
    assert answer_before(account, "old", "a" * 64) is None
    assert answer_before(account, "new", "a" * 64)
