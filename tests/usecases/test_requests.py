"""Requests for information from question to close: deadlines, answers, reminders, escalation, and who sees what."""

import hashlib
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rugsat.domain.licensing.officers import ConflictOfInterestError
from rugsat.domain.requests.thread import ThreadRefusedError
from rugsat.kernel.identifiers.register_number import is_register_number
from rugsat.store import documents
from rugsat.store.accounts.models import Account, Role
from rugsat.store.document_type import DocumentRefusedError
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.outbox.models import Entry
from rugsat.store.parties.models import Party
from rugsat.store.queries import requests as told_of
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.store.requests.models import Request, RequestAct
from rugsat.usecases.accept_answer import accept_answer
from rugsat.usecases.answer_request import answer_request
from rugsat.usecases.ask_for_information import AskedAmissError, Question, ask_for_information
from rugsat.usecases.ask_further import ask_further
from rugsat.usecases.call import NotPermittedError, StaleError
from rugsat.usecases.case_act import SayingMissingError
from rugsat.usecases.escalate_request import escalate_request
from rugsat.usecases.extend_request import extend_request
from rugsat.usecases.hand_over_request import hand_over_request
from rugsat.usecases.pass_day import pass_day
from rugsat.usecases.record_request_service import record_request_service
from rugsat.usecases.record_service import NothingToServeError
from rugsat.usecases.record_tie import record_tie
from rugsat.usecases.remind_of_request import remind_of_request
from rugsat.usecases.request_act import NoSuchRequestError
from rugsat.usecases.take_documents import MOST, Paper
from rugsat.usecases.withdraw_request import withdraw_request
from tests.usecases.people import Office

QUESTION = Question("Meter of March", "Why did the meter stand still from 3 to 5 March?")
PDF = Paper("plan.pdf", b"%PDF-1.7 a plan")
GROUND = "the records are many"


def ask(office: Office, by: str = "serdar", **more: Any) -> str:
    return ask_for_information(office.call(by), **{"party": "karakum", "question": QUESTION, **more}).subject


def shown(office: Office, request: str) -> dict[str, Any]:
    return told_of.request(request=request, now=office.now)


def overdue(office: Office, request: str) -> None:
    office.wait(30)
    assert shown(office, request)["deadline"]["overdue"]


@pytest.fixture
def rival(office: Office) -> str:
    """A user of another firm."""
    Party.objects.create(party="rival", opened_at=office.now)
    account = Account.objects.create(login="rustam", name="Rustam", party_id="rival")
    Role.objects.create(account=account, role="applicant", since=date(2025, 1, 1))
    return "rustam"


def test_a_question_gets_a_number_and_a_last_day_that_the_law_gives(office: Office):
    request = ask(office, documents=[PDF])
    office.wait(2)
    told = shown(office, request)
    assert is_register_number(request)
    assert (told["state"], told["version"], told["officer"]) == ("asked", 1, "serdar")
    # Asked on Monday 2 March, deemed served on the next working day, ten working days, Women's Day between them.
    assert (told["deadline"]["since"], told["deadline"]["due"]) == ("2026-03-03", "2026-03-18")
    assert told["deadline"]["rests_on"].startswith("requests.answer_term (demonstration): ")
    assert told["demonstration"] == ["demonstration"]
    assert told["acts"][0]["documents"] == [
        {
            "digest": hashlib.sha256(PDF.content).hexdigest(),
            "name": "plan.pdf",
            "media_type": "application/pdf",
            "size": len(PDF.content),
        }
    ]
    assert documents.read(told["acts"][0]["documents"][0]["digest"]) == PDF.content


def test_proof_of_service_gives_another_last_day(office: Office):
    request = ask(office, means="letter")
    office.wait(8)
    assert shown(office, request)["deadline"]["since"] == "2026-03-09"
    served = {"request": request, "number": 1, "how": "handed_over"}
    record_request_service(office.call("serdar"), **served, served_on=date(2026, 3, 4))
    assert shown(office, request)["deadline"]["since"] == "2026-03-04"
    for number, day in ((2, date(2026, 3, 4)), (1, date(2026, 3, 1)), (1, date(2026, 4, 4))):
        with pytest.raises(NothingToServeError):
            record_request_service(office.call("serdar"), **{**served, "number": number}, served_on=day)


def test_a_letter_of_the_evening_may_be_handed_over_the_same_evening(office: Office):
    office.now = office.now.replace(hour=14)
    request = ask(office)
    assert shown(office, request)["acts"][0]["sent_on"] == "2026-03-03"
    served = {"request": request, "number": 1, "how": "handed_over", "served_on": date(2026, 3, 2)}
    record_request_service(office.call("serdar"), **served)
    assert shown(office, request)["deadline"]["due"] == "2026-03-17"


