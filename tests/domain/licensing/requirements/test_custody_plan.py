from dataclasses import replace

import pytest

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.outcome import Status, said
from rugsat.kernel.digest import digest_of
from tests.domain.licensing.applying import CUSTODY, answer, exchange, saying, status, without

NAME = "custody_plan"


def planned(*, review: bool = True, **changes: object) -> Facts:
    plan = {name: value for name, value in {**CUSTODY, **changes}.items() if value is not None}
    facts = replace(exchange(), plans={**exchange().plans, "custody": plan})
    return saying(facts, "plan_review", "plan:custody", digest=digest_of(plan)) if review else facts


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("80", Status.MET),
        ("100", Status.MET),
        ("79.999999", Status.UNMET),
        ("100.1", Status.UNMET),
        ("most", Status.UNKNOWN),
    ],
)
def test_the_plan_keeps_at_least_the_cold_share_of_the_law(share: str, expected: Status):
    assert status(NAME, planned(cold_share=share)) is expected


@pytest.mark.parametrize("part", ["cold_share", "key_holders", "signatures_needed", "recovery", "audit_every_days"])
def test_a_part_that_the_plan_leaves_out_is_named(part: str):
    found = answer(NAME, planned(**{part: None}))
    assert found.status is Status.UNMET
    assert part in said(found)


@pytest.mark.parametrize(
    ("needed", "holders", "expected"),
    [(2, ["a", "b"], Status.MET), (1, ["a", "b"], Status.UNMET), (3, ["a", "b"], Status.UNMET),
     (2, ["a", "a"], Status.UNMET), ("two", ["a", "b"], Status.UNKNOWN), (True, ["a", "b"], Status.UNKNOWN)],
)  # fmt: skip
def test_no_holder_of_a_key_can_move_assets_alone(needed: object, holders: list[str], expected: Status):
    assert status(NAME, planned(signatures_needed=needed, key_holders=holders)) is expected


def test_a_plan_that_was_changed_after_its_review_is_another_plan():
    assert status(NAME, planned(review=False, recovery="a note in a drawer")) is Status.UNMET


def test_a_plan_that_nobody_has_reviewed_meets_nothing_by_itself():
    assert status(NAME, without(exchange(), "plan_review", "plan:custody")) is Status.UNKNOWN


def test_a_plan_that_the_reviewer_did_not_pass_is_refused():
    assert status(NAME, saying(exchange(), "plan_review", "plan:custody", passed=False)) is Status.UNMET


def test_an_application_without_a_plan_is_refused():
    assert status(NAME, replace(exchange(), plans={})) is Status.UNMET
