from dataclasses import replace
from datetime import date

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.outcome import Status, said
from tests.domain.licensing.applying import answer, miner, saying, status

NAME = "hardware_age_within_limit"


def machine(**changes: object) -> Facts:
    return replace(miner(), devices=(replace(miner().devices[0], **changes),))


def aged(made_on: str) -> Facts:
    return saying(machine(made_on=date.fromisoformat(made_on)), "customs", made_on=made_on)


def test_a_machine_is_counted_in_whole_months_from_its_manufacture():
    # 60 months are allowed: from June 2021 to June 2026 they are just reached, from May 2021 passed.
    assert status(NAME, aged("2021-06-01")) is Status.MET
    found = answer(NAME, aged("2021-05-01"))
    assert found.status is Status.UNMET
    assert "61 months" in said(found)


def test_a_machine_grows_old_while_the_case_runs():
    assert status(NAME, aged("2021-06-01"), on=date(2026, 7, 1)) is Status.UNMET


def test_another_month_than_the_application_names_is_refused():
    assert status(NAME, saying(miner(), "customs", made_on="2020-01-01")) is Status.UNMET
    assert status(NAME, machine(made_on=None)) is Status.UNMET


def test_what_customs_has_not_said_is_not_known():
    assert status(NAME, saying(miner(), "customs", made_on=None)) is Status.UNKNOWN
