"""Requests for information and data quality on the pages of the console."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rugsat.domain.requests.deadline import TermState
from rugsat.domain.requests.thread import RequestState, RequestVerb
from rugsat.kernel.language import speaking
from rugsat.store.quality.models import FilingMeasure
from rugsat.store.requests.models import Request
from rugsat.usecases.answer_request import answer_request
from rugsat.usecases.hand_over_request import hand_over_request
from rugsat.usecases.take_documents import Paper
from rugsat.web.console.run_words import request_state, request_verb, term_word
from rugsat.web.layout.documents import several_are_taken
from tests.usecases.people import Office
from tests.web.signed import signed_in

ASK = {"party": "karakum", "title": "Meters of site 1", "note": "Which meter was swapped in February?"}
PDF = b"%PDF-1.7 a photo of the meter"


@pytest.fixture
def serdar(office: Office) -> Client:
    return signed_in("serdar")


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return str(answer.content.decode())


def asked(client: Client, **more: Any) -> str:
    answer = client.post("/console/requests/ask/", {**ASK, "act_key": "q1", **more})
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    return Request.objects.order_by("-opened_at").first().request  # type: ignore[union-attr]


def say(client: Client, request: str, key: str = "k1", **sent: Any) -> Any:
    return client.post(f"/console/requests/{request}/", {"act_key": key, **sent})


def test_a_firm_is_asked_once_with_documents(serdar: Client):
    document = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 letter", content_type="application/pdf")
    number = asked(serdar, documents=[document])
    asked(serdar, documents=[SimpleUploadedFile("letter.pdf", b"%PDF-1.7 letter", content_type="application/pdf")])
    assert Request.objects.count() == 1
    page = text(serdar, f"/console/requests/{number}/")
    assert "Which meter was swapped" in page
    link = page.partition("/documents/")[0].rpartition('"')[2] + "/documents/" + page.partition("/documents/")[2][:65]
    file = serdar.get(link)
    assert file.content == b"%PDF-1.7 letter"
    assert file.headers["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert "Meters of site 1" in text(serdar, "/console/requests/?mine=1&party=karakum")


def test_what_cannot_be_asked_is_refused_and_what_was_written_stays(serdar: Client):
    answer = serdar.post("/console/requests/ask/", {**ASK, "party": "nobody", "act_key": "q1"})
    assert answer.status_code == 400
    assert "Which meter was swapped" in answer.content.decode()
    assert 'value="Meters of site 1"' in answer.content.decode()
    bad = SimpleUploadedFile("program.exe", b"MZ\x90\x00\x03", content_type="application/pdf")
    answer = serdar.post("/console/requests/ask/", {**ASK, "act_key": "q2", "documents": [bad]})
    assert answer.status_code == 400
    assert not Request.objects.exists()


def test_the_clock_stands_beside_the_request_and_what_is_overdue_comes_first(serdar: Client, office: Office):
    number = asked(serdar)
    served = {"do": "service", "number": "1", "served_on": office.now.date().isoformat(), "how": "by hand"}
    assert say(serdar, number, "v1", **served).status_code == 303
    assert "Running" in text(serdar, f"/console/requests/{number}/")
    office.wait(60)
    page = text(signed_in("serdar"), "/console/requests/")
    assert page.index("Overdue, or due within ten days") < page.index("Not closed")
    assert ">Overdue<" in page


def test_a_deadline_is_extended_on_a_ground_that_the_law_lists(serdar: Client, office: Office):
    number = asked(serdar)
    page = text(serdar, f"/console/requests/{number}/")
    ground = page.partition('name="ground">')[2].partition("<option")[2].partition(">")[2].partition("<")[0]
    served = {"do": "service", "number": "1", "served_on": office.now.date().isoformat(), "how": "by hand"}
    say(serdar, number, "v1", **served)
    assert say(serdar, number, "e0", do="extend", days="some", ground=ground).status_code == 400
    answer = say(serdar, number, "e1", do="extend", days="2", ground=ground)
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    assert "2 days more" in text(serdar, f"/console/requests/{number}/")


def test_an_answer_is_read_with_its_document_and_accepted(serdar: Client, office: Office):
    number = asked(serdar)
    paper = Paper("meter.pdf", PDF)
    answer_request(office.call("kerim"), request=number, note="Meter M-1.", documents=(paper,))
    page = text(serdar, f"/console/requests/{number}/")
    assert "Meter M-1." in page
    assert "meter.pdf" in page
    further = page[page.index('value="ask_further"') :]
    assert f'id="documents-hint">{several_are_taken()}</div>' in further
    assert 'aria-describedby="documents-hint"' in further
    version = Request.objects.get(request=number).version
    assert say(serdar, number, "a1", do="accept", act_seen=1).status_code == 409
    assert say(serdar, number, "a2", do="accept", act_seen=version).status_code == 303
    page = text(serdar, f"/console/requests/{number}/")
    assert "Accepted" in page
    assert "Accept the answer" not in page


def test_a_request_is_withdrawn_for_a_reason_and_asked_further_only_upon_an_answer(serdar: Client):
    number = asked(serdar)
    assert "Ask further" not in text(serdar, f"/console/requests/{number}/")
    assert say(serdar, number, "w1", do="withdraw", note=" ").status_code == 400
    assert say(serdar, number, "w2", do="withdraw", note="Answered by telephone.").status_code == 303
    assert "Answered by telephone." in text(serdar, f"/console/requests/{number}/")
    assert say(serdar, number, do="nothing").status_code == 400


def test_a_request_that_was_handed_over_says_so_in_the_language_of_the_page(serdar: Client, office: Office):
    number = asked(serdar)
    hand_over_request(office.call("serdar"), request=number, officer="anna", note="Serdar is away.")
    assert "Handed over to another officer" in text(serdar, f"/console/requests/{number}/")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_everything_that_is_told_of_a_request_has_words(language: str):
    with speaking(language):
        told = {
            **{verb: request_verb(verb) for verb in RequestVerb},
            **{state: request_state(state) for state in RequestState},
            **{state: term_word(state) for state in TermState},
        }
        plain = {name: str(name).replace("_", " ").capitalize() for name in told}
    if language == "ru":
        assert [name for name in told if told[name] == plain[name]] == []
    assert all(told.values())


def test_the_lists_ask_no_more_for_more_requests(serdar: Client, django_assert_max_num_queries: Any):
    for number in range(12):
        asked(serdar, act_key=f"many-{number}")
    text(serdar, "/console/requests/")
    with django_assert_max_num_queries(20):
        text(serdar, "/console/requests/")


def test_a_firm_and_whoever_has_not_shown_who_he_is_gets_nowhere(serdar: Client):
    number = asked(serdar)
    kerim = signed_in("kerim")
    for address in (
        "/console/requests/",
        f"/console/requests/{number}/",
        "/console/requests/ask/",
        "/console/quality/",
    ):
        assert kerim.get(address).status_code == 404
        assert kerim.post(address).status_code == 404
    assert say(signed_in("serdar", fresh=False), number, do="withdraw", note="x").status_code == 302
    assert serdar.get("/console/requests/nothing/").status_code == 404


def test_the_score_of_each_filer_is_shown_with_what_it_is_made_of(serdar: Client, office: Office):
    for commit, faults in enumerate((0, 30), 1):
        FilingMeasure.objects.create(
            filing=f"{commit:016x}",
            commit=commit,
            sender="karakum",
            month=f"2026-0{commit}",
            return_name="energy",
            period=f"2026-0{commit}",
            part="",
            kind="original",
            taken=True,
            rows=100,
            faults=faults,
            received_on=office.now.date(),
            due=None,
            flagged_rows=0,
            estimated_rows=0,
        )
    page = text(serdar, "/console/quality/?months=6")
    assert "Karakum Hash" in page
    assert "It decides nothing" in page
    own = text(serdar, "/console/quality/karakum/")
    assert "<svg" in own
    assert "quality.fault_points" in own
    assert "February 2026" in own
    assert "How the score is made" in own
    assert "Nothing was filed or owed" in text(serdar, "/console/quality/nobody/")