def test_without_a_law_there_is_a_question_and_no_last_day(office: Office, settings):
    settings.DEMONSTRATION = ()
    request = ask(office)
    office.wait(100)
    told = shown(office, request)
    assert (told["deadline"]["state"], told["deadline"]["due"], told["demonstration"]) == ("asleep", None, [])
    assert pass_day(at=office.now) == []
    with pytest.raises(ThreadRefusedError, match="is not set"):
        extend_request(office.call("serdar"), request=request, days=1, ground=GROUND)


def test_a_request_keeps_the_law_that_it_began_under(office: Office, settings):
    request = ask(office)
    settings.DEMONSTRATION = ()
    office.wait(3)
    assert shown(office, request)["deadline"]["due"] == "2026-03-18"


def test_an_answer_in_parts_then_a_further_question_then_accepted(office: Office):
    request = ask(office)
    answer_request(office.call("kerim"), request=request, note="The first half.", documents=[PDF], in_part=True)
    office.wait(1)
    assert shown(office, request)["deadline"]["state"] == "running"
    answer_request(office.call("kerim"), request=request, note="The other half.")
    answer_request(office.call("kerim"), request=request, note="And this, too.")
    told = shown(office, request)
    assert (told["state"], told["deadline"]["state"], told["deadline"]["closed_on"]) == (
        "answered",
        "kept",
        "2026-03-03",
    )
    ask_further(office.call("anna"), request=request, note="And on 6 March?")
    office.wait(2)
    further = shown(office, request)
    assert (further["state"], further["deadline"]["since"]) == ("asked", "2026-03-04")
    answer_request(office.call("kerim"), request=request, note="It was swapped.")
    done = accept_answer(office.call("serdar"), request=request)
    assert done.told["state"] == "accepted"
    assert [each["verb"] for each in shown(office, request)["acts"]] == [
        "ask",
        "answer_in_part",
        "answer",
        "answer",
        "ask_further",
        "answer",
        "accept",
    ]
    with pytest.raises(ThreadRefusedError, match="the request is accepted: nothing is to be done"):
        answer_request(office.call("kerim"), request=request, note="more")


def test_a_deadline_is_put_off_on_a_ground(office: Office):
    request = ask(office)
    office.wait(2)
    extend_request(office.call("serdar"), request=request, days=5, ground=GROUND)
    told = shown(office, request)["deadline"]
    # 18 March and five working days more: 19, then over Nowruz and Oraza Bayramy.
    assert (told["due"], told["extended_by"]) == ("2026-03-27", 5)
    with pytest.raises(ThreadRefusedError, match="1 to 5 days more"):
        extend_request(office.call("serdar"), request=request, days=6, ground=GROUND)
    with pytest.raises(ThreadRefusedError, match="is no ground"):
        extend_request(office.call("serdar"), request=request, days=1, ground="friendship")
    with pytest.raises(NotPermittedError):
        extend_request(office.call("kerim"), request=request, days=1, ground=GROUND)


def test_the_day_reminds_once_of_what_is_near(office: Office):
    request = ask(office)
    office.wait(8)
    assert pass_day(at=office.now) == []
    with pytest.raises(ThreadRefusedError, match="not reminded yet: it is from 2026-03-13 on"):
        remind_of_request(office.call("serdar"), request=request)
    office.wait(3)
    assert [each["request"] for each in pass_day(at=office.now)] == [request]
    assert pass_day(at=office.now) == []
    with pytest.raises(ThreadRefusedError, match="reminded of 2026-03-18 already"):
        remind_of_request(office.call("serdar"), request=request)
    reminder = told_of.own_request(party="karakum", request=request, now=office.now)["acts"][-1]
    assert (reminder["verb"], reminder["sent_on"]) == ("remind", "2026-03-13")
    extend_request(office.call("serdar"), request=request, days=5, ground=GROUND)
    office.wait(12)
    assert len(pass_day(at=office.now)) == 1


def test_a_request_that_cannot_be_looked_at_says_why_and_stops_no_other(office: Office):
    lost, request = ask(office), ask(office)
    Request.objects.filter(request=lost).update(rule_pack="0" * 64)
    office.wait(11)
    told = pass_day(at=office.now)
    assert [each["request"] for each in told] == [request, lost]
    assert "refused" not in told[0]
    assert "0" * 64 in told[1]["refused"]


def test_a_firm_is_shown_first_what_waits_for_it_however_much_it_has_answered(office: Office):
    for _ in range(2):
        answer_request(office.call("kerim"), request=ask(office), note="Meter M-1.")
    waiting = ask(office)
    assert [each["request"] for each in told_of.own_listed(party="karakum", now=office.now, state="open", most=2)] != [
        waiting
    ]
    first = told_of.own_listed(party="karakum", now=office.now, state=told_of.WAITING, most=2)
    assert [each["request"] for each in first] == [waiting]


