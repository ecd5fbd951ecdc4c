"""Acts upon a case from its page: looked at with the letter, done once, refused in words, by two different officers."""

import inspect
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rugsat.law.procedure import Verb
from rugsat.store.licensing.models import AttestationRow, Authorisation, Case, CaseAct, CaseDocument, Service
from rugsat.usecases.advise import advise
from rugsat.usecases.book_payment import book_payment
from rugsat.usecases.countersign import countersign
from rugsat.usecases.delegate import delegate
from rugsat.usecases.open_application import open_application
from rugsat.usecases.permissions import matrix
from rugsat.web.console.acts import ACTS
from tests.usecases.people import Office, apply, grant_it, prepare
from tests.web.signed import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: Office) -> str:
    prepare(office)
    return apply(office)


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def look(client: Client, case: str, verb: str, **asked: str) -> str:
    """Fill the form in and look at what will be done; the page."""
    answer = client.post(f"/console/cases/{case}/acts/{verb}/", {**asked, "stage": "look", "act_key": "first"})
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.content.decode())


def do(client: Client, case: str, verb: str, page: str, **asked: str) -> Any:
    """Do what was looked at."""
    carried = {"act_key": field(page, "act_key"), "act_seen": field(page, "act_seen")}
    return client.post(f"/console/cases/{case}/acts/{verb}/", {**asked, **carried, "stage": "do"})


def test_two_officers_grant_and_the_certificate_is_on_the_register(office: Office, case: str):
    anna, dilber = signed_in("anna"), signed_in("dilber")
    page = look(anna, case, "countersign", signs_for="grant")
    assert do(anna, case, "countersign", page, signs_for="grant").status_code == 303
    shown = anna.get(f"/console/cases/{case}/").content.decode()
    assert "anna has signed first, for: Grant" in shown
    refused = do(anna, case, "grant", look(anna, case, "grant", note=""), note="")
    assert refused.status_code == 400
    assert "has signed already" in refused.content.decode()
    page = look(dilber, case, "grant", conditions="Meters are read monthly\n\nNo subletting", note="Welcome")
    assert "The application" in page
    assert "Conditions: Meters are read monthly; No subletting." in page
    answer = do(dilber, case, "grant", page, conditions="Meters are read monthly\n\nNo subletting", note="Welcome")
    assert answer.status_code == 303, answer.content.decode()
    assert Authorisation.objects.filter(case=case).count() == 1
    letter = dilber.get(f"/console/cases/{case}/letters/3/").content.decode()
    assert Authorisation.objects.get(case=case).authorisation in letter
    assert "licensing officer, director" in letter


def test_a_double_click_acts_once(office: Office, case: str):
    anna = signed_in("anna")
    page = look(anna, case, "ask", note="Which transformer?", means="electronic")
    answers = [do(anna, case, "ask", page, note="Which transformer?", means="electronic") for _ in range(2)]
    # The second comes when the step is gone, and is told what the first one was.
    assert [each.status_code for each in answers] == [303, 303]
    assert CaseAct.objects.filter(case=case, verb="ask").count() == 1


def test_whoever_acts_upon_an_older_state_is_told_what_was_done_meanwhile(office: Office, case: str):
    anna = signed_in("anna")
    page = look(anna, case, "return_for_completion", note="Send the plan", means="letter")
    advise(office.call("adviser"), case=case, note="No objection")
    answer = do(anna, case, "return_for_completion", page, note="Send the plan", means="letter")
    assert answer.status_code == 409
    assert "advise by adviser" in answer.content.decode()
    assert "Send the plan" in answer.content.decode(), "what was written is not lost"


def test_an_act_needs_that_one_has_just_shown_who_one_is(office: Office, case: str):
    stale = signed_in("anna", fresh=False)
    page = look(stale, case, "ask", note="Which?", means="electronic")
    answer = do(stale, case, "ask", page, note="Which?", means="electronic")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/")
    assert not CaseAct.objects.filter(case=case, verb="ask").exists()


def test_an_act_without_its_words_or_ground_is_shown_again_with_what_is_missing(office: Office, case: str):
    anna = signed_in("anna")
    answer = anna.post(f"/console/cases/{case}/acts/ask/", {"note": "", "means": "electronic", "stage": "look"})
    assert answer.status_code == 422
    assert "This act needs words" in answer.content.decode()
    answer = anna.post(f"/console/cases/{case}/acts/countersign/", {"signs_for": "revoke", "stage": "look"})
    assert answer.status_code == 422


