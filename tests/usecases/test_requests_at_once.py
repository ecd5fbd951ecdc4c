"""Requests and cases of findings by many at once, on both databases: nothing is lost, done twice or done by half."""

from dataclasses import replace

import pytest

from tests.usecases.test_at_once import AT_ONCE, Place, place  # noqa: F401 - a fixture


@pytest.fixture
def requests(place: Place) -> Place:  # noqa: F811 - a fixture
    """The same place, led by the processes of this page."""
    return replace(place, child="tests.usecases.requests_child")


def test_of_many_who_act_upon_one_request_one_does_and_the_others_are_told(requests: Place):
    made = requests.run("prepare")
    answered, asked, other = made["requests"]

    # Many officers accept the same answer at once.
    accepted = requests.at_once("accept_answer", [[[{"by": "serdar"}, {"request": answered}]]] * AT_ONCE)
    assert sum("done" in each for each in accepted) == 1
    assert {each["refused"] for each in accepted if "refused" in each} == {"ThreadRefusedError"}

    # The firm sends one form many times.
    call = [{"by": "kerim", "key": "click"}, {"request": asked, "note": "Because."}]
    clicked = requests.at_once("answer_request", [[call]] * AT_ONCE)
    assert [each["done"] for each in clicked] == [asked] * AT_ONCE
    assert sum(not each["repeated"] for each in clicked) == 1

    # Two officers put the same deadline off, both having seen the same version.
    words = {"request": other, "days": 2, "ground": "the records are many"}
    extended = requests.at_once("extend_request", [[[{"by": "serdar", "seen": 1}, words]]] * AT_ONCE)
    assert sum("done" in each for each in extended) == 1
    assert {each["refused"] for each in extended if "refused" in each} == {"StaleError"}

    # Many open a case on the same finding.
    opened = [[[{"by": "serdar"}, {"findings": [made["finding"]], "ground": "x"}]]] * AT_ONCE
    cases = requests.at_once("open_finding_case", opened)
    assert sum("done" in each for each in cases) == 1
    assert {each["refused"] for each in cases if "refused" in each} == {"CaseRefusedError"}

    held = requests.run("told")
    assert held["acts"] == made["acts"] + 3
    assert held["cases"] == 1
    assert held["entries"] == made["entries"] + 4
    assert held["states"] == {answered: "accepted", asked: "answered", other: "asked"}
    assert held["statuses"] == {made["finding"]: "in_case"}


@pytest.mark.prove
@pytest.mark.parametrize("act", ["answer_request", "open_finding_case"])
def test_killed_at_any_step_it_is_done_whole_or_not_at_all_and_then_once(requests: Place, act: str):
    made = requests.run("prepare")
    words = {
        "answer_request": {"by": "kerim", "words": {"request": made["requests"][1], "note": "Because."}},
        "open_finding_case": {"by": "serdar", "words": {"findings": [made["finding"]], "ground": "x"}},
    }[act]
    asked = {"act": act, "call": {"by": words["by"], "key": "once"}, "words": words["words"]}
    assert requests.run("kill", asked)["steps"] > 10
