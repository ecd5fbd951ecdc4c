"""What somebody tries who wants into another's account: sessions, factors, codes, forms that wait, logins."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.test import Client
from django.urls import reverse

from rugsat.store.accounts.models import Account, Role
from rugsat.store.accounts.new_password import new_password
from rugsat.store.accounts.password_hash import hash_of
from rugsat.store.api_access.models import Token
from rugsat.store.api_access.secret import digest_of_secret, new_secret
from rugsat.usecases.close_account import close_account
from rugsat.usecases.end_role import end_role
from rugsat.usecases.hand_out_password import hand_out_password
from rugsat.usecases.issue_token import issue_token
from rugsat.usecases.reopen_account import reopen_account
from rugsat.web.accounts.claims import login_named
from tests.usecases.people import Office
from tests.web.accounts.door import PASSWORD, code_of, enter, give_app, give_password, secret_of, sign_in
from tests.web.accounts.test_acts_that_count_ask_again import let_time_go_by

CODE = "/account/sign-in/code"


def key_of(client: Client) -> str:
    return str(client.cookies["sessionid"].value)


def at_the_code(login: str, client: Client) -> str:
    """Somebody who has shown the password and is asked for the code; the code that the app shows."""
    give_password(login)
    give_app(login)
    assert sign_in(client, login).url == CODE
    return code_of(secret_of(login))


def test_a_session_that_was_planted_before_is_another_after_each_step_of_signing_in(office: Office, client: Client):
    session = client.session
    session["planted"] = "by a stranger"
    session.save()
    planted = key_of(client)
    code = at_the_code("anna", client)
    client.post(CODE, {"code": code})
    assert key_of(client) != planted
    stranger = Client()
    stranger.cookies["sessionid"] = planted
    assert stranger.get("/account/").status_code == 302


@pytest.mark.parametrize("address", ["/console/", "/console/findings/", "/account/", "/account/factors/recovery-codes"])
def test_between_password_and_code_no_address_leads_past_the_code(office: Office, client: Client, address: str):
    at_the_code("anna", client)
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 302
        assert answer.url.startswith("/account/sign-in")


@pytest.mark.parametrize("what", ["password", "closed", "sessions"])
def test_who_waits_at_the_code_does_not_get_in_with_what_was_changed_meanwhile(
    office: Office, client: Client, what: str
):
    """The owner sees that somebody knows the password, and changes it: the thief has shown it already."""
    code = at_the_code("anna", client)
    if what == "password":
        hand_out_password(office.call("administrator"), login="anna", hashed=hash_of(new_password()))
    elif what == "closed":
        close_account(office.call("administrator"), login="anna")
        reopen_account(office.call("administrator"), login="anna")
    else:
        Account.objects.filter(login="anna").update(sessions_ended=7)
    answer = client.post(CODE, {"code": code})
    assert answer.status_code == 302
    assert answer.url.startswith("/account/sign-in")
    assert client.get("/account/").url.startswith("/account/sign-in")


def test_a_recovery_code_is_good_once_and_signs_nobody_else_in(office: Office):
    give_password("anna")
    give_app("anna")
    codes = RecoveryCodes.activate(Account.objects.get(login="anna")).generate_codes()
    first, other = Client(), Client()
    sign_in(first, "anna")
    assert first.post(CODE, {"code": codes[0]}).url == "/console/"
    sign_in(other, "anna")
    again = other.post(CODE, {"code": codes[0]})
    assert again.status_code == 422
    assert "used before" in again.content.decode()
    assert other.get("/console/").status_code == 302
    assert other.post(CODE, {"code": codes[1]}).url == "/console/"
    batyr = Client()
    at_the_code("batyr", batyr)
    assert batyr.post(CODE, {"code": codes[2]}).status_code == 422


def test_a_role_that_is_taken_away_is_gone_from_the_session_at_once(office: Office, client: Client):
    give_app("serdar")
    enter(client, "serdar")
    assert client.get("/console/findings/").status_code == 200
    end_role(office.call("administrator"), login="serdar", role="supervisor")
    assert client.get("/console/findings/").status_code == 404
    assert client.post("/console/runs/", {"act_key": "k"}).status_code == 404


def test_a_form_that_waits_is_not_sent_to_a_page_that_may_not_be_seen_any_more(office: Office, client: Client):
    give_app("serdar")
    enter(client, "serdar")
    let_time_go_by(client)
    asked = client.post("/console/runs/", {"act_key": "k", "register": "lake"})
    assert asked.url.startswith("/account/confirm?next=")
    Role.objects.filter(account__login="serdar").update(ended_at=office.now)
    back = client.post("/account/confirm", {"password": PASSWORD, "next": "/console/runs/"})
    assert (back.status_code, back.url) == (302, "/console/runs/"), "sent there, and not as a form past the matrix"
    assert client.get(back.url).status_code == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "True-Client-IP", "Client-IP"])
def test_no_header_leads_past_the_lock(office: Office, header: str):
    give_password("kerim")
    for place in range(5):
        sign_in(Client(headers={header: f"198.51.100.{place}"}), "kerim", "wrong and wrong")
    assert sign_in(Client(headers={header: "198.51.100.77"}), "kerim").status_code == 429


@pytest.mark.parametrize("written", ["KERIM", " kerim", "kerim ", "Kerim"])
def test_no_way_to_write_a_login_leads_past_the_lock(office: Office, client: Client, written: str):
    give_password("kerim")
    for _ in range(5):
        sign_in(client, written, "wrong and wrong")
    assert sign_in(client, "kerim").status_code == 429


def test_a_login_that_there_is_and_one_that_there_is_not_are_answered_alike_until_the_lock(office: Office):
    give_password("kerim")

    def answers(login: str) -> list[tuple[int, str]]:
        client = Client()
        told = [sign_in(client, login, "wrong and wrong") for _ in range(6)]
        return [(each.status_code, seen(each).replace(login, "…")) for each in told]

    assert answers("kerim") == answers("nobody")


def seen(answer: Any) -> str:
    """What an answer says, without its tokens."""
    page = str(answer.content.decode())
    main = page.partition("<main")[2].partition("</main>")[0]
    return "\n".join(line for line in main.splitlines() if "csrfmiddlewaretoken" not in line)


def test_who_has_a_session_guesses_password_and_code_no_faster_than_at_the_door(office: Office):
    for login, address, wrong in (
        ("kerim", "/account/confirm", {"password": "wrong and wrong"}),
        ("anna", "/account/confirm/code", {"code": "000000"}),
        ("grid", "/account/password", {"oldpassword": "wrong", "password1": PASSWORD, "password2": PASSWORD}),
    ):
        client = Client()
        if login == "anna":
            give_app(login)
        enter(client, login)
        told = [client.post(address, wrong).status_code for _ in range(11)]
        assert told[0] == 422, address
        assert told[-1] == 429, address
    for name in ("reauthenticate", "change_password"):
        assert "/h/user" in settings.ACCOUNT_RATE_LIMITS[name], "nor minute by minute, all day"


def test_tokens_of_an_account_that_was_closed_stay_revoked_when_it_is_opened_again(office: Office, client: Client):
    secret = new_secret()
    issue_token(office.call("administrator"), login="kerim", digest=digest_of_secret(secret), scopes=["returns:read"])
    asked = {"headers": {"Authorization": f"Bearer {secret}"}}
    assert client.get("/api/v1/receipts", **asked).status_code == 200
    close_account(office.call("administrator"), login="kerim")
    assert client.get("/api/v1/receipts", **asked).status_code == 401
    reopen_account(office.call("administrator"), login="kerim")
    assert client.get("/api/v1/receipts", **asked).status_code == 401
    assert Token.objects.get().revoked_at is not None


def test_a_factor_of_another_is_neither_renamed_nor_removed(office: Office, client: Client):
    give_app("kerim")
    enter(client, "kerim")
    other = Authenticator.objects.create(
        user=Account.objects.get(login="anna"), type=Authenticator.Type.WEBAUTHN, data={"name": "hers"}
    )
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        for answer in (client.get(reverse(name, args=[other.pk])), client.post(reverse(name, args=[other.pk]))):
            assert answer.status_code == 404
    assert Authenticator.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize(
    ("claim", "token", "information", "login"),
    [
        ("preferred_username", {"preferred_username": " Anna "}, {}, "anna"),
        ("preferred_username", {}, {"preferred_username": "anna"}, "anna"),
        ("preferred_username", {"preferred_username": "kerim"}, {"preferred_username": "anna"}, "kerim"),
        ("preferred_username", {"preferred_username": ["anna"]}, {}, ""),
        ("preferred_username", {}, {}, ""),
        ("email", {"email": "anna@example.org", "email_verified": True}, {}, "anna@example.org"),
        ("email", {"email": "anna@example.org"}, {}, ""),
        ("email", {"email": "anna@example.org", "email_verified": "true"}, {}, ""),
        ("email", {"email": "anna@example.org"}, {"email": "x@example.org", "email_verified": True}, ""),
        ("email", {}, {"email": "anna@example.org", "email_verified": True}, "anna@example.org"),
    ],
)
def test_a_provider_names_a_login_by_what_it_has_signed_and_verified(
    claim: str, token: dict, information: dict, login: str
):
    assert login_named(claim, token=token, information=information) == login
