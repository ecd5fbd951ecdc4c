"""Showing again who one is: before an act that counts, when the sign-in is some time ago."""

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.test import Client, RequestFactory

from rugsat.store.accounts.models import Account
from rugsat.web.layout.session import ask_again, fresh
from tests.usecases.people import Office
from tests.web.accounts.door import PASSWORD, code_of, enter, give_app, secret_of

LONGER_AGO_S = 16 * 60


def let_time_go_by(client: Client) -> None:
    """Let everything by which somebody has shown who he is be a quarter of an hour older, and more."""
    session = client.session
    records = session[AUTHENTICATION_METHODS_SESSION_KEY]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{**each, "at": each["at"] - LONGER_AGO_S} for each in records]
    session.save()


def request_of(client: Client, login: str):
    request = RequestFactory().post("/console/")
    request.session, request.user = client.session, Account.objects.get(login=login)
    return request


def test_whoever_has_just_signed_in_is_not_asked_again(office: Office, client: Client):
    enter(client, "kerim")
    assert fresh(request_of(client, "kerim"))
    assert client.get("/account/factors/app").status_code == 200


def test_after_a_quarter_of_an_hour_one_is_asked_and_comes_back(office: Office, client: Client):
    enter(client, "kerim")
    let_time_go_by(client)
    assert not fresh(request_of(client, "kerim"))
    asked = client.get("/account/factors/app")
    assert asked.url == "/account/confirm?next=%2Faccount%2Ffactors%2Fapp"
    shown = client.get(asked.url)
    assert 'name="next" value="/account/factors/app"' in shown.content.decode()
    wrong = client.post("/account/confirm", {"password": "wrong and wrong", "next": "/account/factors/app"})
    assert wrong.status_code == 422
    assert "That is not your password" in wrong.content.decode()
    assert not fresh(request_of(client, "kerim"))
    back = client.post("/account/confirm", {"password": PASSWORD, "next": "/account/factors/app"})
    assert (back.status_code, back.url) == (302, "/account/factors/app")
    assert client.get("/account/factors/app").status_code == 200


def test_what_was_sent_meanwhile_is_done_afterwards(office: Office, client: Client):
    give_app("kerim")
    enter(client, "kerim")
    let_time_go_by(client)
    asked = client.post("/account/factors/app/remove")
    assert asked.url.startswith("/account/confirm?next=")
    assert Authenticator.objects.exists(), "not before he has shown who he is"
    client.post("/account/confirm", {"password": PASSWORD, "next": "/account/factors/app/remove"})
    assert not Authenticator.objects.exists()


def test_one_may_show_it_by_a_code_instead(office: Office, client: Client):
    give_app("anna")
    enter(client, "anna")
    let_time_go_by(client)
    assert "By a code" in client.get("/account/confirm?next=/account/").content.decode()
    code = code_of(secret_of("anna"), later=1)
    back = client.post("/account/confirm/code", {"code": code, "next": "/account/"})
    assert (back.status_code, back.url) == (302, "/account/")
    assert fresh(request_of(client, "anna"))


def test_being_asked_again_leads_to_no_other_site(office: Office, client: Client):
    enter(client, "kerim")
    back = client.post("/account/confirm", {"password": PASSWORD, "next": "https://evil.example/"})
    assert back.url == "/portal/"


def test_whoever_can_show_it_in_no_way_signs_in_anew(office: Office, client: Client):
    enter(client, "kerim")
    account = Account.objects.get(login="kerim")
    account.set_unusable_password()
    request = request_of(client, "kerim")
    request.user = account
    with context.request_context(request):
        answer = ask_again(request)
    assert answer.url == "/account/sign-in?next=%2Fconsole%2F"


def test_what_somebody_else_showed_counts_for_nothing(office: Office, client: Client):
    enter(client, "kerim")
    assert not fresh(request_of(client, "grid"))
