"""Two processes share one limit, and two requests under one key are never both carried out."""

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
