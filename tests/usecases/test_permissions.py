"""Every use case with every role: who may is let in, who may not is told who may, and nothing happens."""

import importlib
import inspect
import pkgutil
from typing import Any

import pytest

import rugsat.usecases
from rugsat.store.accounts.models import Account, Role
from rugsat.store.outbox.models import Answered, Entry
from rugsat.usecases.call import NotPermittedError
from rugsat.usecases.permissions import matrix
from rugsat.usecases.use_case import UseCase, known_use_cases
from rugsat.usecases.work import Work
from tests.usecases.people import Office

for module in pkgutil.iter_modules(rugsat.usecases.__path__):
    importlib.import_module(f"rugsat.usecases.{module.name}")
CASES = sorted(known_use_cases().values(), key=lambda each: each.name)
EVERY = pytest.mark.parametrize("use_case", CASES, ids=lambda each: each.name)


class LetInError(Exception):
    """The act itself began: whoever called was let in."""


def test_the_matrix_names_every_use_case_and_no_other():
    assert set(matrix().may) == {each.name for each in CASES}


def test_every_role_may_do_something():
    assert {role for held in matrix().may.values() for role in held} == set(matrix().roles)


@EVERY
def test_a_use_case_is_one_file_that_says_what_it_is(use_case: UseCase[Any]):
    assert use_case.function.__module__ == f"rugsat.usecases.{use_case.name}"
    assert use_case.means.strip().endswith(".")


@EVERY
def test_a_use_case_takes_words_alone(use_case: UseCase[Any]):
    _, *asked = inspect.signature(use_case.function).parameters.values()
    assert {each.kind for each in asked} <= {inspect.Parameter.KEYWORD_ONLY}


@EVERY
def test_only_those_whom_the_matrix_names_are_let_in(use_case: UseCase[Any], office: Office):
    def begins(work: Work, **asked: Any) -> None:
        raise LetInError

    asked = UseCase(use_case.name, begins)
    before = Entry.objects.count()
    for role in matrix().roles:
        account = Account.objects.create(login=f"as-{role}", name=role)
        Role.objects.create(account=account, role=role, since=office.now.date())
        expected = LetInError if role in matrix().roles_for(use_case.name) else NotPermittedError
        with pytest.raises(expected):
            asked(office.call(account.login, key="k"))
    assert Entry.objects.count() == before
    assert not Answered.objects.exists()


@EVERY
def test_nobody_unknown_is_let_in(use_case: UseCase[Any], office: Office):
    with pytest.raises(NotPermittedError, match="there is no account"):
        use_case(office.call("nobody"))