def test_what_is_overdue_is_brought_before_a_director_who_alone_puts_it_off(office: Office):
    request = ask(office)
    with pytest.raises(ThreadRefusedError, match="is not overdue"):
        escalate_request(office.call("serdar"), request=request, note="No answer.")
    overdue(office, request)
    escalate_request(office.call("serdar"), request=request, note="Called twice, no answer.")
    assert [each["request"] for each in told_of.listed(now=office.now, state="escalated")] == [request]
    with pytest.raises(ThreadRefusedError, match="before a director"):
        withdraw_request(office.call("serdar"), request=request, note="x")
    answer_request(office.call("kerim"), request=request, note="Here it is, late.")
    assert shown(office, request)["deadline"]["state"] == "late"
    assert told_of.listed(now=office.now, state="escalated") != []
    accept_answer(office.call("dilber"), request=request)
    assert told_of.listed(now=office.now, state="escalated") == []


def test_escalation_accuses_nobody_and_the_firm_is_not_shown_it(office: Office):
    request = ask(office)
    answer_request(office.call("kerim"), request=request, note="A part.", in_part=True)
    overdue(office, request)
    escalate_request(office.call("serdar"), request=request, note="Called twice.")
    answer_request(office.call("kerim"), request=request, note="The rest.")
    assert not OfficeFinding.objects.exists()
    own = told_of.own_request(party="karakum", request=request, now=office.now)
    assert "escalate" not in [each["verb"] for each in own["acts"]]
    assert not {"escalated", "officer"} & set(own)
    assert [(each["number"], each["verb"], each["by"]) for each in own["acts"]] == [
        (1, "ask", ""),
        (2, "answer_in_part", "kerim"),
        (3, "answer", "kerim"),
    ]
    assert "Called twice." not in str(own)


def test_nobody_else_sees_answers_or_learns_of_a_request(office: Office, rival: str):
    request = ask(office)
    for number in (request, "TM-Q-2026-000099-00"):
        with pytest.raises(NotPermittedError, match=f"you have no request '{number}': list your requests"):
            answer_request(office.call(rival), request=number, note="mine")
        with pytest.raises(NotOnTheRegisterError, match=f"you have no request '{number}': list your requests"):
            told_of.own_request(party="rival", request=number, now=office.now)
    assert told_of.own_listed(party="rival", now=office.now) == []
    assert [each["request"] for each in told_of.own_listed(party="karakum", now=office.now)] == [request]
    with pytest.raises(NoSuchRequestError, match="there is no request"):
        accept_answer(office.call("serdar"), request="TM-Q-2026-000099-00")


def test_no_leaf_of_the_log_says_who_is_asked(office: Office):
    before = Entry.objects.count()
    request = ask(office, documents=[PDF])
    answer_request(office.call("kerim"), request=request, note="Because it was swapped.")
    leaves = Entry.objects.order_by("number")[before:]
    assert [each.kind for each in leaves] == ["request_ask", "request_answer"]
    for each in leaves:
        leaf = bytes(each.leaf).decode()
        assert not any(word in leaf for word in ("karakum", request, "kerim", "serdar", "swapped", "Meter"))
    assert leaves[0].content["documents"][0]["digest"] == hashlib.sha256(PDF.content).hexdigest()


def test_what_has_changed_since_it_was_seen_is_told(office: Office):
    request = ask(office)
    answer_request(office.call("kerim", seen=1), request=request, note="half", in_part=True)
    with pytest.raises(StaleError, match=r"changed since you saw it \(answer in part on 2026-03-02\)"):
        accept_answer(office.call("serdar", seen=1), request=request)
    accept_answer(office.call("serdar", seen=2), request=request)


def test_a_double_click_answers_once(office: Office):
    request = ask(office)
    words = {"request": request, "note": "once", "documents": [PDF]}
    first = answer_request(office.call("kerim", key="k"), **words)
    again = answer_request(office.call("kerim", key="k"), **words)
    assert again.repeated
    assert (again.subject, again.version) == (first.subject, first.version)
    assert RequestAct.objects.filter(verb="answer").count() == 1


def test_an_officer_who_is_tied_to_the_firm_neither_asks_nor_decides(office: Office):
    request = ask(office)
    record_tie(office.call("administrator"), login="anna", party="karakum", since=date(2026, 1, 1), note="a cousin")
    with pytest.raises(ConflictOfInterestError, match="a cousin"):
        withdraw_request(office.call("anna"), request=request, note="x")
    with pytest.raises(ConflictOfInterestError):
        ask(office, by="anna")


