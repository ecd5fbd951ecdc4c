"""Accounts as the administrator keeps them; and what each officer says of himself."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from rugsat.store.accounts.models import Absence, Account, Delegation, ProposedAct, Role, Tie
from rugsat.usecases.open_account import open_account
from tests.usecases.people import Office
from tests.web.signed import signed_in


@pytest.fixture
def keeper(office: Office) -> Client:
    return signed_in("administrator")


@pytest.fixture
def second(office: Office) -> Client:
    """The browser of a second administrator, Nazar."""
    nazar = Account.objects.create(login="nazar", name="Nazar")
    Role.objects.create(account=nazar, role="administrator", since=date(2025, 1, 1))
    return signed_in("nazar")


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return str(answer.content.decode())


def send(client: Client, login: str, key: str = "k1", **sent: str) -> Any:
    return client.post(f"/console/accounts/{login}/", {"act_key": key, **sent})


def test_accounts_are_listed_with_their_roles_and_narrowed(keeper: Client):
    page = text(keeper, "/console/accounts/")
    for login in Account.objects.values_list("login", flat=True):
        assert f"/console/accounts/{login}/" in page
    assert "/console/accounts/anna/" not in text(keeper, "/console/accounts/?role=supervisor")
    assert "/console/accounts/anna/" not in text(keeper, "/console/accounts/?whose=organisations")
    assert "/console/accounts/kerim/" in text(keeper, "/console/accounts/?q=karakum")
    assert "There is no such account" in text(keeper, "/console/accounts/?whose=closed")


def test_the_list_asks_no_more_for_more_accounts(keeper: Client, office: Office, django_assert_max_num_queries: Any):
    for number in range(130):
        open_account(office.call("administrator"), login=f"many-{number:03}", name="Many")
    keeper = signed_in("administrator")
    text(keeper, "/console/accounts/")
    with django_assert_max_num_queries(12):
        page = text(keeper, "/console/accounts/")
    assert 'rel="next"' in page
    assert "many-129" in text(keeper, "/console/accounts/?after=many-050")


def shown(answer: Any) -> str:
    """The password, or half of it, that an answer shows."""
    assert answer.status_code == 200, answer.content.decode()[-2000:]
    return str(answer.content.decode().partition('<code id="password">')[2].partition("<")[0])


def confirm(client: Client, number: int, key: str = "c1") -> Any:
    return client.post(f"/console/accounts/proposals/{number}/", {"do": "confirm", "act_key": key})


def test_an_officer_gets_account_role_and_password_from_two_administrators(keeper: Client, second: Client):
    sent = {"login": "nury", "name": "Nury Atayew", "act_key": "o1"}
    for _ in range(2):
        answer = keeper.post("/console/accounts/", sent)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/console/accounts/")
    assert not Account.objects.filter(login="nury").exists()
    opening = ProposedAct.objects.get()
    address = f"/console/accounts/proposals/{opening.number}/"
    assert address in text(keeper, "/console/accounts/")
    own = text(keeper, address)
    assert "another administrator confirms it" in own
    assert "Confirm it</button>" not in own
    assert confirm(keeper, opening.number).status_code == 403
    assert "Nury Atayew" in text(second, address)
    assert confirm(second, opening.number).headers["Location"] == "/console/accounts/nury/"
    assert Account.objects.get(login="nury").name == "Nury Atayew"
    assert address not in text(keeper, "/console/accounts/")

    assert send(keeper, "nury", "g1", do="give", role="supervisor").status_code == 303
    assert "Waits for a second administrator" in text(second, "/console/accounts/nury/")
    assert confirm(second, ProposedAct.objects.latest("number").number, "c2").status_code == 303
    assert Role.objects.get(account__login="nury").role == "supervisor"

    first = shown(send(keeper, "nury", "p1", do="password"))
    assert first not in text(keeper, "/console/accounts/nury/")
    password = ProposedAct.objects.latest("number").number
    assert first not in text(second, f"/console/accounts/proposals/{password}/")
    answer = confirm(second, password, "c3")
    other = shown(answer)
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert Account.objects.get(login="nury").check_password(f"{first}-{other}")
    again = confirm(second, password, "c3")
    assert again.status_code in {400, 409}
    assert other not in again.content.decode()
    page = text(keeper, "/console/accounts/nury/")
    for words in ("Account opened", "Role given", "Password handed out", "Act upon an account proposed"):
        assert words in page


def test_on_the_pages_a_single_administrator_makes_no_officer_and_takes_none_over(keeper: Client):
    """He could have taken the role from the other a minute ago: what one does alone is done at the machine."""
    answer = keeper.post("/console/accounts/", {"login": "nury", "name": "Nury", "act_key": "o1"})
    refused = [
        answer,
        send(keeper, "anna", "g1", do="give", role="director"),
        send(keeper, "anna", "p1", do="password"),
    ]
    for each in refused:
        assert each.status_code == 403
        assert "no second administrator" in each.content.decode()
    assert not ProposedAct.objects.exists()
    assert not Role.objects.filter(account__login="anna", role="director").exists()


def test_a_proposal_is_withdrawn_with_a_word_and_is_then_good_for_nothing(keeper: Client, second: Client):
    send(keeper, "anna", "g1", do="give", role="director")
    number = ProposedAct.objects.get().number
    address = f"/console/accounts/proposals/{number}/"
    assert keeper.post(address, {"do": "nothing", "act_key": "w0"}).status_code == 400
    sent = {"do": "withdraw", "note": "The wrong Anna.", "act_key": "w1"}
    assert keeper.post(address, sent).status_code == 303
    assert "Withdrawn" in text(second, address)
    assert confirm(second, number).status_code == 400
    assert not Role.objects.filter(account__login="anna", role="director").exists()
    assert text(second, "/console/accounts/proposals/99/", 404)


def test_nobody_confirms_who_has_not_just_shown_who_he_is_or_is_no_administrator(keeper: Client, second: Client):
    send(keeper, "anna", "g1", do="give", role="director")
    number = ProposedAct.objects.get().number
    assert confirm(signed_in("nazar", fresh=False), number).headers["Location"].startswith("/account/confirm")
    assert confirm(signed_in("dilber"), number).status_code == 404
    assert ProposedAct.objects.get().state == "proposed"


def test_the_first_user_of_a_firm_is_opened_with_a_role_and_a_password_that_is_shown_once(keeper: Client):
    sent = {"login": "nury", "name": "Nury Atayew", "party": "karakum", "act_key": "o1"}
    for _ in range(2):
        answer = keeper.post("/console/accounts/", sent)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/console/accounts/nury/")
    assert send(keeper, "nury", "g1", do="give", role="applicant").status_code == 303
    assert Role.objects.get(account__login="nury").role == "applicant"
    answer = send(keeper, "nury", "p1", do="password")
    secret = shown(answer)
    assert Account.objects.get(login="nury").check_password(secret)
    assert answer.headers["Cache-Control"] == "no-store, private"
    again = send(keeper, "nury", "p1", do="password")
    assert again.status_code == 409
    assert secret not in again.content.decode()
    assert Account.objects.get(login="nury").check_password(secret)
    assert secret not in text(keeper, "/console/accounts/nury/")


def test_what_cannot_be_is_refused_and_what_was_written_stays(keeper: Client, second: Client):
    answer = keeper.post("/console/accounts/", {"login": "No Login!", "name": "Somebody", "act_key": "o1"})
    assert answer.status_code == 400
    assert "is no login" in answer.content.decode()
    assert 'value="Somebody"' in answer.content.decode()
    answer = send(keeper, "kerim", "g1", do="give", role="director")
    assert answer.status_code == 400
    assert "hold different roles" in answer.content.decode()
    assert send(keeper, "kerim", do="nothing").status_code == 400
    assert send(keeper, "kerim", do="give", role="applicant", since="soon").status_code == 400


def test_a_role_is_ended_and_the_last_administrator_stays(keeper: Client, office: Office):
    assert send(keeper, "anna", "e1", do="end", role="licensing_officer").status_code == 303
    assert Role.objects.get(account__login="anna").ended_at is not None
    assert "Ended" in text(keeper, "/console/accounts/anna/")
    answer = send(keeper, "administrator", "e2", do="end", role="administrator")
    assert answer.status_code == 400
    assert "last administrator" in answer.content.decode()


def test_absences_and_ties_are_recorded(keeper: Client, office: Office):
    until = (office.now + timedelta(days=10)).date().isoformat()
    assert send(keeper, "anna", "a1", do="absence", until=until, note="On leave").status_code == 303
    assert Absence.objects.get(account__login="anna").ground == "On leave"
    assert send(keeper, "anna", "t1", do="tie", party="karakum", note="Her brother founded it.").status_code == 303
    assert Tie.objects.get(account__login="anna").party_id == "karakum"
    page = text(keeper, "/console/accounts/anna/")
    assert "On leave" in page
    assert "Her brother founded it." in page
    assert send(keeper, "anna", "t2", do="tie", party="nobody", note="x").status_code == 400


def test_an_account_is_closed_by_one_and_opened_again_by_two_and_its_trail_says_so(keeper: Client, second: Client):
    assert send(keeper, "anna", "c1", do="close", note="Left the authority.").status_code == 303
    assert "Open it again" in text(keeper, "/console/accounts/anna/")
    assert "/console/accounts/anna/" in text(keeper, "/console/accounts/?whose=closed")
    assert send(keeper, "anna", "c2", do="reopen", note="Came back.").status_code == 303
    assert not Account.objects.get(login="anna").is_active
    assert confirm(second, ProposedAct.objects.get().number, "c3").status_code == 303
    page = text(keeper, "/console/accounts/anna/")
    assert "Account closed" in page
    assert "Account opened again" in page
    assert Account.objects.get(login="anna").is_active


def test_second_factors_are_removed_for_a_reason_where_there_are_some(keeper: Client, second: Client):
    answer = send(keeper, "anna", do="factors", note="She came in person.")
    assert answer.status_code == 400
    assert "has no second factor" in answer.content.decode()


def test_none_but_the_administrator_reaches_accounts_and_he_must_have_shown_who_he_is(office: Office):
    for login in ("anna", "dilber", "kerim"):
        client = signed_in(login)
        assert client.get("/console/accounts/").status_code == 404
        assert client.post("/console/accounts/anna/", {"do": "close"}).status_code == 404
    stale = signed_in("administrator", fresh=False)
    assert send(stale, "anna", do="password").status_code == 302
    assert send(stale, "anna", do="close").status_code == 302
    assert Account.objects.get(login="anna").is_active
    assert signed_in("administrator").get("/console/accounts/nobody/").status_code == 404


def test_an_officer_delegates_his_office_himself_and_says_when_he_is_away(office: Office):
    anna, on = signed_in("anna"), office.now.date()
    days = {"since": on.isoformat(), "until": (on + timedelta(days=5)).isoformat()}
    sent = {"do": "delegate", "to": "batyr", "office": "licensing_officer", "note": "On leave", **days}
    assert anna.post("/console/deputy/", {**sent, "act_key": "d1"}).status_code == 303
    assert Delegation.objects.get().taker.login == "batyr"
    assert anna.post("/console/deputy/", {"do": "absence", "act_key": "d2", **days}).status_code == 303
    page = text(signed_in("batyr"), "/console/deputy/")
    assert "in the name of Anna" in page
    wrong = {**sent, "to": "anna", "office": "director", "act_key": "d3"}
    assert signed_in("batyr").post("/console/deputy/", wrong).status_code == 403
    assert signed_in("batyr").post("/console/deputy/", {**sent, "until": "", "act_key": "d4"}).status_code == 400
    assert signed_in("kerim").get("/console/deputy/").status_code == 404
