"""The law in the console: browsed, explained, compared, covered; returns and procedures that a person can read."""

from typing import Any

import pytest
from django.test import Client

from rugsat.domain.supervision.discovery import all_checks
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.law import procedures_on, returns_on
from tests.usecases.people import Office
from tests.web.signed import signed_in

OUTFLOW = "exchange.outflow_limit"


@pytest.fixture
def anna(office: Office) -> Client:
    return signed_in("anna")


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return str(answer.content.decode())


def test_every_value_is_listed_with_its_standing(anna: Client):
    page = text(anna, "/console/law/")
    for name in law_in_force().rulebook.parameters:
        assert f"/console/law/parameters/{name}/" in page
    assert "Demonstration" in page
    assert "Not set" in page


def test_the_list_is_narrowed_by_words_topic_and_whether_it_is_set(anna: Client):
    page = text(anna, "/console/law/?q=outflow&topic=exchange&set=yes")
    assert page.count("/console/law/parameters/") == 1
    assert "No value has these words" in text(anna, "/console/law/?q=outflow&topic=mining")
    text(anna, "/console/law/?topic=nothing_of_the_kind", 400)
    text(anna, "/console/law/?on=yesterday", 400)


def test_a_value_is_explained_on_a_day_with_act_and_confidence(anna: Client):
    page = text(anna, f"/console/law/parameters/{OUTFLOW}/?on=2026-03-01")
    assert "7,000" in page
    assert "Demonstration of the Turkmen regime" in page
    assert "cross_border_outflow_above_limit" in page
    law = text(anna, "/console/law/parameters/mining.certificate_is_unlimited/?on=2026-03-01")
    assert "two independent sources agree" in law
    assert "No. 298-VII" in law
    before = text(anna, "/console/law/parameters/mining.certificate_is_unlimited/?on=2025-03-01")
    assert "set only from" in before
    assert anna.get("/console/law/parameters/exchange.nothing/").status_code == 404


@pytest.mark.parametrize("name", ["mining.capacity_tolerance", "returns.days_of_grace"])
def test_a_value_that_an_act_can_set_leads_to_a_draft(office: Office, name: str):
    assert "/console/policy/draft/?parameter" in text(signed_in("anna"), f"/console/law/parameters/{name}/")
    assert "/console/policy/draft/?parameter" not in text(signed_in("dilber"), f"/console/law/parameters/{name}/")


def test_two_days_are_compared(anna: Client):
    page = text(anna, "/console/law/compare/?before=2026-03-01&on=2026-03-20&topic=exchange")
    assert "exchange.leverage_cap" in page
    assert OUTFLOW not in page.partition("What differs between")[2]


def test_jurisdictions_stand_side_by_side(anna: Client):
    page = text(anna, "/console/law/compare/?with=tm&with=kz&with=uz&topic=mining")
    for name in ("Turkmenistan", "Kazakhstan", "Uzbekistan"):
        assert name in page
    assert "Not in its law" in page
    assert "Choose two days" in text(anna, "/console/law/compare/?with=atlantis")


def test_coverage_names_every_check_and_why_it_sleeps(anna: Client, settings: Any):
    awake = text(anna, "/console/law/coverage/")
    for check in all_checks():
        assert f"check={check.name}" in awake
    settings.DEMONSTRATION = ()
    bare = text(anna, "/console/law/coverage/")
    assert bare.count(">Asleep<") > awake.count(">Asleep<")
    assert "found in no source" in bare


def test_every_return_and_every_procedure_has_a_page(anna: Client, office: Office):
    on = office.now.date()
    listed = text(anna, "/console/law/returns/")
    for held in returns_on(on=on):
        assert f"/console/law/returns/{held.name}/" in listed
        page = text(anna, f"/console/law/returns/{held.name}/")
        assert all(column.name in page for column in held.columns)
    procedures = text(anna, "/console/law/procedures/")
    for name, _version in procedures_on(on=on):
        assert f"/console/law/procedures/{name}/" in procedures
        assert "two officers" in text(anna, f"/console/law/procedures/{name}/") or name == "approved_energy_provider"
    assert anna.get("/console/law/returns/nothing/").status_code == 404
    assert anna.get("/console/law/procedures/nothing/").status_code == 404


def test_the_pages_of_the_law_ask_the_database_for_nothing_of_their_own(
    anna: Client, django_assert_max_num_queries: Any
):
    anna.get("/console/law/")
    for address in ("law/", f"law/parameters/{OUTFLOW}/", "law/coverage/", "law/returns/", "law/procedures/"):
        with django_assert_max_num_queries(9):
            text(anna, f"/console/{address}")


def test_the_rule_pack_can_be_taken_away_as_the_file_that_its_digest_names(anna: Client):
    digest = law_in_force().digest
    file = anna.get(f"/console/law/packs/{digest}.json")
    assert file.content == law_in_force().to_bytes()
    assert anna.get(f"/console/law/packs/{'0' * 64}.json").status_code == 404
    assert anna.get("/console/law/packs/short.json").status_code == 404
    assert anna.get(f"/console/law/packs/{digest}.json.jws").status_code == 404
