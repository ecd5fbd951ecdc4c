"""The queue: narrowed, ordered, kept under names, and asked in as many questions however long it is."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rugsat.store.desk.models import SavedFilter
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import Case, CaseAct
from rugsat.store.queries.case_queue import Wanted, pending_states, queue, within
from rugsat.usecases.ask import ask
from rugsat.usecases.open_application import open_application
from rugsat.usecases.submit import submit
from tests.usecases.people import Office, apply, grant_it, prepare
from tests.web.signed import signed_in

pytestmark = pytest.mark.django_db
CASES = "/console/cases/"


def drafted(office: Office, count: int) -> list[str]:
    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial"}
    return [open_application(office.call("kerim"), **asked).subject for _ in range(count)]


def test_the_most_pressing_case_comes_first_and_what_is_at_rest_is_left_out(office: Office):
    prepare(office)
    granted = apply(office)
    grant_it(office, granted)
    early = drafted(office, 1)[0]
    submit(office.call("kerim"), case=early)
    office.wait(10)
    late = drafted(office, 1)[0]
    submit(office.call("kerim"), case=late)
    found = queue(Wanted(pending=True), now=office.now)
    assert [line.case for line in found.lines] == [early, late]
    assert found.lines[0].due < found.lines[1].due
    page = signed_in("anna").get(CASES, {"all": "1", "order": "due"}).content.decode()
    assert page.index(late) < page.index(early) < page.index(granted)
    assert granted not in signed_in("anna").get(CASES).content.decode()
    everything = queue(Wanted(text="karakum"), now=office.now, order="case")
    assert [line.case for line in everything.lines] == [granted, early, late]


def test_clocks_narrow_the_queue_by_who_owes_and_by_the_day(office: Office):
    [asked, waiting] = drafted(office, 2)
    for case in (asked, waiting):
        submit(office.call("kerim"), case=case)
    ask(office.call("anna"), case=asked, note="Where is it?")
    owed = {office_: queue(Wanted(owed_by=office_), now=office.now) for office_ in ("applicant", "reviewer")}
    assert [line.case for line in owed["applicant"].lines] == [asked]
    assert owed["reviewer"].lines == ()
    due = queue(Wanted(owed_by="licensing_officer", due_by=within(office.now, 60)), now=office.now)
    assert [line.case for line in due.lines] == [waiting]
    assert queue(Wanted(due_by=within(office.now, 1)), now=office.now).lines == ()
    office.wait(90)
    missed = queue(Wanted(due_by=within(office.now, -1)), now=office.now)
    assert waiting in [line.case for line in missed.lines]


def test_a_case_that_cannot_be_looked_at_comes_first_says_why_and_hides_no_other(office: Office):
    [lost, other] = drafted(office, 2)
    for case in (lost, other):
        submit(office.call("kerim"), case=case)
    CaseAct.objects.filter(case=lost).update(number=7)
    for wanted in (Wanted(), Wanted(owed_by="licensing_officer"), Wanted(due_by=within(office.now, 60))):
        found = queue(wanted, now=office.now).lines
        assert [(line.case, bool(line.untold)) for line in found] == [(lost, True), (other, False)]
    page = signed_in("anna").get(CASES)
    assert page.status_code == 200
    assert "does not follow act" in page.content.decode()
    assert signed_in("dilber").get("/console/").status_code == 200


def test_pages_go_on_where_the_last_one_ended(office: Office):
    cases = drafted(office, 7)
    for order in ("case", "-case", "due"):
        seen, after = [], ""
        while True:
            page = queue(Wanted(), now=office.now, order=order, after=after, most=3)
            seen += [line.case for line in page.lines]
            after = page.after
            if not after:
                break
        assert sorted(seen) == sorted(cases), order
        assert len(seen) == len(cases), order


def test_the_number_of_questions_does_not_grow_with_the_queue(office: Office):
    def asked() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert signed.get(CASES).status_code == 200
        return len(counted)

    signed = signed_in("anna")
    for case in drafted(office, 2):
        submit(office.call("kerim"), case=case)
    signed.get(CASES)
    few = asked()
    for case in drafted(office, 12):
        submit(office.call("kerim"), case=case)
        ask(office.call("anna"), case=case, note="Why?")
    signed = signed_in("anna")
    signed.get(CASES)
    assert asked() == few


def test_a_party_is_found_in_any_spelling_and_a_case_by_the_beginning_of_its_number(office: Office):
    case = drafted(office, 1)[0]
    signed = signed_in("anna")
    for text in ("карак", "Karakum Haş", case[:9].lower(), "karakum"):
        assert case in signed.get(CASES, {"q": text}).content.decode(), text
    assert case not in signed.get(CASES, {"q": "grid"}).content.decode()
    assert case not in signed.get(CASES, {"mine": "1"}).content.decode()


def test_an_unknown_filter_is_refused_and_named(office: Office):
    answer = signed_in("anna").get(CASES, {"state": "nowhere"})
    assert answer.status_code == 400
    assert "nowhere" in answer.content.decode()


def test_a_filter_is_kept_for_its_officer_alone_replaced_and_forgotten(office: Office):
    signed = signed_in("anna")
    kept = {"name": "  Mine,  pressing ", "query": "mine=1&due=7&after=TM-A&evil=1", "act_key": "a"}
    answer = signed.post(CASES, kept)
    assert answer.status_code == 303
    assert parse_qs(urlsplit(answer.headers["Location"]).query) == {"mine": ["1"], "due": ["7"]}
    assert SavedFilter.objects.get().name == "Mine, pressing"
    signed.post(CASES, {"name": "Mine, pressing", "query": "mine=1", "act_key": "b"})
    assert SavedFilter.objects.get().query == "mine=1"
    assert "Mine, pressing" in signed.get(CASES).content.decode()
    assert "Mine, pressing" not in signed_in("batyr").get(CASES).content.decode()
    assert signed_in("batyr").post(CASES, {"forget": "Mine, pressing", "act_key": "c"}).status_code == 400
    assert signed.post(CASES, {"forget": "Mine, pressing", "act_key": "d"}).status_code == 303
    assert not SavedFilter.objects.exists()


def test_a_filter_without_a_name_is_refused_and_the_queue_shown_again(office: Office):
    answer = signed_in("anna").post(CASES, {"name": " ", "query": "mine=1", "act_key": "a"})
    assert answer.status_code == 400
    assert "needs a name" in answer.content.decode()


def test_what_is_pending_is_neither_final_nor_at_rest_in_any_procedure(office: Office):
    for name, states in pending_states(law_in_force()).items():
        tables = [version.table for version in law_in_force().rulebook.instruments[name].versions]
        for table in tables:
            assert not states & (table.final | table.at_rest) or len(tables) > 1, name
            assert set(table.states) - states == (table.final | table.at_rest) & set(table.states) or len(tables) > 1


def test_with_htmx_only_the_list_is_made_anew(office: Office):
    answer = signed_in("anna").get(CASES, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    asked = signed_in("anna").get(CASES, {"q": "karakum"}, headers={"HX-Request": "true"}).content.decode()
    assert 'form="save-filter" name="query" value="q=karakum"' in asked, "what is saved is what is shown"
    assert "<form" not in asked, "the form in which somebody writes a name is not made anew"


def test_a_queue_of_the_newest_first_looks_into_its_own_page_alone(office: Office):
    drafted(office, 8)
    Case.objects.update(opened_at=office.now - timedelta(days=1))
    with CaptureQueriesContext(connection) as counted:
        page = queue(Wanted(), now=office.now, order="-case", most=2)
    assert len(page.lines) == 2
    acts = next(each["sql"] for each in counted if 'FROM "licensing_caseact"' in each["sql"] and "TM-A-" in each["sql"])
    assert len(set(re.findall(r"TM-A-[\d-]+", acts))) == 2
    assert page.after
    assert all(line.name != line.party for line in page.lines), "names come with the cases"