def test_the_grounds_are_those_that_the_law_lists(office: Office, case: str):
    countersign(office.call("anna"), case=case, signs_for="refuse")
    batyr = signed_in("batyr")
    page = batyr.get(f"/console/cases/{case}/acts/refuse/").content.decode()
    assert "an owner is barred" in page
    address = f"/console/cases/{case}/acts/refuse/"
    assert batyr.post(address, {"ground": "because", "means": "letter", "stage": "look"}).status_code == 422
    shown = look(batyr, case, "refuse", ground="an owner is barred", means="letter", note="See the register")
    assert "Ground: an owner is barred." in shown
    assert "Time to appeal" in shown
    answer = do(batyr, case, "refuse", shown, ground="an owner is barred", means="letter", note="See the register")
    assert answer.status_code == 303
    assert CaseAct.objects.get(case=case, verb="refuse").means == "letter"


def test_what_the_state_does_not_allow_says_what_can_be_done_instead(office: Office, case: str):
    answer = signed_in("dilber").get(f"/console/cases/{case}/acts/reinstate/")
    assert answer.status_code == 409
    assert "not possible now" in answer.content.decode()
    assert signed_in("anna").get(f"/console/cases/{case}/acts/dance/").status_code == 404
    assert signed_in("anna").get(f"/console/cases/{case}/acts/submit/").status_code == 404


def test_buttons_are_those_of_ones_own_office(office: Office, case: str):
    def offered(login: str) -> set[str]:
        page = signed_in(login).get(f"/console/cases/{case}/").content.decode()
        return set(re.findall(rf"/console/cases/{case}/acts/([a-z_]+)/", page)) - {"migrate"}

    assert offered("anna") == {"ask", "countersign", "return_for_completion"}
    assert offered("adviser") == {"advise"}
    assert offered("merdan") == set()
    assert offered("dilber") == set()


def test_a_delegate_acts_for_whoever_is_away_and_both_are_named(office: Office, case: str):
    today = office.now.date()
    delegate(
        office.call("dilber"), to="batyr", office="director", since=today, until=today + timedelta(days=9), note="leave"
    )
    countersign(office.call("anna"), case=case, signs_for="grant")
    batyr = signed_in("batyr")
    page = batyr.get(f"/console/cases/{case}/acts/grant/").content.decode()
    assert "On behalf of" in page
    page = look(batyr, case, "grant", act_for="dilber", note="")
    assert do(batyr, case, "grant", page, act_for="dilber", note="").status_code == 303
    act = CaseAct.objects.get(case=case, verb="grant")
    assert (act.by.login, act.on_behalf_of.login, act.office) == ("batyr", "dilber", "director")


def test_the_service_of_an_act_is_recorded_with_its_proof(office: Office, case: str):
    anna = signed_in("anna")
    do(anna, case, "ask", look(anna, case, "ask", note="Why?", means="letter"), note="Why?", means="letter")
    address = f"/console/cases/{case}/service/2/"
    assert anna.get(address).status_code == 200
    early = {"served_on": "2020-01-01", "how": "post", "proof": "", "act_key": "s"}
    assert anna.post(address, early).status_code == 400
    digest = CaseDocument.objects.filter(case=case).first().document_id
    said = {"served_on": office.now.date().isoformat(), "how": "post", "proof": digest, "act_key": "t"}
    assert anna.post(address, said).status_code == 303
    assert Service.objects.get().proof == digest
    assert anna.get(f"/console/cases/{case}/service/1/").status_code == 404


def test_a_document_is_handed_in_judged_by_its_content_and_given_out_as_it_came(office: Office, case: str):
    anna, address = signed_in("anna"), f"/console/cases/{case}/hand-in/"
    script = SimpleUploadedFile("lease.pdf", b"<script>alert(1)</script>")
    refused = anna.post(address, {"kind": "lease", "file": script, "act_key": "a"})
    assert refused.status_code == 422
    assert "is by its content none of" in refused.content.decode()
    paper = SimpleUploadedFile('aren"da ş.pdf', b"%PDF-1.7 lease")
    assert anna.post(address, {"kind": "lease", "file": paper, "act_key": "b"}).status_code == 303
    held = CaseDocument.objects.get(case=case, kind="lease")
    got = anna.get(f"/console/cases/{case}/documents/{held.document_id}/")
    assert got.content == b"%PDF-1.7 lease"
    assert got.headers["Content-Type"] == "application/pdf"
    assert got.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''aren-da%20%C5%9F.pdf")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    other = Case.objects.exclude(case=case).first()
    assert anna.get(f"/console/cases/{other.case}/documents/{held.document_id}/").status_code == 404
    assert anna.get(f"/console/cases/{case}/documents/{'0' * 64}/").status_code == 404


