"""The officers' search in every spelling, the map of the grid, and the figures of the morning."""

import re

import pytest
from django.core.cache import cache

from rugsat.store.queries.grid_map import grid_map
from rugsat.store.queries.morning import desk, morning, to_come
from rugsat.store.queries.officer_search import search
from rugsat.usecases.change_party import change_party
from rugsat.usecases.invoice_fee import invoice_fee
from rugsat.usecases.open_application import open_application
from rugsat.usecases.register_party import register_party
from rugsat.usecases.submit import submit
from tests.usecases.people import KARAKUM, Office, apply, grant_it, pay, prepare
from tests.web.console.supervised import an_open_finding
from tests.web.signed import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


@pytest.mark.parametrize("text", ["Оразов", "Orazow", "Orazov Aşyr", "ашир ораз", "ORAZOW"])
def test_a_person_behind_a_firm_is_found_in_every_spelling(office: Office, text: str):
    [found] = search(text, now=office.now).persons
    assert (found.name, found.party, found.roles) == (
        "Orazow Aşyr",
        "karakum",
        ("owner", "director", "technical_manager"),
    )


@pytest.mark.parametrize("text", ["Каракум", "karakum hash", "KARAKUM", "karakum", "ХЭШ кара"])
def test_a_firm_is_found_in_every_spelling_and_by_its_entry(office: Office, text: str):
    assert [each.party for each in search(text, now=office.now).parties] == ["karakum"]


def test_a_natural_person_who_is_a_party_is_found_by_officers(office: Office):
    says = {"kind": "natural_person", "name": "Gurbanow Myrat", "country": "TM", "registered_on": None}
    register_party(office.call("anna"), party="gurbanow", says=says)
    assert [each.party for each in search("Гурбанов", now=office.now).parties] == ["gurbanow"]
    page = signed_in("anna").get("/console/search/", {"q": "Гурбанов"}).content.decode()
    assert "Gurbanow Myrat" in page


def test_a_case_and_an_authorisation_are_found_by_their_numbers(office: Office):
    prepare(office)
    case = apply(office)
    number = grant_it(office, case)
    assert [each[0] for each in search(case.lower(), now=office.now).cases] == [case]
    assert [each.party for each in search(number, now=office.now).parties] == ["karakum"]


def test_whoever_stands_behind_a_firm_no_more_is_not_found(office: Office):
    office.wait(1)
    says = {**KARAKUM, "persons": [], "holdings": [], "responsible": []}
    change_party(office.call("anna"), party="karakum", says=says)
    assert search("Orazow", now=office.now).persons == ()


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "'", "\u202e", "ا", "wq" * 200, "nobody at all"])
def test_what_finds_nothing_says_what_to_try(office: Office, text: str):
    answer = signed_in("anna").get("/console/search/", {"q": text})
    assert answer.status_code == 200
    assert search(text, now=office.now).is_empty


def test_the_map_says_who_supplies_whom_and_where_mining_is_permitted(office: Office):
    prepare(office)
    grant_it(office, apply(office))
    held = grid_map(on=office.now.date())
    assert [(each.place.site, each.connections, each.licensed_w) for each in held.sites] == [
        ("karakum-1", (("MR-0001", "grid-mary"),), 2_000_000)
    ]
    assert held.licensed_by_zone == {"mary": 2_000_000}
    assert [(each.party, each.connections, each.approved) for each in held.providers] == [("grid-mary", 1, True)]
    assert held.permitted is not None
    assert "mary" in held.permitted
    page = signed_in("serdar").get("/console/map/", {"zone": "mary"}).content.decode()
    assert "MR-0001" in page
    assert "not permitted" in page
    assert "MR-0001" not in signed_in("serdar").get("/console/map/", {"zone": "ahal"}).content.decode()
    assert signed_in("serdar").get("/console/map/", {"zone": "moon"}).status_code == 400


def test_the_morning_counts_what_is_pending_missed_found_and_owed(office: Office):
    prepare(office)
    grant_it(office, apply(office))
    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial"}
    late = open_application(office.call("kerim"), **asked).subject
    submit(office.call("kerim"), case=late)
    an_open_finding()
    before = morning(now=office.now)
    assert before.missed == ()
    assert before.pending_by_state == {"submitted": 1}
    assert dict(before.pending_by_age)[7] == 1
    assert before.findings_by_family == {"mining": 1}
    assert before.register.here.licensed_w == 2_000_000
    office.wait(40)
    after = morning(now=office.now)
    assert [line.case for line in after.missed] == [late]
    assert dict(after.pending_by_age) == {7: 0, 30: 0, 90: 1, None: 0}
    assert after.returns_late > 0
    assert [line.case for line in desk(offices=frozenset({"licensing_officer"}), now=office.now).mine] == [late]
    assert desk(offices=frozenset({"revenue_officer"}), now=office.now).total == 0


def test_money_to_come_is_what_was_demanded_and_not_paid(office: Office):
    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial"}
    case = open_application(office.call("kerim"), **asked).subject
    assert to_come() == ()
    invoice = invoice_fee(office.call("merdan"), case=case).told["invoice"]
    assert to_come() == ("500.00 TMT",)
    pay(office, invoice, "200.00")
    assert to_come() == ("300.00 TMT",)


@pytest.mark.parametrize("login", ["anna", "serdar", "merdan", "adviser", "dilber", "reviewer", "administrator"])
def test_every_officer_has_a_morning_whose_links_he_may_follow(office: Office, login: str):
    signed = signed_in(login)
    page = signed.get("/console/").content.decode()
    for address in sorted(set(re.findall(r'href="(/console/[^"#?]*)', page))):
        assert signed.get(address).status_code == 200, address
