"""A case of findings: of one party, of open ones; no run takes one out of it; how its findings stand afterwards."""

from datetime import date

import pytest

from rugsat.domain.enforcement.case_of_findings import (
    Candidate,
    CaseRefusedError,
    Outcome,
    party_of_case,
    statuses_after,
)
from rugsat.domain.enforcement.shown import is_shown_to_firms
from rugsat.domain.enforcement.taking_up import Asked, Event, Held, Status, take_up

DAY = date(2026, 3, 10)
ASKED = Asked(frozenset({"check"}), date(2026, 3, 1), date(2026, 3, 31))


def of(finding: str, *parties: str, status: Status = Status.OPEN) -> Candidate:
    return Candidate(finding, status, frozenset(parties))


def in_case(*, there: bool) -> Held:
    return Held("f", "check", Status.IN_CASE, DAY, DAY, "1", there)


def test_the_party_is_the_one_that_all_findings_concern():
    assert party_of_case([of("a", "x"), of("b", "x", "y")]) == "x"
    assert party_of_case([of("a"), of("b")]) is None


def test_a_finding_that_concerns_two_leaves_it_to_the_officer_whose_case_it_is():
    with pytest.raises(CaseRefusedError, match="concern x, y: say whose case it is"):
        party_of_case([of("a", "x", "y")])
    assert party_of_case([of("a", "x", "y")], party="y") == "y"


@pytest.mark.parametrize("others", [("y",), ()])
def test_findings_of_different_parties_are_no_case(others: tuple[str, ...]):
    with pytest.raises(CaseRefusedError, match="different parties"):
        party_of_case([of("a", "x"), of("b", *others)])
    with pytest.raises(CaseRefusedError, match="not all of these findings concern x"):
        party_of_case([of("b", *others)], party="x")


def test_a_case_is_opened_on_open_findings_alone():
    with pytest.raises(CaseRefusedError, match="at least one finding"):
        party_of_case([])
    for status in (Status.GONE, Status.DISMISSED, Status.IN_CASE):
        with pytest.raises(CaseRefusedError, match=str(status).replace("_", " ")):
            party_of_case([of("a", "x", status=status)])


def test_a_closed_case_gives_back_what_is_still_there():
    held = {"a": True, "b": False}
    assert statuses_after(Outcome.REOPENED, held) == {"a": Status.OPEN, "b": Status.GONE}
    assert statuses_after(Outcome.DISMISSED, held) == {"a": Status.DISMISSED, "b": Status.DISMISSED}


def test_no_run_takes_a_finding_out_of_its_case():
    for found in ({}, {"f": "1"}, {"f": "2"}):
        for there in (True, False):
            assert all(each.status is Status.IN_CASE for each in take_up(ASKED, found, [in_case(there=there)]))


def test_that_the_evidence_of_a_case_is_gone_or_back_is_told_once():
    assert [each.event for each in take_up(ASKED, {}, [in_case(there=True)])] == [Event.GONE]
    assert take_up(ASKED, {}, [in_case(there=False)]) == ()
    assert [each.event for each in take_up(ASKED, {"f": "1"}, [in_case(there=False)])] == [Event.BACK]
    assert [each.event for each in take_up(ASKED, {"f": "1"}, [in_case(there=True)])] == [Event.STILL_TRUE]


def test_a_firm_is_not_shown_what_rests_on_unverified_law():
    shown = {each: is_shown_to_firms(each) for each in ("law", "policy", "demonstration", "unverified")}
    assert shown == {"law": True, "policy": True, "demonstration": True, "unverified": False}