def test_another_officer_takes_a_request_over_and_the_firm_notices_nothing(office: Office):
    request = ask(office)
    hand_over_request(office.call("serdar"), request=request, officer="anna", note="on leave from Monday")
    told = shown(office, request)
    assert (told["officer"], told["state"], told["acts"][-1]["note"]) == ("anna", "asked", "anna: on leave from Monday")
    own = told_of.own_request(party="karakum", request=request, now=office.now)
    assert [each["verb"] for each in own["acts"]] == ["ask"]
    assert "anna" not in str(own)
    record_tie(office.call("administrator"), login="sona", party="karakum", since=date(2026, 1, 1), note="a cousin")
    with pytest.raises(ConflictOfInterestError):
        hand_over_request(office.call("anna"), request=request, officer="sona", note="x")
    for nobody in ("merdan", "kerim", "nobody"):
        with pytest.raises(NotPermittedError, match="cannot be in charge"):
            hand_over_request(office.call("anna"), request=request, officer=nobody, note="x")
    assert shown(office, request)["officer"] == "anna"


def test_requests_are_counted_for_the_morning(office: Office):
    first, second = ask(office), ask(office, by="anna")
    answer_request(office.call("kerim"), request=first, note="done")
    overdue(office, second)
    escalate_request(office.call("anna"), request=second, note="Called twice.")
    counts = {"open": 2, "waiting": 1, "overdue": 1, "answered": 1, "escalated": 1}
    assert told_of.counted(now=office.now) == counts
    assert told_of.counted(now=office.now, officer="serdar")["open"] == 1


def test_a_question_needs_words_and_somebody_whom_it_concerns(office: Office):
    with pytest.raises(SayingMissingError):
        ask(office, question=Question("t", " "))
    with pytest.raises(AskedAmissError, match="there is no party 'nobody'"):
        ask(office, party="nobody")
    for about in ({"finding": "0" * 16}, {"authorisation": "TM-MR-1"}, {"filing": "0" * 16}):
        with pytest.raises(AskedAmissError, match="does not concern karakum"):
            ask(office, question=Question("t", "n", **about))
    assert not RequestAct.objects.exists()


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        (Paper("a.exe", b"MZ\x90\x00\x03"), "is by its content none of PDF"),
        (Paper("a.pdf", b""), "is empty"),
        (Paper("../a.pdf", PDF.content), "is no name"),
        (Paper("", PDF.content), "is no name"),
    ],
)
def test_a_document_is_looked_at_and_not_believed_by_its_name(office: Office, paper: Paper, why: str):
    request = ask(office)
    with pytest.raises(DocumentRefusedError, match=why):
        answer_request(office.call("kerim"), request=request, note="see", documents=[PDF, paper])
    with pytest.raises(DocumentRefusedError, match="documents came at once"):
        answer_request(office.call("kerim"), request=request, note="see", documents=[PDF] * (MOST + 1))
    assert shown(office, request)["state"] == "asked"


def test_a_document_is_given_out_only_with_its_own_request(office: Office):
    one, other = ask(office, documents=[PDF]), ask(office)
    digest = hashlib.sha256(PDF.content).hexdigest()
    assert told_of.document(request=one, digest=digest)["media_type"] == "application/pdf"
    with pytest.raises(NotOnTheRegisterError):
        told_of.document(request=other, digest=digest)


def test_what_is_due_is_listed_with_the_most_pressing_first(office: Office):
    first = ask(office)
    office.wait(3)
    second = ask(office, by="anna")
    office.wait(1)
    assert [each["request"] for each in told_of.due(now=office.now, within=30)] == [first, second]
    assert told_of.due(now=office.now, within=3) == []
    assert [each["request"] for each in told_of.due(now=office.now, within=30, officer="anna")] == [second]
    answer_request(office.call("kerim"), request=first, note="done")
    assert [each["request"] for each in told_of.due(now=office.now, within=30)] == [second]
    assert [each["request"] for each in told_of.listed(now=office.now, about={"officer": "anna"})] == [second]
    with pytest.raises(NotOnTheRegisterError, match="not listed by colour"):
        told_of.listed(now=office.now, about={"colour": "red"})


def test_no_list_asks_more_the_more_there_is(office: Office):
    def questions() -> list[int]:
        found = []
        for query in (
            lambda: told_of.listed(now=office.now),
            lambda: told_of.due(now=office.now, within=30),
            lambda: told_of.own_listed(party="karakum", now=office.now),
        ):
            with CaptureQueriesContext(connection) as asked:
                query()
            found.append(len(asked))
        return found

    answer_request(office.call("kerim"), request=ask(office), note="in part", in_part=True)
    few = questions()
    for _ in range(5):
        answer_request(office.call("kerim"), request=ask(office), note="in part", in_part=True)
    assert questions() == few
