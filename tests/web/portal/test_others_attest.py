"""Providers, banks and bodies attest in the portal: what waits for them, and of a case no more than that."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rugsat.store.accounts.models import Account, Role
from rugsat.store.licensing.models import AttestationRow
from rugsat.store.queries import own_attesting
from rugsat.store.queries.own_application import application
from rugsat.usecases.open_application import open_application
from rugsat.usecases.register_party import register_party
from rugsat.usecases.submit import submit
from tests.usecases.people import APPLICATION, Office, apply, approve, grant_it
from tests.web.portal.form import fields_of, send
from tests.web.portal.papers import paper
from tests.web.signed import signed_in

HERE = "/portal/attestations/"


def place(case: str, kind: str, about: str) -> str:
    return f"{HERE}{case}/{kind}?{urlencode({'about': about})}"


@pytest.fixture
def grid(filled: Office) -> Client:
    return signed_in("grid")


@pytest.fixture
def fire(filled: Office) -> Client:
    return signed_in("fire")


def statuses(case: str, office: Office) -> dict[str, str]:
    told = application(case=case, party="karakum", now=office.now)
    return {each["requirement"]: each["status"] for each in told["requirements"]}


def test_a_provider_attests_the_point_and_its_meter_and_the_requirements_are_met(
    filled: Office, said: str, grid: Client
):
    page = grid.get(HERE).content.decode()
    assert "Karakum Hash" in page
    assert "MR-0001" in page
    answer = send(
        grid, place(said, "connection", "connection:MR-0001"), site="karakum-1", capacity_kw="2000", sure="on"
    )
    assert answer.status_code == 303, answer.content.decode()
    send(grid, place(said, "separate_meter", "connection:MR-0001"), meter="M-1", sure="on")
    found = statuses(said, filled)
    assert (found["provider_attests_connection"], found["separate_meter"]) == ("met", "met")
    assert [each.says for each in AttestationRow.objects.order_by("pk")] == [
        {"site": "karakum-1", "capacity_w": 2_000_000},
        {"meter": "M-1", "serves": []},
    ]


def test_a_provider_sees_of_a_case_only_what_it_must_attest(filled: Office, said: str, grid: Client):
    page = grid.get(HERE).content.decode() + grid.get(place(said, "connection", "connection:MR-0001")).content.decode()
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)  # drawn at random, and may hold any two letters
    for hidden in ("S19-0001", "eip155", "Orazow", "p1", "TM00BANK1"):
        assert hidden not in page, hidden
    assert grid.get(f"/portal/applications/{said}/").status_code == 404
    assert grid.get(place(said, "fire_certificate", "site:karakum-1")).status_code == 404
    assert grid.get(place(said, "connection", "connection:MR-0002")).status_code == 404


def test_a_case_that_names_another_provider_is_as_if_there_were_none(filled: Office, said: str):
    register_party(
        filled.call("anna"), party="grid-lebap", says={"kind": "energy_provider", "name": "Lebap", "country": "TM"}
    )
    other = Account.objects.create(login="lebap", name="Lebap", party_id="grid-lebap")
    Role.objects.create(account=other, role="energy_provider", since=filled.now.date())
    client = signed_in("lebap")
    assert "Nothing waits for you" in client.get(HERE).content.decode()
    there = place(said, "connection", "connection:MR-0001")
    assert client.get(there).status_code == 404
    assert client.post(there, {"site": "karakum-1", "capacity_kw": "2000", "sure": "on"}).status_code == 404
    assert not AttestationRow.objects.exists()


def test_a_body_sees_what_was_handed_in_and_certifies_for_some_time(filled: Office, said: str, fire: Client):
    assert "Nothing waits for you" in fire.get(HERE).content.decode()
    submit(filled.call("kerim"), case=said)
    assert "karakum-1" in fire.get(HERE).content.decode()
    there = place(said, "fire_certificate", "site:karakum-1")
    answer = send(fire, there, passed="yes", until="2027-01-01", sure="on", file=paper("certificate.pdf"))
    assert answer.status_code == 303, answer.content.decode()
    row = AttestationRow.objects.get()
    assert (row.by, row.says, str(row.until), len(row.document)) == ("fire-service", {"passed": True}, "2027-01-01", 64)
    assert statuses(said, filled)["fire_certificate"] == "met"


def test_a_body_says_nothing_that_it_is_not_recognised_for(filled: Office, said: str, fire: Client):
    submit(filled.call("kerim"), case=said)
    for kind, about in (("technical_certificate", "site:karakum-1"), ("company_register", "party:karakum")):
        assert fire.get(place(said, kind, about)).status_code == 404
        assert fire.post(place(said, kind, about), {"passed": "yes", "sure": "on"}).status_code == 404


def test_what_was_attested_is_taken_back_with_a_reason(filled: Office, said: str, grid: Client):
    send(grid, place(said, "connection", "connection:MR-0001"), site="karakum-1", capacity_kw="2000", sure="on")
    row = AttestationRow.objects.get()
    there = f"{HERE}{row.pk}/withdraw"
    assert "2\u00a0MW" in grid.get(there).content.decode()
    assert send(grid, there, note="").status_code == 400
    assert send(grid, there, note="The transformer burned down.").status_code == 303
    row.refresh_from_db()
    assert row.withdrawn_at is not None
    assert grid.get(there).status_code == 404
    assert statuses(said, filled)["provider_attests_connection"] == "unknown"


def test_nobody_takes_back_what_another_has_said(filled: Office, said: str, grid: Client, fire: Client):
    send(grid, place(said, "connection", "connection:MR-0001"), site="karakum-1", capacity_kw="2000", sure="on")
    there = f"{HERE}{AttestationRow.objects.get().pk}/withdraw"
    assert fire.get(there).status_code == 404
    assert fire.post(there, {"note": "mine"}).status_code == 404
    assert AttestationRow.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_a_form_that_is_sent_twice_attests_once(filled: Office, said: str, grid: Client):
    there = place(said, "connection", "connection:MR-0001")
    typed = fields_of(grid.get(there)) | {"site": "karakum-1", "capacity_kw": "2000", "sure": "on"}
    assert [grid.post(there, typed).status_code for _ in range(2)] == [303, 303]
    assert AttestationRow.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said_of_it"),
    [
        ({"capacity_kw": "much"}, "Capacity in kW that you attest"),
        ({"sure": ""}, "Tick the box"),
        ({"on": "2026-03-03"}, "a day that has not come"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(
    filled: Office, said: str, grid: Client, typed: dict[str, Any], said_of_it: str
):
    asked = {"site": "karakum-one", "capacity_kw": "2000", "sure": "on", **typed}
    page = send(grid, place(said, "connection", "connection:MR-0001"), **asked)
    assert page.status_code == 400
    assert said_of_it in page.content.decode()
    assert "karakum-one" in page.content.decode()
    assert not AttestationRow.objects.exists()


def test_a_document_is_looked_at_by_its_content(filled: Office, said: str, grid: Client):
    there = place(said, "connection", "connection:MR-0001")
    wrong = paper("letter.pdf", b"MZ\x90\x00\x03 this is a program")
    page = send(grid, there, site="karakum-1", capacity_kw="2000", sure="on", file=wrong)
    assert page.status_code == 400
    assert "is by its content none of" in page.content.decode()


def test_whoever_signed_in_long_ago_is_asked_again_before_it_counts(filled: Office, said: str):
    grid = signed_in("grid", fresh=False)
    there = place(said, "connection", "connection:MR-0001")
    for answer in (grid.get(there), grid.post(there, {"site": "karakum-1", "capacity_kw": "1", "sure": "on"})):
        assert answer.status_code == 302
        assert "/account/" in answer.headers["Location"]
    assert not AttestationRow.objects.exists()


def test_a_bank_confirms_the_account_and_the_capital(filled: Office):
    register_party(filled.call("anna"), party="senagat-bank", says={"kind": "bank", "name": "Senagat", "country": "TM"})
    approve(filled, "senagat-bank", "partner_bank")
    teller = Account.objects.create(login="teller", name="Teller", party_id="senagat-bank")
    Role.objects.create(account=teller, role="bank", since=filled.now.date())
    says = {"banks": [{"bank": "senagat-bank", "account": "TM-CLIENTS-1"}]}
    case = open_application(
        filled.call("kerim"), party="karakum", instrument="exchange_licence", cls=exchange_class(), says=says
    ).subject
    bank = signed_in("teller")
    waiting = bank.get(HERE).content.decode()
    assert "Account for clients&#39; money" in waiting
    assert "Capital paid in" in waiting
    assert (
        send(bank, place(case, "bank_relation", "bank:senagat-bank"), accounts="TM-CLIENTS-1", sure="on").status_code
        == 303
    )
    capital = send(bank, place(case, "capital", "party:karakum"), amount="10000000", currency="TMT", sure="on")
    assert capital.status_code == 303, capital.content.decode()
    found = statuses(case, filled)
    assert (found["partner_bank_confirms"], found["capital_confirmed"]) == ("met", "met")


def exchange_class() -> str:
    from rugsat.store.kept_law import law_in_force  # noqa: PLC0415 - the law of the office is there once the office is

    return (law_in_force().rulebook.instruments["exchange_licence"].versions[-1].classes or ("*",))[0]


def test_what_is_to_be_decided_comes_before_what_rests_however_much_that_is(
    filled: Office, said: str, monkeypatch: pytest.MonkeyPatch
):
    submit(filled.call("kerim"), case=said)
    granted = apply(filled)
    grant_it(filled, granted)
    found = own_attesting.things(party="grid-mary", now=filled.now)
    assert list(dict.fromkeys(each["case"] for each in found)) == [said, granted]
    monkeypatch.setattr(own_attesting, "_MOST_CASES", 1)
    assert {each["case"] for each in own_attesting.things(party="grid-mary", now=filled.now)} == {said}


def test_the_list_asks_no_more_the_more_cases_there_are(filled: Office, said: str, grid: Client):
    counts = []
    for _ in range(2):
        # A session notes once a minute that it was seen, which is no question of the page.
        assert grid.get(HERE).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            assert grid.get(HERE).status_code == 200
        counts.append(len(asked))
        for _more in range(5):
            open_application(
                filled.call("kerim"),
                party="karakum",
                instrument="mining_registration",
                cls="industrial",
                says=APPLICATION,
            )
    assert counts[0] == counts[1]