def test_an_officer_writes_down_what_a_body_has_said_and_takes_it_back(office: Office, case: str):
    anna, address = signed_in("anna"), f"/console/cases/{case}/attest/"
    digest = CaseDocument.objects.filter(case=case).first().document_id
    said = {
        "kind": "fire_certificate",
        "about": "site:karakum-1",
        "by": "fire-service",
        "says": "passed: yes\nfloors: 2\nexits: [north, south]",
        "until": "2027-05-01",
        "document": digest,
        "act_key": "a",
    }
    assert anna.post(address, {**said, "document": "", "act_key": "z"}).status_code == 400
    assert anna.post(address, {**said, "says": "passed"}).status_code == 422
    answer = anna.post(address, said)
    assert answer.status_code == 303, answer.content.decode()
    row = AttestationRow.objects.order_by("-pk").first()
    assert row.says == {"passed": True, "floors": 2, "exits": ["north", "south"]}
    back = f"/console/cases/{case}/attestations/{row.pk}/withdraw/"
    assert anna.post(back, {"note": "", "act_key": "b"}).status_code == 422
    assert anna.post(back, {"note": "It was forged", "act_key": "c"}).status_code == 303
    assert anna.get(back).status_code == 404


def test_the_fee_is_demanded_once_and_money_that_waits_is_put_to_it(office: Office):
    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial"}
    case = open_application(office.call("kerim"), **asked).subject
    merdan, address = signed_in("merdan"), f"/console/cases/{case}/fee/"
    assert "No fee was demanded yet" in merdan.get(address).content.decode()
    assert merdan.post(address, {"act_key": "a"}).status_code == 303
    assert merdan.post(address, {"act_key": "b"}).status_code == 400
    line = {"received_on": office.now.date(), "payer_account": "TM1", "amount": "500.00", "currency": "TMT"}
    book_payment(office.call("merdan"), bank_line="B-7", text="for the miner", **line)
    page = merdan.get(address).content.decode()
    assert "for the miner" in page
    invoice = re.search(r'<option value="([^"]+)">', page)[1]
    said = {"match": "1", "bank_line": "B-7", "invoice": invoice, "act_key": "c"}
    assert merdan.post(address, {**said, "bank_line": "B-8"}).status_code == 422
    assert merdan.post(address, said).status_code == 303
    assert "500" in merdan.get(address).content.decode()
    assert "No money waits" in merdan.get(address).content.decode()


def test_a_correction_is_written_as_the_whole_entry(office: Office, case: str):
    grant_it(office, case)
    anna = signed_in("anna")
    page = anna.get(f"/console/cases/{case}/acts/correct/").content.decode()
    assert "Industrial zone 4" in page
    address = f"/console/cases/{case}/acts/correct/"
    assert anna.post(address, {"says": "{", "note": "street", "stage": "look"}).status_code == 422


def test_nobody_of_a_firm_reaches_a_page_of_a_case(office: Office, case: str):
    kerim = signed_in("kerim")
    for path in ("", "acts/ask/", "letters/1/", "hand-in/", "attest/", "fee/"):
        address = f"/console/cases/{case}/{path}"
        assert kerim.get(address).status_code == 404, path
        assert kerim.post(address, {"stage": "do"}).status_code == 404, path


def test_every_act_is_granted_by_the_matrix_and_asks_what_its_use_case_takes():
    for verb, act in ACTS.items():
        assert matrix().roles_for(act.use_case.name), verb
        taken = inspect.signature(act.use_case.function).parameters
        assert set(act.fields) <= set(taken), verb
        needed = {name for name, each in taken.items() if each.default is each.empty} - {"work", "case"}
        assert needed <= set(act.fields), verb
    left = set(Verb) - set(ACTS)
    assert left == {Verb.SUBMIT, Verb.ANSWER, Verb.APPEAL, Verb.EXPIRE}, "these the applicant or the day itself does"


def test_a_case_that_there_is_not_is_said_to_be_none(office: Office):
    assert signed_in("anna").get("/console/cases/TM-A-2026-999999-99/").status_code == 404
