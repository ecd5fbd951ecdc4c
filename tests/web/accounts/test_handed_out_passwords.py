"""What the administrator does for accounts: a password for one sign-in, a lost factor, closing and opening again."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from rugsat.store.accounts.models import (
    AccessEvent,
    Account,
    AppendOnlyError,
    HandedOutPassword,
    OpenSession,
    Role,
)
from rugsat.store.accounts.new_password import new_password
from rugsat.store.accounts.password_hash import hash_of
from rugsat.store.outbox.models import Entry
from rugsat.usecases.call import NotPermittedError
from rugsat.usecases.close_account import close_account
from rugsat.usecases.hand_out_password import hand_out_password
from rugsat.usecases.open_account import AccountRefusedError
from rugsat.usecases.open_demo_accounts import DemoRefusedError, accounts_to_open, open_demo_accounts
from rugsat.usecases.remove_factors import remove_factors
from rugsat.usecases.reopen_account import reopen_account
from tests.usecases.people import Office
from tests.web.accounts.door import PASSWORD, enter, give_app, sign_in

CHANGED = {"password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def handed(office: Office) -> str:
    """A password that was handed out to Kerim."""
    password = new_password()
    hand_out_password(office.call("administrator"), login="kerim", hashed=hash_of(password))
    return password


def test_a_password_that_is_handed_out_cannot_be_guessed_and_is_none_twice():
    made = {new_password() for _ in range(100)}
    assert len(made) == 100
    assert all(len(each) == 19 for each in made)


def test_whoever_signs_in_with_it_changes_it_before_anything_else(office: Office, client: Client, handed: str):
    assert sign_in(client, "kerim", handed).status_code == 302
    assert client.get("/portal/").url == "/account/password"
    assert "good for this one sign-in" in client.get("/account/password").content.decode()
    same = client.post("/account/password", {"oldpassword": handed, "password1": handed, "password2": handed})
    assert "Take another" in same.content.decode()
    answer = client.post("/account/password", {"oldpassword": handed, **CHANGED})
    assert (answer.status_code, answer.url) == (302, "/portal/")
    assert client.get("/account/").status_code == 200
    assert not HandedOutPassword.objects.exists()
    assert sign_in(Client(), "kerim", handed).status_code == 422
    assert sign_in(Client(), "kerim").status_code == 302


def test_it_runs_out(office: Office, client: Client, handed: str):
    HandedOutPassword.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = sign_in(client, "kerim", handed)
    assert answer.status_code == 422
    assert "has run out" in answer.content.decode()
    assert client.get("/account/").status_code == 302


def test_the_office_never_learns_it_and_the_log_says_who_handed_it_out(office: Office, handed: str):
    entry = Entry.objects.get(kind="password_handed_out")
    assert entry.content["by"] == "administrator"
    assert handed not in str(entry.content)
    assert make_password("x").split("$")[0] not in str(entry.content)


def test_handing_out_another_ends_the_sessions_of_the_account(office: Office, client: Client):
    enter(client, "kerim")
    assert client.get("/account/").status_code == 200
    hand_out_password(office.call("administrator"), login="kerim", hashed=hash_of(new_password()))
    assert client.get("/account/").status_code == 302
    assert not OpenSession.objects.exists()


def test_only_the_administrator_hands_out_and_only_for_an_account_that_is_used(office: Office):
    with pytest.raises(NotPermittedError):
        hand_out_password(office.call("dilber"), login="kerim", hashed=hash_of("x"))
    with pytest.raises(AccountRefusedError, match="no account 'nobody'"):
        hand_out_password(office.call("administrator"), login="nobody", hashed=hash_of("x"))
    with pytest.raises(AccountRefusedError, match="no hash of a password"):
        hand_out_password(office.call("administrator"), login="kerim", hashed="in the clear")


def test_a_lost_factor_is_removed_for_a_reason_and_the_officer_sets_up_another(office: Office, client: Client):
    give_app("anna")
    enter(client, "anna")
    assert client.get("/account/").status_code == 200
    with pytest.raises(AccountRefusedError, match="for a reason"):
        remove_factors(office.call("administrator"), login="anna", note=" ")
    remove_factors(office.call("administrator"), login="anna", note="came in person, with her pass")
    assert not Authenticator.objects.exists()
    assert client.get("/account/").status_code == 302, "her session has ended"
    assert sign_in(client, "anna").status_code == 302
    assert client.get("/account/").url == "/account/factors"
    assert "came in person" in str(Entry.objects.get(kind="factors_removed").content)
    with pytest.raises(AccountRefusedError, match="nothing to remove"):
        remove_factors(office.call("administrator"), login="anna", note="again")


def test_an_account_is_closed_and_opened_again(office: Office, client: Client):
    enter(client, "kerim")
    close_account(office.call("administrator"), login="kerim", note="left the firm")
    assert client.get("/account/").status_code == 302
    assert sign_in(Client(), "kerim").status_code == 422
    reopen_account(office.call("administrator"), login="kerim")
    assert sign_in(Client(), "kerim").status_code == 302
    for login in ("administrator", "register"):
        with pytest.raises(AccountRefusedError, match="cannot be closed"):
            close_account(office.call("administrator"), login=login)


def test_accounts_of_a_demonstration_are_opened_in_one_alone(office: Office, settings):
    hashed = {name: hash_of(PASSWORD) for name in accounts_to_open()}
    with pytest.raises(DemoRefusedError, match="RUGSAT_DEMO=1"):
        open_demo_accounts(office.call("administrator"), hashed=hashed)
    settings.DEMO = True
    told = open_demo_accounts(office.call("administrator"), hashed=hashed).told
    assert told["left_out"] == ["bank"], "no user of an organisation is a bank's"
    assert told["opened"]["applicant"] == "demo-applicant"
    assert Account.objects.get(login="demo-applicant").party_id == "karakum"
    assert "register" not in told["opened"]
    keepers = Role.objects.filter(role="administrator", account__demo=True).order_by("account__login")
    assert [each.account.login for each in keepers] == ["demo-administrator", "demo-administrator-2"]


def test_an_officer_of_a_demonstration_needs_no_factor_while_it_lasts(office: Office, settings, client: Client):
    settings.DEMO = True
    open_demo_accounts(office.call("administrator"), hashed={"director": hash_of(PASSWORD)})
    assert sign_in(client, "demo-director").url == "/console/"
    assert client.get("/account/").status_code == 200
    settings.DEMO = False
    assert client.get("/account/").status_code == 302, "without a demonstration the account is none"
    assert sign_in(Client(), "demo-director").status_code == 422


def test_opening_them_again_renews_their_passwords_and_takes_over_no_other_account(office: Office, settings):
    settings.DEMO = True
    for _ in range(2):
        open_demo_accounts(office.call("administrator"), hashed={"director": hash_of(PASSWORD)})
    assert Account.objects.filter(demo=True).count() == 1
    Account.objects.create(login="demo-adviser", name="A real person")
    with pytest.raises(DemoRefusedError, match="not of a demonstration"):
        open_demo_accounts(office.call("administrator"), hashed={"adviser": hash_of(PASSWORD)})


def test_what_happened_at_the_door_is_never_changed(office: Office, handed: str):
    event = AccessEvent.objects.get(kind="password_handed_out")
    event.kind = "nothing"
    with pytest.raises(AppendOnlyError):
        event.save()
    with pytest.raises(AppendOnlyError):
        event.delete()
