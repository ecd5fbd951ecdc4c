"""Signing in and out: by password and a second factor, which whoever is an officer must have."""

import re

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.test import Client

from rugsat.store.accounts.models import AccessEvent, Account, Remembered
from tests.usecases.people import Office
from tests.web.accounts.door import PASSWORD, code_of, enter, give_app, give_password, secret_of, sign_in


@pytest.fixture
def client() -> Client:
    return Client()


def kinds(login: str) -> list[str]:
    return list(AccessEvent.objects.filter(account__login=login).order_by("pk").values_list("kind", flat=True))


def test_a_user_of_an_organisation_signs_in_by_password_and_sees_his_account(office: Office, client: Client):
    give_password("kerim")
    answer = sign_in(client, "kerim")
    assert (answer.status_code, answer.url) == (302, "/portal/")
    shown = client.get("/account/")
    assert shown.status_code == 200
    assert "Kerim" in shown.content.decode()
    assert kinds("kerim") == ["signed_in"]


def test_letters_of_a_login_may_be_large(office: Office, client: Client):
    give_password("kerim")
    assert sign_in(client, " Kerim ").status_code == 302


def test_a_wrong_password_and_an_unknown_login_are_told_the_same(office: Office, client: Client):
    give_password("kerim")
    wrong, unknown = sign_in(client, "kerim", "not it at all"), sign_in(client, "nobody", PASSWORD)
    assert wrong.status_code == unknown.status_code == 422
    for answer in (wrong, unknown):
        assert "Login and password do not belong together" in answer.content.decode()
    assert kinds("kerim") == ["sign_in_failed"]
    assert AccessEvent.objects.get(account=None).detail == "unknown login"


def test_what_is_typed_into_the_wrong_field_is_kept_nowhere(office: Office, client: Client):
    sign_in(client, "my secret phrase", "my other secret", next="/my-third-secret")
    kept = [str(list(model.objects.values())) for model in (AccessAttempt, AccessEvent, Remembered, Session)]
    assert "?" in kept[0], "it is counted"
    assert not any("secret" in each for each in kept)


def test_an_officer_signs_in_by_password_and_code(office: Office, client: Client):
    give_password("anna")
    secret = give_app("anna")
    answer = sign_in(client, "anna", next="/console/?queue=mine")
    assert answer.url == "/account/sign-in/code"
    assert client.get("/account/").status_code == 302, "a password alone does not sign in"
    wrong = client.post("/account/sign-in/code", {"code": "000000"})
    assert wrong.status_code == 422
    assert "The code is wrong" in wrong.content.decode()
    answer = client.post("/account/sign-in/code", {"code": code_of(secret)})
    assert (answer.status_code, answer.url) == (302, "/console/?queue=mine")
    assert client.get("/account/").status_code == 200
    assert kinds("anna") == ["factor_failed", "factor_used", "signed_in"]


def test_a_code_is_good_once(office: Office, client: Client):
    give_password("anna")
    used = code_of(give_app("anna"))
    sign_in(client, "anna")
    assert client.post("/account/sign-in/code", {"code": used}).status_code == 302
    other = Client()
    sign_in(other, "anna")
    answer = other.post("/account/sign-in/code", {"code": used})
    assert answer.status_code == 422


@pytest.mark.django_db(transaction=True)
def test_an_officer_without_a_factor_is_led_to_set_one_up_and_then_goes_on(office: Office, client: Client):
    give_password("anna")
    sign_in(client, "anna")
    assert client.get("/console/").url == "/account/factors"
    assert "needs a second factor" in client.get("/account/factors").content.decode()
    page = client.get("/account/factors/app")
    assert page.status_code == 200
    secret = client.session["mfa.totp.secret"]
    assert secret[:4] in page.content.decode()
    answer = client.post("/account/factors/app", {"code": code_of(secret)})
    assert answer.url == "/account/factors/recovery-codes"
    assert len(re.findall(r">[0-9]{10}<", client.get(answer.url).content.decode())) == 10
    assert not re.findall(r">[0-9]{10}<", client.get(answer.url).content.decode()), "they are shown once"
    assert client.get("/account/").status_code == 200
    assert secret_of("anna") == secret
    assert "factor_added" in kinds("anna")


def test_whoever_signs_out_is_out(office: Office, client: Client):
    enter(client, "kerim")
    assert client.get("/account/sign-out").status_code == 200, "asked before it is done"
    assert client.get("/account/").status_code == 200
    client.post("/account/sign-out")
    assert client.get("/account/").url.startswith("/account/sign-in?next=")
    assert kinds("kerim")[-1] == "signed_out"


def test_an_account_that_is_closed_is_out_at_once_and_cannot_come_back(office: Office, client: Client):
    enter(client, "kerim")
    Account.objects.filter(login="kerim").update(is_active=False)
    assert client.get("/account/").status_code == 302
    assert sign_in(Client(), "kerim").status_code == 422
