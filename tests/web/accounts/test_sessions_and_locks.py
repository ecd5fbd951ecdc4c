"""How long a session lasts, what ends it, and what locks a login."""

from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client

from rugsat.store.accounts.models import AccessEvent, OpenSession, Remembered
from rugsat.web.layout import moment
from tests.usecases.people import Office
from tests.web.accounts.door import PASSWORD, code_of, enter, give_app, give_password, sign_in


class Clock:
    """The clock of the pages, which a test puts forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(moment, "clock", made)
    return made


def test_a_session_that_nobody_uses_ends_after_half_an_hour(office: Office, client: Client, clock: Clock):
    enter(client, "kerim")
    for _ in range(3):
        clock.ahead += timedelta(minutes=29)
        assert client.get("/account/").status_code == 200
    clock.ahead += timedelta(minutes=31)
    assert client.get("/account/").url == "/account/sign-in?next=%2Faccount%2F"
    assert "nothing was asked for a while" in client.get("/account/sign-in").content.decode()
    assert not OpenSession.objects.exists()


def test_no_session_lasts_longer_than_a_day_at_the_desk(office: Office, client: Client, clock: Clock):
    enter(client, "kerim")
    for _ in range(28):
        clock.ahead += timedelta(minutes=25)
        assert client.get("/account/").status_code == 200
    clock.ahead += timedelta(minutes=21)
    assert client.get("/account/").status_code == 302
    assert "as long as one may" in client.get("/account/sign-in").content.decode()


def test_a_page_that_is_looked_at_often_writes_to_the_database_once_a_minute(
    office: Office, client: Client, clock: Clock, django_assert_max_num_queries
):
    enter(client, "kerim")
    client.get("/account/")
    seen = OpenSession.objects.get().seen_at
    with django_assert_max_num_queries(14) as asked:
        client.get("/account/")
    assert not [each["sql"] for each in asked if not each["sql"].startswith("SELECT")]
    assert OpenSession.objects.get().seen_at == seen
    clock.ahead += timedelta(seconds=61)
    client.get("/account/")
    assert OpenSession.objects.get().seen_at > seen


def test_changing_the_password_ends_all_other_sessions_and_not_this_one(office: Office, client: Client):
    other = Client()
    enter(client, "kerim")
    enter(other, "kerim")
    assert OpenSession.objects.count() == 2
    new = "quite another phrase"
    changed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/account/password", changed).status_code == 302
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert OpenSession.objects.get().session_key == client.session.session_key


@pytest.mark.django_db(transaction=True)
def test_another_factor_ends_all_other_sessions_and_not_this_one(office: Office, client: Client):
    other = Client()
    enter(client, "kerim")
    enter(other, "kerim")
    client.get("/account/factors/app")
    answer = client.post("/account/factors/app", {"code": code_of(client.session["mfa.totp.secret"])})
    assert answer.status_code == 302
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert sign_in(Client(), "kerim").url == "/account/sign-in/code", "a user of an organisation may have a factor, too"


def test_an_officer_does_not_remove_his_last_factor_and_a_user_may(office: Office):
    for login, status in (("anna", 422), ("kerim", 302)):
        client = Client()
        give_app(login)
        enter(client, login)
        assert client.post("/account/factors/app/remove").status_code == status
        assert client.get("/account/").status_code == 200
    assert AccessEvent.objects.filter(kind="factor_removed").count() == 1


def test_who_guesses_is_locked_out_for_a_while_and_only_where_he_guesses(office: Office, client: Client):
    give_password("kerim")
    for _ in range(4):
        assert sign_in(client, "kerim", "wrong and wrong").status_code == 422
    assert sign_in(client, "kerim", "wrong and wrong").status_code == 429
    locked = sign_in(client, "kerim")
    assert locked.status_code == 429, "even the right password"
    assert "Wait 15 minutes" in locked.content.decode()
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7"), "kerim").status_code == 302
    assert AccessEvent.objects.filter(account__login="kerim", kind="locked_out").exists()


def test_a_lock_ends_by_itself(office: Office, client: Client, settings):
    give_password("kerim")
    settings.AXES_COOLOFF_TIME = timedelta(seconds=1)
    for _ in range(5):
        sign_in(client, "kerim", "wrong and wrong")
    AccessAttempt.objects.update(attempt_time=datetime.now(UTC) - timedelta(seconds=2))
    assert sign_in(client, "kerim").status_code == 302


def test_one_login_is_not_tried_from_many_addresses_for_ever(office: Office):
    give_password("kerim")
    answers = [
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{place}"), "kerim", "wrong and wrong").content.decode()
        for place in range(1, 23)
    ]
    assert sum("do not belong together" in each for each in answers) == 20
    assert "too many failed tries" in answers[-1]


def test_a_code_is_not_tried_for_ever(office: Office, client: Client):
    give_password("anna")
    give_app("anna")
    sign_in(client, "anna")
    shown = [client.post("/account/sign-in/code", {"code": "000000"}).content.decode() for _ in range(21)]
    assert "The code is wrong" in shown[0]
    assert "too many failed tries" in shown[-1]


def test_what_is_counted_is_counted_over_all_processes(office: Office):
    assert cache.add("place", "held")
    assert not cache.add("place", "held again")
    assert Remembered.objects.filter(cache_key__endswith="place").exists(), "it lies in the database"


def test_an_address_that_somebody_writes_himself_does_not_lead_past_the_lock(office: Office):
    give_password("kerim")
    for place in range(6):
        answer = sign_in(Client(HTTP_X_FORWARDED_FOR=f"198.51.100.{place}"), "kerim", "wrong and wrong")
    assert answer.status_code == 429


def test_behind_a_server_of_ours_the_address_that_it_writes_counts(office: Office, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    give_password("kerim")
    for _ in range(5):
        sign_in(Client(HTTP_X_FORWARDED_FOR="203.0.113.1, 198.51.100.1"), "kerim", "wrong and wrong")
    assert sign_in(Client(HTTP_X_FORWARDED_FOR="203.0.113.1, 198.51.100.1"), "kerim").status_code == 429
    assert sign_in(Client(HTTP_X_FORWARDED_FOR="203.0.113.1, 198.51.100.2"), "kerim").status_code == 302
