"""One user of an organisation keeps the accounts and tokens of its others, and of nobody else."""

import re
from http import HTTPStatus

import pytest
from django.test import Client

from rugsat.store.accounts.models import Account, HandedOutPassword, Role
from rugsat.store.api_access.models import Token
from rugsat.store.api_access.secret import digest_of_secret
from rugsat.store.outbox.models import Entry
from tests.usecases.people import Office
from tests.web.portal.form import fields_of, send
from tests.web.signed import signed_in

USERS, TOKENS = "/portal/users/", "/portal/tokens/"
NEW = {"name": "Maral", "login": "maral", "roles": ["applicant"]}


@pytest.fixture
def keeper(filled: Office) -> Client:
    """A user of Karakum who keeps the accounts of the others."""
    Role.objects.create(account=Account.objects.get(login="kerim"), role="principal", since=filled.now.date())
    return signed_in("kerim")


def do(client: Client, login: str, what: str) -> object:
    page = client.get(f"{USERS}of/{login}")
    assert page.status_code == HTTPStatus.OK, page.content.decode()
    return client.post(f"{USERS}of/{login}", fields_of(page) | {"do": what})


def test_an_account_is_opened_given_a_password_closed_and_opened_again(filled: Office, keeper: Client):
    assert send(keeper, f"{USERS}new", **NEW).status_code == 303
    maral = Account.objects.get(login="maral")
    assert (maral.party_id, [each.role for each in maral.roles.all()]) == ("karakum", ["applicant"])
    page = do(keeper, "maral", "password").content.decode()
    password = re.search(r'<p class="rugsat-code">([^<]+)</p>', page)
    assert password is not None
    maral.refresh_from_db()
    assert maral.check_password(password[1])
    assert HandedOutPassword.objects.filter(account=maral).exists()
    assert password[1] not in str(list(Entry.objects.values_list("content", flat=True)))
    assert do(keeper, "maral", "close").status_code == 303
    assert "Closed" in keeper.get(USERS).content.decode()
    assert do(keeper, "maral", "reopen").status_code == 303
    maral.refresh_from_db()
    assert maral.is_active
    kinds = Entry.objects.order_by("number").values_list("kind", flat=True)
    assert list(kinds)[-5:] == [
        "account_opened",
        "role_given",
        "password_handed_out",
        "account_closed",
        "account_reopened",
    ]


def test_a_password_is_shown_once_and_not_with_the_page_that_is_sent_again(filled: Office, keeper: Client):
    send(keeper, f"{USERS}new", **NEW)
    typed = fields_of(keeper.get(f"{USERS}of/maral")) | {"do": "password"}
    first = keeper.post(f"{USERS}of/maral", typed)
    assert "shown this once" in first.content.decode()
    assert first.headers["Cache-Control"] == "no-store, private"
    assert keeper.post(f"{USERS}of/maral", typed).status_code == 400
    assert Entry.objects.filter(kind="password_handed_out").count() == 1


@pytest.mark.parametrize("roles", [["supervisor"], ["bank"], ["administrator"], []])
def test_nobody_is_given_a_role_that_the_organisation_has_not(filled: Office, keeper: Client, roles: list[str]):
    assert send(keeper, f"{USERS}new", **{**NEW, "roles": roles}).status_code == 400
    assert not Account.objects.filter(login="maral").exists()


def test_users_of_others_are_as_if_there_were_none(filled: Office, keeper: Client):
    for login in ("rival", "anna", "nobody"):
        assert keeper.get(f"{USERS}of/{login}").status_code == 404
        for what in ("close", "password", "reopen"):
            assert keeper.post(f"{USERS}of/{login}", {"do": what, "act_key": what}).status_code == 404
    assert Account.objects.get(login="rival").is_active
    assert "rival" not in keeper.get(USERS).content.decode()


def test_nobody_closes_the_account_in_use(filled: Office, keeper: Client):
    assert "Another of your organisation" in keeper.get(f"{USERS}of/kerim").content.decode()
    assert keeper.post(f"{USERS}of/kerim", {"do": "close", "act_key": "k"}).status_code == 400
    assert Account.objects.get(login="kerim").is_active


def test_who_does_not_keep_accounts_sees_none(filled: Office, kerim: Client):
    for page in (USERS, f"{USERS}new", f"{USERS}of/kerim", TOKENS, f"{TOKENS}new"):
        assert kerim.get(page).status_code == 404


def test_whoever_signed_in_long_ago_is_asked_again(filled: Office, keeper: Client):
    old = signed_in("kerim", fresh=False)
    for page in (f"{USERS}new", f"{USERS}of/kerim", f"{TOKENS}new"):
        answer = old.get(page)
        assert answer.status_code == 302
        assert "/account/" in answer.headers["Location"]


def test_a_token_is_issued_shown_once_and_revoked(filled: Office, keeper: Client):
    asked = {"label": "accounting", "login": "kerim", "scopes": ["returns:file", "returns:read"], "days": "30"}
    typed = fields_of(keeper.get(f"{TOKENS}new")) | asked
    page = keeper.post(f"{TOKENS}new", typed)
    found = re.search(r"rugsat_[-_A-Za-z0-9]+", page.content.decode())
    assert found is not None
    token = Token.objects.get()
    assert (token.digest, token.account.login, token.scopes) == (
        digest_of_secret(found[0]),
        "kerim",
        ["returns:file", "returns:read"],
    )
    assert keeper.post(f"{TOKENS}new", typed).status_code == 400
    assert Token.objects.count() == 1
    listed = keeper.get(TOKENS)
    assert found[0] not in listed.content.decode()
    assert keeper.post(TOKENS, fields_of(listed)).status_code == 303
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_no_token_is_issued_for_or_taken_from_another(filled: Office, keeper: Client):
    asked = {"label": "x", "login": "rival", "scopes": ["returns:file"], "days": "30", "act_key": "k"}
    assert keeper.post(f"{TOKENS}new", asked).status_code == 400
    held = Token.objects.create(
        token="t",
        digest="0" * 64,
        account=Account.objects.get(login="rival"),
        label="theirs",
        scopes=[],
        requests_a_minute=1,
        issued_at=filled.now,
        expires_at=filled.now,
    )
    assert keeper.post(TOKENS, {"token": "t", "act_key": "k2"}).status_code == 400
    held.refresh_from_db()
    assert held.revoked_at is None
    assert "theirs" not in keeper.get(TOKENS).content.decode()
