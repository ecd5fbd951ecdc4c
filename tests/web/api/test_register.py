"""The public register by the API: searched, paged, as of a day, and nothing of a person in it."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rugsat.usecases.countersign import countersign
from rugsat.usecases.register_party import register_party
from rugsat.usecases.suspend import suspend
from tests.usecases.people import KARAKUM, Office, apply, grant_it, prepare
from tests.usecases.test_a_miner_is_registered import urgent_ground
from tests.web.api.machine import Api

ANYBODY = Api()


@pytest.fixture
def number(office: Office) -> str:
    prepare(office)
    return grant_it(office, apply(office))


@pytest.mark.parametrize("text", ["Karakum Hash", "каракум хэш", "garagum", "hash karakum"])
def test_a_party_is_found_in_any_spelling(number: str, text: str):
    found = ANYBODY.get("/register/parties", q=text).json()["items"]
    expected = [] if text == "garagum" else ["karakum"]
    assert [each["party"] for each in found] == expected


def test_a_party_is_told_with_its_authorisations_and_without_its_people(number: str):
    told = ANYBODY.get("/register/parties/karakum")
    assert [each["authorisation"] for each in told.json()["authorisations"]] == [number]
    shown = told.content + ANYBODY.get(f"/register/authorisations/{number}").content
    for hidden in ("Orazow", "p1", "TM00BANK1", "S19-0000", "eip155"):
        assert hidden.encode() not in shown


def test_a_natural_person_is_not_on_the_public_register(office: Office):
    says = {"kind": "natural_person", "name": "Somebody Private", "country": "TM"}
    register_party(office.call("anna"), party="somebody", says=says)
    assert ANYBODY.get("/register/parties", q="private").json()["items"] == []
    assert ANYBODY.get("/register/parties/somebody").status_code == 404


def test_a_suspension_shows_at_once_and_the_day_before_stays_readable(number: str, office: Office):
    case = ANYBODY.get(f"/register/authorisations/{number}").json()["history"][0]["act"].rpartition("/")[0]
    before = office.now.date().isoformat()
    office.wait(30)
    countersign(office.call("sona"), case=case, signs_for="suspend")
    suspend(office.call("dilber"), case=case, ground=urgent_ground(case, office), note="at once")
    assert ANYBODY.get(f"/check/{number}").json()["status"] == "suspended"
    then = ANYBODY.get(f"/register/authorisations/{number}", on=before).json()
    assert then["status"] == "in_force"
    assert [each["status"] for each in then["history"]][-1] == "suspended"


def test_pages_follow_each_other_and_end(office: Office):
    for each in range(5):
        register_party(office.call("anna"), party=f"miner-{each}", says=KARAKUM | {"name": f"Miner {each}"})
    found, cursor = [], ""
    while cursor is not None:
        page = ANYBODY.get("/register/parties", limit="2", **({"cursor": cursor} if cursor else {})).json()
        found += [each["party"] for each in page["items"]]
        cursor = page["next"]
    assert found == ["karakum", *(f"miner-{each}" for each in range(5))]


def test_the_number_of_questions_does_not_grow_with_the_rows(office: Office, number: str):
    def asked(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert ANYBODY.get(path).status_code == 200
        return len(queries)

    paths = ("/register/parties", "/register/authorisations", "/register/parties/karakum")
    before = [asked(path) for path in paths]
    for each in range(20):
        register_party(office.call("anna"), party=f"miner-{each}", says=KARAKUM | {"name": f"Miner {each}"})
    assert [asked(path) for path in paths] == before


def test_a_text_of_many_words_is_asked_for_by_the_longest_of_them(office: Office):
    many = " ".join(f"w{number}" for number in range(50))
    with CaptureQueriesContext(connection) as queries:
        assert ANYBODY.get("/register/parties", q=f"{many} karakum").json()["items"] == []
    [question] = [each["sql"] for each in queries if "parties_namekey" in each["sql"]]
    assert 1 < question.count("parties_namekey") < 50
    assert "karakum" in question
    assert ANYBODY.get("/register/parties", q="k a r karakum hash h ka kar kara karak").json()["items"] != []


def test_a_number_that_was_misread_is_told_so(number: str):
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    answer = ANYBODY.get(f"/check/{wrong}")
    assert answer.status_code == 404
    assert "check digits" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/register/parties?onn=2026-01-01", 422, "not-valid"),
        ("/register/parties?on=1234567890", 422, "not-valid"),
        ("/register/parties?on=2026-02-30", 422, "not-valid"),
        ("/register/parties?limit=0", 422, "not-valid"),
        ("/register/parties?q=%00", 422, "not-valid"),
        ("/register/parties/%00", 422, "not-valid"),
        ("/nothing", 404, "not-found"),
        ("/register", 404, "not-found"),
    ],
)
def test_every_error_is_a_problem_that_says_what_to_do(office: Office, path: str, status: int, kind: str):
    answer = ANYBODY.client.get(f"/api/v1{path}")
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = json.loads(answer.content)
    assert set(told) >= {"type", "title", "status", "detail", "instance"}
    assert told["type"] == f"urn:rugsat:problem:{kind}"


def test_a_method_that_is_not_done_is_a_problem_too(office: Office):
    answer = ANYBODY.client.delete("/api/v1/register/parties")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"
    assert answer.headers["Content-Type"] == "application/problem+json"
