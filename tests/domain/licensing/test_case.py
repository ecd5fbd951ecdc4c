"""A case is what is recorded of it: states, signatures, grounds, times, and the procedure of the day it began."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rugsat.domain.licensing.admission import GroundError, NotInTimeError, admit, possible
from rugsat.domain.licensing.case import (
    FourEyesError,
    Recorded,
    RecordError,
    four_eyes,
    migrated,
    procedure_of,
    state_of,
)
from rugsat.domain.licensing.clock import ClockState
from rugsat.domain.licensing.procedure import TransitionRefusedError
from rugsat.law.pack import RulePack
from rugsat.law.procedure import Standing, Verb
from rugsat.law.resolve import Resolved
from tests.domain.licensing.led_case import DEMONSTRATED, LedCase, granted, submitted, suspended


def test_a_case_goes_from_application_to_suspension_and_back() -> None:
    case = suspended()
    assert case.state == "suspended"
    case.act("2026-05-04 10:00", "countersign", "sona", "supervisor", signs_for="reinstate")
    case.act("2026-05-05 10:00", "reinstate", "bahar", "director")
    assert case.state == "granted"


def test_nobody_signs_twice() -> None:
    case = submitted()
    case.act("2026-03-10 10:00", "countersign", "aman", "licensing_officer", signs_for="grant")
    with pytest.raises(FourEyesError, match="aman has signed already"):
        case.act("2026-03-10 11:00", "grant", "aman", "director")
    assert case.state == "countersigned"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("aman", ""), ("bahar", "aman")),
        (("aman", "bahar"), ("bahar", "")),
        (("aman", "bahar"), ("aman", "")),
        (("aman", "bahar"), ("sona", "bahar")),
        (("aman", ""), ("aman", "bahar")),
    ],
)
def test_who_acts_on_behalf_of_another_counts_as_both(first: tuple[str, str], second: tuple[str, str]) -> None:
    case = submitted()
    by, behalf = first
    case.act("2026-03-10 10:00", "countersign", by, "licensing_officer", on_behalf_of=behalf, signs_for="grant")
    with pytest.raises(FourEyesError, match="counts as both"):
        case.act("2026-03-11 10:00", "grant", second[0], "director", on_behalf_of=second[1])
    case.act("2026-03-11 10:00", "grant", "merjen", "director", on_behalf_of="dowlet")


def test_a_signature_for_a_grant_does_not_serve_for_a_refusal() -> None:
    case = submitted()
    case.act("2026-03-10 10:00", "countersign", "aman", "licensing_officer", signs_for="grant")
    with pytest.raises(FourEyesError, match="the last signature is for grant: let an officer countersign for refuse"):
        case.act("2026-03-11 10:00", "refuse", "bahar", "director", ground="an owner is barred")
    case.act("2026-03-11 11:00", "countersign", "bahar", "licensing_officer", signs_for="refuse")
    case.act("2026-03-11 12:00", "refuse", "aman", "licensing_officer", ground="an owner is barred")
    assert case.state == "refused"


def test_a_countersignature_says_what_it_is_for_and_nothing_else_does() -> None:
    case = submitted()
    with pytest.raises(RecordError, match="does not say for which: sign for grant or refuse"):
        case.act("2026-03-10 10:00", "countersign", "aman", "licensing_officer")
    with pytest.raises(RecordError, match="'suspend' is none of them"):
        case.act("2026-03-10 10:00", "countersign", "aman", "licensing_officer", signs_for="suspend")
    with pytest.raises(RecordError, match="only a countersignature signs for another act"):
        case.act("2026-03-10 10:00", "advise", "ministry", "adviser", signs_for="grant")


def test_four_eyes_alone_refuses_a_decision_that_nobody_has_signed() -> None:
    case = submitted()
    case.act("2026-03-10 10:00", "countersign", "aman", "licensing_officer", signs_for="refuse")
    held = case.procedure(date(2026, 3, 11))
    with pytest.raises(FourEyesError, match="the last signature is for refuse"):
        four_eyes(held, case.recorded, "bahar", "grant")
    four_eyes(held, case.recorded, "bahar", "refuse")
    four_eyes(held, case.recorded, "aman", "ask")


def test_who_decides_an_appeal_had_no_part_in_the_decision() -> None:
    case = suspended()
    case.act("2026-05-04 10:00", "appeal", "firm", "applicant")
    for judge in ("bahar", "sona"):
        with pytest.raises(FourEyesError, match=f"{judge} has signed already and cannot uphold"):
            case.act("2026-05-18 10:00", "uphold", judge, "reviewer")
    case.act("2026-05-18 10:00", "uphold", "jeren", "reviewer")
    assert case.state == "suspended"


def test_who_had_a_part_in_what_one_may_decide_alone_does_not_decide_the_appeal_either() -> None:
    case = suspended()
    case.act("2026-05-04 10:00", "appeal", "firm", "applicant")
    held = case.procedure(date(2026, 5, 18))
    asked = held.settings["procedure.two_officers"]
    assert isinstance(asked, Resolved)
    needs_two = replace(asked, value=("grant", "uphold", "set_aside"))
    alone = replace(held, settings={**held.settings, "procedure.two_officers": needs_two})
    for verb in ("uphold", "set_aside"):
        with pytest.raises(FourEyesError, match=f"sona has signed already and cannot {verb}"):
            four_eyes(alone, case.recorded, "sona", verb)
    four_eyes(alone, case.recorded, "jeren", "uphold")


def test_a_ground_must_be_one_that_the_law_of_the_day_lists() -> None:
    case = submitted()
    case.act("2026-03-10 10:00", "countersign", "aman", "licensing_officer", signs_for="refuse")
    with pytest.raises(GroundError, match=r"it names no ground: use one of .*mining.refusal_grounds"):
        case.act("2026-03-11 10:00", "refuse", "bahar", "director")
    with pytest.raises(GroundError, match="'the moon' is none of its grounds"):
        case.act("2026-03-11 10:00", "refuse", "bahar", "director", ground="the moon")


def test_a_measure_waits_until_the_notice_is_over_or_answered() -> None:
    case = granted()
    case.act("2026-04-01 10:00", "ask", "sona", "supervisor")
    with pytest.raises(
        NotInTimeError, match=r"to countersign on 2026-04-16 is too early: notice runs until 2026-04-16"
    ):
        case.act("2026-04-16 10:00", "countersign", "sona", "supervisor", signs_for="suspend")
    calendar = case.pack.rulebook.calendar
    held = case.procedure(date(2026, 4, 16))
    assert [step.verb for step in possible(held, case.recorded, "supervisor", calendar, on=date(2026, 4, 16))] == [
        Verb.REINSTATE
    ]
    assert Verb.COUNTERSIGN in {
        step.verb for step in possible(held, case.recorded, "supervisor", calendar, on=date(2026, 4, 17))
    }
    case.act("2026-04-06 10:00", "answer", "firm", "applicant")
    case.act("2026-04-06 11:00", "countersign", "sona", "supervisor", signs_for="suspend")
    assert case.state == "measure_countersigned"


def test_an_appeal_is_possible_to_the_last_hour_of_its_month_and_no_longer() -> None:
    case = suspended()
    late = suspended()
    case.act("2026-05-21 17:59", "appeal", "firm", "applicant")
    assert case.state == "suspension_appealed"
    with pytest.raises(NotInTimeError, match=r"to appeal on 2026-05-22 is out of time: appeal ended on 2026-05-21"):
        late.act("2026-05-21 18:00", "appeal", "firm", "applicant")


def test_the_refusal_of_a_change_can_be_appealed_and_leaves_the_authorisation_in_force() -> None:
    case = granted()
    case.act("2026-04-01 10:00", "amend", "firm", "applicant")
    case.act("2026-04-02 10:00", "countersign", "aman", "licensing_officer", signs_for="refuse")
    case.act("2026-04-03 10:00", "refuse", "bahar", "director", ground="a condition is not met")
    assert case.state == "change_refused"
    assert case.procedure(date(2026, 4, 3)).standing(case.state) is Standing.IN_FORCE
    with pytest.raises(NotInTimeError, match="is too early: appeal runs until 2026-05-06"):
        case.act("2026-05-06 10:00", "expire", "register", "register")
    case.act("2026-05-06 10:00", "appeal", "firm", "applicant")
    with pytest.raises(FourEyesError, match="aman has signed already"):
        case.act("2026-05-07 10:00", "set_aside", "aman", "reviewer")
    case.act("2026-05-07 10:00", "set_aside", "jeren", "reviewer")
    assert case.state == "change_submitted"
    assert case.clock("change_decision", date(2026, 5, 8)).since == date(2026, 5, 7)


def test_urgent_danger_needs_no_notice_but_two_officers_and_a_ground_of_its_own() -> None:
    case = granted()
    case.act("2026-04-01 10:00", "countersign", "sona", "supervisor", signs_for="suspend")
    with pytest.raises(GroundError):
        case.act("2026-04-01 11:00", "suspend", "bahar", "director", ground="a fee is unpaid")
    case.act("2026-04-01 11:00", "suspend", "bahar", "director", ground="the grid is in danger")
    assert case.state == "suspended"


def test_an_application_that_is_not_completed_lapses_after_its_time() -> None:
    case = submitted()
    case.act("2026-03-03 10:00", "return_for_completion", "aman", "licensing_officer")
    with pytest.raises(NotInTimeError, match="completion runs until 2026-04-06"):
        case.act("2026-04-06 10:00", "expire", "register", "register")
    case.act("2026-04-07 10:00", "expire", "register", "register")
    assert case.state == "lapsed"
    with pytest.raises(TransitionRefusedError, match="the state is final"):
        case.act("2026-04-08 10:00", "submit", "firm", "applicant")


def test_acts_are_numbered_one_after_the_other_and_never_go_back_in_time() -> None:
    case = submitted()
    held, calendar = case.procedure(date(2026, 3, 3)), case.pack.rulebook.calendar
    act = Recorded(2, "ask", datetime(2026, 3, 3, 8, tzinfo=UTC), "aman", "licensing_officer")
    assert admit(held, case.recorded, act, calendar).after == "questioned"
    with pytest.raises(RecordError, match=r"act 3 \(ask\) does not follow act 1"):
        admit(held, case.recorded, replace(act, number=3), calendar)
    with pytest.raises(RecordError, match="in their order"):
        admit(held, case.recorded, replace(act, at=datetime(2026, 3, 1, 8, tzinfo=UTC)), calendar)


def test_an_act_is_served_by_letter_or_electronically() -> None:
    with pytest.raises(RecordError, match="cannot be served by 'pigeon': use one of letter, electronic"):
        submitted().act("2026-03-03 10:00", "ask", "aman", "licensing_officer", means="pigeon")


NEW_TERM = """
title: {en: A shorter term}
kind: policy
status: in_force
since: 2026-03-16
signed: {on: 2026-03-10, by: The Chair}
sets:
  - {parameter: mining.decision_term, value: 5}
