"""What the authority sends, finds and asks is read and answered in the portal by those whom it concerns."""

from pathlib import Path

import pytest
from django.test import Client

from rugsat.evidence.credentials.key_ring import make_key_ring
from rugsat.store.findings.models import FindingEvent, OfficeFinding
from rugsat.store.requests.models import Request
from rugsat.usecases.ask_for_information import ask_for_information
from rugsat.usecases.issue_certificate import issue_certificate
from tests.usecases.made_runs import Runs, found
from tests.usecases.people import Office, apply, approve, grant_it
from tests.usecases.test_requests import QUESTION
from tests.web.portal.form import fields_of, send
from tests.web.portal.papers import paper

REQUESTS, FINDINGS, HELD = "/portal/requests/", "/portal/findings/", "/portal/authorisations/"


@pytest.fixture
def asked(filled: Office) -> str:
    return str(ask_for_information(filled.call("serdar"), party="karakum", question=QUESTION).subject)


@pytest.fixture
def finding(filled: Office, tmp_path: Path) -> str:
    approve(filled, "karakum", "mining_registration")
    row = found("party:karakum/return:mining_monthly/period:2026-01", "return_overdue")
    Runs(filled, tmp_path).take_up(row)
    return str(row["finding"])


def test_a_request_is_answered_in_parts_with_documents(filled: Office, kerim: Client, asked: str):
    assert "Meter of March" in kerim.get(REQUESTS).content.decode()
    there = f"{REQUESTS}{asked}"
    assert "Why did the meter stand still" in kerim.get(there).content.decode()
    assert send(kerim, there, note="").status_code == 400
    part = send(kerim, there, note="It was changed.", in_part="on", documents=[paper("a.pdf"), paper("b.pdf")])
    assert part.status_code == 303, part.content.decode()
    page = kerim.get(there).content.decode()
    assert "You answered in part" in page
    assert page.count(".pdf</a>") == 2
    assert send(kerim, there, note="Here is the protocol.").status_code == 303
    assert Request.objects.get().state == "answered"


def test_a_paper_of_a_request_is_given_out_to_the_one_who_was_asked(
    filled: Office, kerim: Client, rival: Client, asked: str
):
    there = f"{REQUESTS}{asked}"
    send(kerim, there, note="See.", documents=[paper("a.pdf")])
    page = kerim.get(there).content.decode()
    link = page.split(f'href="{there}/documents/')[1].split('"')[0]
    out = kerim.get(f"{there}/documents/{link}")
    assert out.content == b"%PDF-1.7 a paper"
    assert out.headers["Content-Disposition"].startswith("attachment")
    assert rival.get(f"{there}/documents/{link}").status_code == 404


def test_a_request_to_another_is_as_if_there_were_none(filled: Office, rival: Client, asked: str):
    assert rival.get(f"{REQUESTS}{asked}").status_code == 404
    assert rival.post(f"{REQUESTS}{asked}", {"note": "mine", "act_key": "k"}).status_code == 404
    assert "asked you nothing" in rival.get(REQUESTS).content.decode()
    assert Request.objects.get().state == "asked"


def test_a_form_that_is_sent_twice_answers_once_and_a_stale_one_not_at_all(filled: Office, kerim: Client, asked: str):
    there = f"{REQUESTS}{asked}"
    typed = fields_of(kerim.get(there)) | {"note": "Once.", "in_part": "on"}
    assert [kerim.post(there, typed).status_code for _ in range(2)] == [303, 303]
    stale = typed | {"act_key": "another", "note": "Twice, from an old page."}
    page = kerim.post(there, stale)
    assert page.status_code == 409
    assert "Twice, from an old page." in page.content.decode()


def test_a_finding_is_read_with_its_law_and_answered(filled: Office, kerim: Client, rival: Client, finding: str):
    assert "Return overdue" in kerim.get(FINDINGS).content.decode()
    page = kerim.get(f"{FINDINGS}{finding}")
    assert "The law that it rests on" in page.content.decode()
    answer = send(kerim, f"{FINDINGS}{finding}", note="It was filed on paper.", documents=[paper("stamp.pdf")])
    assert answer.status_code == 303, answer.content.decode()
    assert FindingEvent.objects.get(what="answered").note == "It was filed on paper."
    page = kerim.get(f"{FINDINGS}{finding}").content.decode()
    assert "It was filed on paper." in page
    digest = page.split(f'href="{FINDINGS}{finding}/documents/')[1].split('"')[0]
    assert kerim.get(f"{FINDINGS}{finding}/documents/{digest}").content == b"%PDF-1.7 a paper"
    assert kerim.get(f"{FINDINGS}{finding}/documents/{'0' * 64}").status_code == 404
    assert rival.get(f"{FINDINGS}{finding}/documents/{digest}").status_code == 404
    assert OfficeFinding.objects.get().status == "open"


def test_a_finding_of_another_is_as_if_there_were_none(filled: Office, rival: Client, finding: str):
    assert rival.get(f"{FINDINGS}{finding}").status_code == 404
    assert rival.post(f"{FINDINGS}{finding}", {"note": "mine", "act_key": "k"}).status_code == 404
    assert finding not in rival.get(FINDINGS).content.decode()


def test_a_certificate_is_fetched_by_its_holder_alone(filled: Office, kerim: Client, rival: Client, settings):
    number = grant_it(filled, apply(filled))
    assert "No certificate was issued yet" in kerim.get(f"{HELD}{number}").content.decode()
    folder = settings.OFFICE / "keys" / "authority"
    make_key_ring(folder, jurisdiction="tm", authority={"en": "Central Bank"}, on=filled.now.date())
    issue_certificate(filled.call("anna"), number=number)
    assert number in kerim.get(HELD).content.decode()
    paper_of_it = kerim.get(f"{HELD}{number}/certificate.pdf")
    assert paper_of_it.content.startswith(b"%PDF-")
    assert paper_of_it.headers["Content-Disposition"] == f'attachment; filename="{number}.pdf"'
    assert kerim.get(f"{HELD}{number}/certificate.exe").status_code == 404
    for page in ("", "/certificate.pdf", "/certificate.sd-jwt"):
        assert rival.get(f"{HELD}{number}{page}").status_code == 404


def test_a_letter_is_read_as_it_was_sent(filled: Office, kerim: Client, rival: Client):
    case = apply(filled)
    grant_it(filled, case)
    page = kerim.get(f"/portal/applications/{case}/").content.decode()
    assert f"/portal/applications/{case}/letters/3" in page
    letter = kerim.get(f"/portal/applications/{case}/letters/3").content.decode()
    assert case in letter
    assert kerim.get(f"/portal/applications/{case}/letters/2").status_code == 404
    assert rival.get(f"/portal/applications/{case}/letters/3").status_code == 404


def test_the_first_page_says_what_waits_what_is_due_and_what_was_sent(
    filled: Office, kerim: Client, asked: str, finding: str, said: str
):
    page = kerim.get("/portal/").content.decode()
    for words in ("Meter of March", "Return overdue", said, "Monthly"):
        assert words in page, words


def test_the_first_page_of_a_body_names_how_much_waits(filled: Office, said: str):
    from tests.web.signed import signed_in  # noqa: PLC0415 - once the people are there

    page = signed_in("grid").get("/portal/").content.decode()
    assert "2 things wait for your word" in page
    assert "Begin an application" not in page
