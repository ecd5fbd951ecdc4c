"""What was typed into a long form is not lost when whoever sends it must first sign in or show who it is."""

import re
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from rugsat.store.licensing.models import CaseAct, CaseDocument
from rugsat.store.requests.models import Request
from rugsat.usecases.ask import ask
from rugsat.usecases.open_application import open_application
from rugsat.usecases.submit import submit
from rugsat.web.layout import moment
from tests.usecases.people import APPLICATION, Office, prepare
from tests.web.accounts.door import PASSWORD, enter, give_app, give_password
from tests.web.accounts.test_acts_that_count_ask_again import let_time_go_by
from tests.web.console.test_requests_pages import ASK
from tests.web.portal.form import fields_of
from tests.web.portal.papers import paper

HERE = {"Origin": "http://testserver"}
"""What a browser says of a form that comes from a page of this site."""
WORDS = "The transformer feeds the hall alone.\nIts meter is sealed."


@pytest.fixture
def asked(office: Office, monkeypatch: pytest.MonkeyPatch) -> str:
    """A case of Karakum to which the authority has asked something, in an office that has the time of day."""
    prepare(office)
    said: dict[str, Any] = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial"}
    case = open_application(office.call("kerim"), **said, says=APPLICATION).subject
    submit(office.call("kerim"), case=case)
    ask(office.call("anna"), case=case, note="Which transformer feeds the site?")
    monkeypatch.setattr(moment, "clock", lambda: datetime.now(UTC))
    return case


def place(case: str) -> str:
    return f"/portal/applications/{case}/act/answer"


def answers(case: str) -> list[str]:
    return [each.note for each in CaseAct.objects.filter(case=case, verb="answer")]


def half_an_hour_goes_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moment, "clock", lambda: datetime.now(UTC) + timedelta(minutes=31))


def test_what_is_sent_after_the_session_waits_until_one_has_signed_in(
    asked: str, client: Client, monkeypatch: pytest.MonkeyPatch
):
    enter(client, "kerim")
    form = fields_of(client.get(place(asked))) | {"note": WORDS}
    half_an_hour_goes_by(monkeypatch)
    to_sign_in = client.post(place(asked), form, headers=HERE)
    assert to_sign_in.url == "/account/sign-in?next=%2Faccount%2Funsent"
    assert answers(asked) == []
    back = client.post("/account/sign-in", {"login": "kerim", "password": PASSWORD, "next": "/account/unsent"})
    page = client.get(back.url)
    assert "Its meter is sealed." in page.content.decode()
    assert answers(asked) == [], "it is sent by a button, and not before"
    assert client.post(place(asked), fields_of(page)).status_code == HTTPStatus.SEE_OTHER
    assert answers(asked) == [WORDS]


@pytest.mark.parametrize("headers", [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {}])
def test_what_another_site_sends_after_the_session_does_not_wait(
    asked: str, client: Client, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
):
    enter(client, "kerim")
    form = fields_of(client.get(place(asked))) | {"note": WORDS}
    half_an_hour_goes_by(monkeypatch)
    client.post(place(asked), form, headers=headers)
    assert "unsent" not in client.session


def test_nobody_else_sees_what_was_typed(asked: str, client: Client, monkeypatch: pytest.MonkeyPatch):
    enter(client, "kerim")
    form = fields_of(client.get(place(asked))) | {"note": WORDS}
    half_an_hour_goes_by(monkeypatch)
    client.post(place(asked), form, headers=HERE)
    assert client.get("/account/unsent").status_code == HTTPStatus.FOUND, "nobody has signed in"
    enter(client, "grid")
    assert client.get("/account/unsent").url == "/account/"
    assert "unsent" not in client.session


def test_a_file_that_came_with_it_is_chosen_again(asked: str, client: Client, monkeypatch: pytest.MonkeyPatch):
    enter(client, "kerim")
    form = fields_of(client.get(place(asked))) | {"note": WORDS, "file": paper("plan.pdf")}
    half_an_hour_goes_by(monkeypatch)
    client.post(place(asked), form, headers=HERE)
    enter(client, "kerim")
    page = client.get("/account/unsent")
    assert '<input class="govuk-file-upload" type="file" id="file-1" name="file" required>' in page.content.decode()
    assert client.post(place(asked), fields_of(page) | {"file": paper("plan.pdf")}).status_code == HTTPStatus.SEE_OTHER
    assert answers(asked) == [WORDS]
    assert CaseDocument.objects.filter(case=asked, name="plan.pdf").exists()