"""


@pytest.fixture(scope="module")
def changing() -> RulePack:
    """The demonstrated law of Turkmenistan, in which an act shortens the term of decision from 16 March 2026."""
    pack = DEMONSTRATED["tm"]
    return RulePack(pack.jurisdiction, {**pack.files, "acts/shorter.yaml": NEW_TERM}).checked()


def test_a_running_case_keeps_the_procedure_of_the_day_it_began(changing: RulePack) -> None:
    old, new = submitted(pack=changing), LedCase(pack=changing)
    new.act("2026-03-16 10:00", "submit", "firm", "applicant")
    day = date(2026, 3, 17)
    assert old.clock("decision", day).due == date(2026, 4, 2)
    assert new.clock("decision", day).due == date(2026, 3, 25)


def test_an_officer_migrates_a_case_by_an_act_and_only_then_the_new_table_holds(changing: RulePack) -> None:
    case = submitted(pack=changing)
    day, calendar = date(2026, 3, 17), changing.rulebook.calendar
    held = case.procedure(day)
    later = migrated(changing, held, case.recorded, on=day)
    act = Recorded(2, "migrate", datetime(2026, 3, 17, 5, tzinfo=UTC), "bahar", "director", note="at the firm's wish")
    with pytest.raises(TransitionRefusedError, match="licensing_officer cannot migrate the case: director can"):
        admit(later, case.recorded, replace(act, office="licensing_officer"), calendar)
    with pytest.raises(TransitionRefusedError, match="to the procedure of the day of the act"):
        admit(held, case.recorded, act, calendar)
    assert admit(later, case.recorded, act, calendar).after == "submitted"
    case.recorded.append(act)
    assert case.state == "submitted"
    deadline = case.clock("decision", day)
    assert (deadline.since, deadline.due) == (date(2026, 3, 2), date(2026, 3, 10))
    assert deadline.state is ClockState.MISSED
    assert procedure_of(changing, case.instrument, case.recorded, on=day).before is not None


def test_a_case_cannot_be_migrated_to_a_table_that_does_not_know_its_state(changing: RulePack) -> None:
    path = "instruments/mining_registration.yaml"
    text = changing.files[path]
    body = text.removeprefix("versions:\n")
    later = body.replace("since: 2026-01-01", "since: 2026-03-16").replace("submitted", "received")
    pack = RulePack("tm", {**changing.files, path: f"versions:\n{body}{later}"}).checked()
    case = submitted(pack=pack)
    with pytest.raises(TransitionRefusedError, match="does not know the state 'submitted'"):
        migrated(pack, case.procedure(date(2026, 3, 17)), case.recorded, on=date(2026, 3, 17))


def test_what_begins_where_nothing_is_pending_is_under_the_law_of_its_day() -> None:
    pack = DEMONSTRATED["tm"]
    act = NEW_TERM.replace("mining.decision_term", "procedure.change_decision_term").replace("03-16", "06-01")
    changing = RulePack("tm", {**pack.files, "acts/shorter.yaml": act}).checked()
    case = granted()
    case.pack = changing
    case.act("2026-06-02 10:00", "amend", "firm", "applicant")
    deadline = case.clock("change_decision", date(2026, 6, 3))
    assert (deadline.since, deadline.due) == (date(2026, 6, 2), date(2026, 6, 9))
    assert case.state == "change_submitted"


def test_the_state_of_a_case_without_acts_is_the_first_one() -> None:
    assert state_of(LedCase().procedure(date(2026, 3, 2)), ()) == "draft"
