"""Everything about one party: its owners down to the natural person, as of a day, in a fixed number of questions."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rugsat.store.enforcement.models import FindingParty
from rugsat.store.licensing.models import Device
from rugsat.usecases.open_application import open_application
from rugsat.usecases.register_party import register_party
from tests.usecases.people import Office, apply, grant_it, prepare
from tests.web.console.supervised import an_open_finding
from tests.web.signed import signed_in

pytestmark = pytest.mark.django_db

CHAIN: dict[str, Any] = {
    "kind": "legal_entity",
    "name": "Altyn Asyr Hash",
    "country": "TM",
    "registered_on": "2024-05-01",
    "persons": [
        {"person": "p1", "natural": True, "name": "Orazow Aşyr", "country": "TM", "born": "1980-05-01"},
        {"person": "h1", "natural": False, "name": "Garagum Holding", "country": "TM"},
        {"person": "h2", "natural": False, "name": "<b>Caspian</b> & Sons", "country": "CY"},
    ],
    "holdings": [
        {"owner": "h1", "held": "altyn", "share": "0.6"},
        {"owner": "h2", "held": "altyn", "share": "0.3"},
        {"owner": "p1", "held": "h1", "share": "0.7"},
    ],
    "responsible": [{"person": "p1", "office": "director", "since": "2024-05-01"}],
}


def page_of(party: str, login: str = "dilber", **asked: str) -> str:
    answer = signed_in(login).get(f"/console/parties/{party}/", asked)
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.content.decode())


def test_owners_are_shown_down_to_the_natural_person_with_shares_multiplied(office: Office):
    register_party(office.call("anna"), party="altyn", says=CHAIN)
    page = page_of("altyn")
    assert "42% over all ways" in page, "0.6 times 0.7"
    assert page.count("Not disclosed") == 1
    assert "58%" in page, "0.1 of the firm itself, 0.3 of the holding that has 0.6, and all of the firm that has 0.3"
    assert "<b>Caspian" not in page
    assert "&lt;b&gt;Caspian&lt;/b&gt; &amp; Sons" in page


def test_owners_that_come_to_more_than_the_whole_are_said_to_and_break_nothing(office: Office):
    holdings = [{"owner": "p1", "held": "altyn", "share": "0.7"}, {"owner": "h1", "held": "altyn", "share": "0.6"}]
    register_party(office.call("anna"), party="altyn", says={**CHAIN, "holdings": holdings})
    assert "mend the list of its owners" in page_of("altyn")


def test_owners_that_hold_each_other_end_the_drawing(office: Office):
    loop = [{"owner": "h1", "held": "altyn", "share": "0.5"}, {"owner": "altyn", "held": "h1", "share": "0.5"}]
    register_party(office.call("anna"), party="altyn", says={**CHAIN, "holdings": loop})
    assert "Garagum Holding" in page_of("altyn")


def test_what_belongs_to_it_is_shown_as_of_the_day(office: Office):
    prepare(office)
    case = apply(office)
    grant_it(office, case)
    page = page_of("karakum")
    for words in ("karakum-1", "MR-0001", "Industrial zone 4", "Coins that are mined", "3 machines", case, "2\u00a0MW"):
        assert words in page, words
    yesterday = page_of("karakum", on="2026-03-02")
    assert "karakum-1" in yesterday, "it was granted on that day"
    later = page_of("karakum", on="2026-03-20")
    assert "This is how it was on 20 March 2026" in later


def test_a_finding_stands_on_the_page_of_the_party_that_it_concerns_alone(office: Office):
    register_party(office.call("anna"), party="altyn", says=CHAIN)
    finding = an_open_finding()
    FindingParty.objects.create(finding=finding, party_id="karakum")
    assert "Power above licensed capacity" in page_of("karakum")
    assert "Power above licensed capacity" not in page_of("altyn")


def questions_for(party: str) -> int:
    signed = signed_in("dilber")
    signed.get(f"/console/parties/{party}/")
    with CaptureQueriesContext(connection) as counted:
        assert signed.get(f"/console/parties/{party}/").status_code == 200
    return len(counted)


def test_parts_that_hold_nothing_are_not_asked_for(office: Office):
    says = {"kind": "legal_entity", "name": "Altyn Asyr Hash", "country": "TM"}
    register_party(office.call("anna"), party="altyn", says=says)
    assert questions_for("altyn") <= 8
    register_party(office.call("anna"), party="balkan", says=CHAIN)
    assert questions_for("balkan") == questions_for("altyn") + 3, "persons, holdings, who answers for what"


def test_the_number_of_questions_does_not_grow_with_what_a_party_has(office: Office):
    prepare(office)
    grant_it(office, apply(office))
    few = questions_for("karakum")
    Device.objects.bulk_create(
        Device(
            serial=f"M-{number}",
            writing=f"M-{number}",
            site="karakum-1",
            model="S19",
            nominal_w=3000,
            nominal_th_s="100",
            since=date(2026, 1, 1),
            recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        for number in range(200)
    )
    for _ in range(9):
        open_application(office.call("kerim"), party="karakum", instrument="mining_registration", cls="industrial")
    assert questions_for("karakum") == few <= 24
    assert "203 machines" in page_of("karakum")


def test_a_party_that_there_is_not_is_said_to_be_none(office: Office):
    assert signed_in("dilber").get("/console/parties/nobody/").status_code == 404


@pytest.mark.parametrize("login", ["adviser", "administrator", "kerim", "grid"])
def test_whoever_does_not_examine_parties_finds_no_such_page(office: Office, login: str):
    for path in ("parties/karakum/", "search/", "calendar/", "map/"):
        assert signed_in(login).get(f"/console/{path}").status_code == 404, path
