"""The file of a case: requirements beside their evidence, acts with their law and their place in the log."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rugsat.store.licensing.models import Case, Item
from rugsat.store.outbox.models import Entry
from rugsat.store.queries.case_file import case_file
from rugsat.usecases.ask import ask
from rugsat.usecases.countersign import countersign
from rugsat.usecases.open_application import open_application
from tests.usecases.people import Office, apply, grant_it, prepare
from tests.web.signed import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office: Office) -> str:
    prepare(office)
    return apply(office)


def test_a_requirement_stands_beside_the_evidence_that_was_looked_at(office: Office, case: str):
    file = case_file(case=case, now=office.now)
    fire = next(each for each in file.outcomes if each.requirement == "fire_certificate")
    assert [(each.kind, each.about, each.by) for each in fire.looked] == [
        ("fire_certificate", "site:karakum-1", "fire-service")
    ]
    page = signed_in("anna").get(f"/console/cases/{case}/").content.decode()
    for words in (
        "Every site holds a certificate of fire safety",
        "Certificate of fire safety, site:karakum-1",
        "grid-mary",
    ):
        assert words in page, words
    assert "Evidence that was looked at" in page


def test_each_act_names_who_did_it_by_which_law_and_its_place_in_the_log(office: Office, case: str):
    ask(office.call("anna"), case=case, note="Which transformer?")
    file = case_file(case=case, now=office.now)
    assert [(each.act.verb, each.act.by, each.state) for each in file.acts] == [
        ("submit", "kerim", "submitted"),
        ("ask", "anna", "questioned"),
    ]
    for each in file.acts:
        entry = Entry.objects.get(number=each.place)
        assert (entry.kind, entry.subject, entry.content["number"]) == (
            f"case_{each.act.verb}",
            case,
            each.act.number,
        )
        assert each.article
    page = signed_in("serdar").get(f"/console/cases/{case}/").content.decode()
    assert f"place {file.acts[1].place} in the log" in page
    assert "Which transformer?" in page


def test_what_can_be_done_follows_the_procedure_and_who_signed_first(office: Office, case: str):
    countersign(office.call("anna"), case=case, signs_for="refuse")
    file = case_file(case=case, now=office.now)
    assert file.signed_by is not None
    assert (file.signed_by.by, file.signed_by.signs_for) == ("anna", "refuse")
    assert file.can("refuse", frozenset({"director"})) is not None
    assert file.can("refuse", frozenset({"adviser"})) is None
    assert file.can("suspend", frozenset({"director"})) is None


def test_a_clock_that_was_stopped_says_so(office: Office, case: str):
    ask(office.call("anna"), case=case, note="Why?")
    office.wait(20)
    page = signed_in("anna").get(f"/console/cases/{case}/").content.decode()
    assert "Stopped" in page
    clocks = page[page.index('<h2 class="govuk-heading-m">Clocks') : page.index('id="requirements"')]
    assert "the clock stands still" in clocks, clocks


def test_the_number_of_questions_does_not_grow_with_the_application(office: Office, case: str):
    def asked() -> int:
        signed = signed_in("anna")
        signed.get(f"/console/cases/{case}/")
        with CaptureQueriesContext(connection) as counted:
            assert signed.get(f"/console/cases/{case}/").status_code == 200
        return len(counted)

    few = asked()
    held = Item.objects.filter(case=case, kind="device").first()
    Item.objects.bulk_create(
        Item(
            case_id=case,
            kind="device",
            key=f"X-{number}",
            content={**held.content, "serial": f"X-{number}"},
            entered_at=office.now,
        )
        for number in range(120)
    )
    assert asked() == few


def test_a_case_that_is_granted_tells_its_authorisation_and_a_new_procedure_can_be_taken(office: Office, case: str):
    number = grant_it(office, case)
    office.wait(1)
    file = case_file(case=case, now=office.now)
    assert file.authorisation == number
    assert file.opened_at < office.now - timedelta(hours=20)
    assert number in signed_in("dilber").get(f"/console/cases/{case}/").content.decode()


def test_what_stands_open_comes_before_what_is_met(office: Office, case: str):
    Item.objects.filter(case=case, kind="wallet").delete()
    page = signed_in("anna").get(f"/console/cases/{case}/").content.decode()
    assert page.index("Not met</strong>") < page.index("Requirements that are met")


def test_a_draft_says_that_it_waits_for_the_applicant(office: Office):
    case = open_application(
        office.call("kerim"), party="karakum", instrument="mining_registration", cls="industrial"
    ).subject
    page = signed_in("anna").get(f"/console/cases/{case}/").content.decode()
    assert "the application is a draft until the applicant submits it" in page
    assert "The application names nothing yet" in page
    assert Case.objects.get(case=case).state == "draft"


def test_what_others_have_said_is_shown_by_titles_and_with_units(office: Office, case: str):
    page = signed_in("anna").get(f"/console/cases/{case}/").content.decode()
    told = page[page.index('id="attestations"') : page.index('id="fee"')]
    assert "Connection point and its capacity" in told
    assert "Capacity: 2\u00a0MW<br>" in told
    assert "Passed: yes<br>" in told
    assert "capacity_w" not in told
    assert "capacity w" not in told
    russian = signed_in("anna").get(f"/console/cases/{case}/", headers={"accept-language": "ru"}).content.decode()
    assert "2\u00a0МВт<br>" in russian
