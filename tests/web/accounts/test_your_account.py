"""The page of one's own account: roles, factors, sessions that can be ended, and what happened at the door."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rugsat.store.accounts.models import AccessEvent, Account, OpenSession
from tests.usecases.people import Office
from tests.web.accounts.door import enter, give_app, sign_in

TELEPHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


def test_one_sees_ones_roles_factors_and_what_happened(office: Office, client: Client):
    give_app("anna")
    sign_in(client, "anna", "wrong and wrong")
    enter(client, "anna")
    shown = client.get("/account/").content.decode()
    assert "Licensing officer" in shown
    assert "App that shows codes" in shown
    assert "Failed to sign in: the password was wrong" in shown
    assert "Second factor used (app that shows codes)" in shown


def test_one_sees_nothing_of_others(office: Office, client: Client):
    enter(Client(HTTP_USER_AGENT=TELEPHONE), "grid")
    enter(client, "kerim")
    shown = client.get("/account/").content.decode()
    assert "Android" not in shown
    other = OpenSession.objects.get(account__login="grid")
    assert client.post(f"/account/sessions/{other.pk}/end").status_code == 404
    assert OpenSession.objects.filter(pk=other.pk).exists()


def test_one_ends_a_session_on_another_device(office: Office, client: Client):
    telephone = Client(HTTP_USER_AGENT=TELEPHONE)
    enter(telephone, "kerim")
    enter(client, "kerim")
    assert "Chromium, Android" in client.get("/account/").content.decode()
    lost = OpenSession.objects.get(browser=TELEPHONE)
    assert client.post(f"/account/sessions/{lost.pk}/end").status_code == 302
    assert telephone.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_one_ends_all_other_sessions_at_once(office: Office, client: Client):
    others = [Client(), Client()]
    for each in (*others, client):
        enter(each, "kerim")
    client.post("/account/sessions/end-others")
    assert [each.get("/account/").status_code for each in others] == [302, 302]
    assert client.get("/account/").status_code == 200
    assert OpenSession.objects.count() == 1


def test_nothing_is_ended_by_following_a_link(office: Office, client: Client):
    enter(client, "kerim")
    assert client.get("/account/sessions/end-others").status_code == 405
    assert client.get("/account/sign-out").status_code == 200
    assert client.get("/account/").status_code == 200


def test_the_number_of_questions_to_the_database_grows_with_no_row(office: Office, client: Client):
    enter(client, "kerim")
    client.get("/account/")
    with CaptureQueriesContext(connection) as few:
        client.get("/account/")
    account = Account.objects.get(login="kerim")
    for each in range(50):
        AccessEvent.objects.create(account=account, kind="signed_in", at=office.now)
        OpenSession.objects.create(account=account, session_key=str(each), began_at=office.now, seen_at=office.now)
    with CaptureQueriesContext(connection) as many:
        client.get("/account/")
    assert len(many) == len(few)
