"""Whoever signs in is told what administrators did to his account, also where somebody signed in before him."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from rugsat.store.accounts.models import AccessEvent, Account
from rugsat.store.accounts.new_password import new_password
from rugsat.store.accounts.password_hash import hash_of
from rugsat.store.queries.door import done_to
from rugsat.usecases.hand_out_password import hand_out_password
from rugsat.usecases.remove_factors import remove_factors
from tests.usecases.people import Office
from tests.web.accounts.door import PASSWORD, enter, give_app, sign_in

TOLD = "If you did not expect this, tell your director at once."


@pytest.fixture
def taken_over(office: Office) -> str:
    """A password that the single administrator has handed out to Anna, whose factor he has removed."""
    give_app("anna")
    remove_factors(office.call("administrator"), login="anna", note="no reason at all")
    password = new_password()
    hand_out_password(office.call("administrator"), login="anna", hashed=hash_of(password))
    return password


def test_an_officer_is_told_at_the_next_sign_in_what_was_done_and_by_whom(
    office: Office, client: Client, taken_over: str
):
    sign_in(client, "anna", taken_over)
    page = client.get("/account/password").content.decode()
    assert TOLD in page
    assert "Password handed out by the administrator" in page
    assert "Second factors removed by the administrator" in page
    assert "by administrator" in page
    assert "Important" in page


def test_she_is_told_it_also_where_the_administrator_has_signed_in_as_her_before(
    office: Office, client: Client, taken_over: str
):
    thief = Client()
    sign_in(thief, "anna", taken_over)
    thief.post("/account/password", {"oldpassword": taken_over, "password1": PASSWORD, "password2": PASSWORD})
    again = new_password()
    hand_out_password(office.call("administrator"), login="anna", hashed=hash_of(again))
    sign_in(client, "anna", again)
    page = client.get("/account/password").content.decode()
    assert TOLD in page
    assert page.count("Password handed out by the administrator") == 2


def test_what_she_did_herself_and_what_is_long_ago_is_not_told(office: Office, client: Client):
    enter(client, "anna")
    assert TOLD not in client.get("/account/factors").content.decode()
    anna = Account.objects.get(login="anna")
    long_ago = office.now - settings.TOLD_FOR - timedelta(days=1)
    AccessEvent.objects.create(account=anna, kind="factors_removed", at=long_ago, detail="by administrator")
    assert done_to("anna", at=office.now) == []


def test_whoever_was_away_for_a_month_is_told_what_was_done_meanwhile(office: Office):
    anna = Account.objects.get(login="anna")
    for days, kind, detail in ((30, "signed_in", ""), (20, "role_given", "director by administrator, nazar")):
        at = office.now - timedelta(days=days)
        AccessEvent.objects.create(account=anna, kind=kind, at=at, detail=detail)
    assert [each.kind for each in done_to("anna", at=office.now)] == ["role_given"]