def test_no_password_is_kept(office: Office, client: Client, monkeypatch: pytest.MonkeyPatch):
    enter(client, "kerim")
    half_an_hour_goes_by(monkeypatch)
    sent = {"oldpassword": PASSWORD, "password1": "quite another phrase", "password2": "quite another phrase"}
    assert client.post("/account/password", sent, headers=HERE).url == "/account/sign-in?next=%2Faccount%2Fpassword"
    assert "unsent" not in client.session


def test_a_form_from_before_one_signed_in_again_is_shown_with_what_was_typed(
    asked: str, monkeypatch: pytest.MonkeyPatch
):
    half_an_hour_goes_by(monkeypatch)
    client = Client(enforce_csrf_checks=True)
    give_password("kerim")
    tokens = [sign_in_with_token(client), sign_in_with_token(client)]
    sent = {"act_key": "k1", "note": WORDS, "csrfmiddlewaretoken": tokens[0]}
    own = client.post(place(asked), sent, headers=HERE)
    assert own.status_code == HTTPStatus.FORBIDDEN
    assert "Its meter is sealed." in own.content.decode()
    assert client.post(place(asked), fields_of(own)).status_code == HTTPStatus.SEE_OTHER
    assert answers(asked) == [WORDS]


def test_what_is_sent_after_one_has_signed_out_elsewhere_stays_in_the_page(asked: str, client: Client):
    enter(client, "kerim")
    form = fields_of(client.get(place(asked))) | {"note": WORDS, "file": paper("plan.pdf")}
    client.post("/account/sign-out")
    page = client.post(place(asked), form, headers=HERE)
    assert page.status_code == HTTPStatus.FORBIDDEN
    assert 'type="file" id="file-1" name="file" required' in page.content.decode()
    assert 'target="_blank">Sign in' in page.content.decode()
    assert answers(asked) == []
    assert "unsent" not in client.session, "nothing is kept of nobody"
    assert fields_of(page)["note"] == WORDS
    elsewhere = client.post(place(asked), form, headers={"Origin": "https://evil.example"})
    assert elsewhere.status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("origin", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_a_form_of_another_site_is_not_shown_for_sending(asked: str, origin: dict[str, str]):
    client = Client(enforce_csrf_checks=True)
    give_password("kerim")
    sign_in_with_token(client)
    forged = client.post(place(asked), {"note": WORDS, "csrfmiddlewaretoken": "a" * 64}, headers=origin)
    assert forged.status_code == HTTPStatus.FORBIDDEN
    assert "Its meter is sealed." not in forged.content.decode()


def sign_in_with_token(client: Client) -> str:
    """Sign in anew, as in another tab; the token of the forms that are shown from then on."""
    client.cookies.pop("sessionid", None)
    sent = {"csrfmiddlewaretoken": token_of(client.get("/account/sign-in")), "login": "kerim", "password": PASSWORD}
    assert client.post("/account/sign-in", sent).status_code == HTTPStatus.FOUND
    return token_of(client.get("/account/password"))


def token_of(page: Any) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert found is not None
    return found[1]


def test_what_was_sent_to_an_address_with_a_question_is_done_once_one_has_shown_who_one_is(asked: str, client: Client):
    to_confirm = ask_too_late(client)
    assert not Request.objects.exists()
    client.post("/account/confirm", {"password": PASSWORD, "next": next_of(to_confirm)})
    assert Request.objects.get().party_id == "karakum"


def test_a_page_that_is_shown_again_afterwards_sends_its_form_to_itself(asked: str, client: Client):
    to_confirm = ask_too_late(client, title="")
    page = client.post("/account/confirm", {"password": PASSWORD, "next": next_of(to_confirm)})
    assert 'action="/console/requests/ask/' in page.content.decode()


def test_what_waits_with_a_file_is_not_done_without_it(asked: str, client: Client):
    to_confirm = ask_too_late(client, documents=[paper("a.pdf"), paper("b.pdf", b"%PDF-1.7 another")])
    back = client.post("/account/confirm", {"password": PASSWORD, "next": next_of(to_confirm)})
    assert back.url == "/account/unsent"
    assert not Request.objects.exists()
    page = client.get(back.url).content.decode()
    assert 'name="documents" multiple required' in page
    assert ASK["note"] in page


def ask_too_late(client: Client, **more: Any) -> str:
    """An officer asks a firm, from a page with a question in its address, a quarter of an hour after he signed in."""
    give_app("serdar")
    enter(client, "serdar")
    let_time_go_by(client)
    answer = client.post("/console/requests/ask/?party=karakum", {**ASK, "act_key": "q1", **more})
    assert answer.status_code == HTTPStatus.FOUND
    return str(answer.url)


def next_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["next"][0]
