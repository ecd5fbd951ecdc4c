"""A policy act on the pages of the console: drafted value by value, adopted by another, withdrawn."""

from typing import Any

import pytest
from django.test import Client

from rugsat.store.kept_law import installed_law, law_in_force
from rugsat.store.policy.models import PolicyAct
from tests.usecases.people import Office
from tests.web.signed import signed_in

OUTFLOW = "exchange.outflow_limit"
DRAFT = {
    "title-en": "Lower limit of outflow",
    "title-ru": "Снижение предела вывода",
    "title-tk": "",
    "ground": "Capital leaves faster than it comes in.",
    "since": "2026-03-10",
    "parameter-0": OUTFLOW,
    "value-0": "3500",
    "do": "draft",
}


@pytest.fixture
def serdar(office: Office) -> Client:
    return signed_in("serdar")


@pytest.fixture
def adopt(django_capture_on_commit_callbacks: Any) -> Any:
    def adopted(client: Client, act: PolicyAct, **sent: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            asked = {"do": "adopt", "act_key": "adopt-1", "act_seen": act.version, **sent}
            return client.post(f"/console/policy/{act.act}/", asked)

    return adopted


def drafted(client: Client, **more: str) -> PolicyAct:
    answer = client.post("/console/policy/draft/", {**DRAFT, "act_key": "draft-1", **more})
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    return PolicyAct.objects.order_by("-drafted_at").first()  # type: ignore[return-value]


def test_values_are_added_and_taken_away_row_by_row_before_anything_is_drafted(serdar: Client):
    page = serdar.get(f"/console/policy/draft/?parameter={OUTFLOW}").content.decode()
    assert 'name="value-0"' in page
    more = {"do": "add", "add": "household.consumption_cap", "parameter-0": OUTFLOW, "value-0": "3500"}
    page = serdar.post("/console/policy/draft/", more).content.decode()
    assert 'name="place-1"' in page
    assert "Ashgabat" in page
    assert 'value="3500"' in page
    less = {"do": "remove-0", "parameter-0": OUTFLOW, "value-0": "1", "parameter-1": "exchange.reserve_share"}
    page = serdar.post("/console/policy/draft/", less).content.decode()
    assert page.count('name="value-') == 1
    assert "exchange.reserve_share" in page
    assert not PolicyAct.objects.exists()


def test_what_is_wrong_is_said_and_what_was_written_is_kept(serdar: Client):
    answer = serdar.post("/console/policy/draft/", {**DRAFT, "value-0": "much", "act_key": "k"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "is no number" in page
    assert "Capital leaves faster" in page
    assert 'value="much"' in page
    answer = serdar.post(
        "/console/policy/draft/",
        {**DRAFT, "parameter-0": "mining.certificate_is_unlimited", "value-0": "0", "act_key": "k"},
    )
    assert "an act can only set what the law leaves open" in answer.content.decode()


def test_a_draft_sent_twice_is_drafted_once(serdar: Client):
    drafted(serdar)
    drafted(serdar)
    assert PolicyAct.objects.count() == 1


def test_an_act_goes_from_draft_to_force_on_the_pages(serdar: Client, office: Office, adopt: Any):
    act = drafted(serdar)
    page = serdar.get(f"/console/policy/{act.act}/").content.decode()
    assert "Adopt the act" not in page
    assert "7,000" in page
    assert "3,500" in page
    dilber = signed_in("dilber")
    assert "Adopt the act" in dilber.get(f"/console/policy/{act.act}/").content.decode()
    assert adopt(dilber, act).status_code == 303
    assert adopt(dilber, act).status_code == 303, "a double click acts once"
    page = dilber.get(f"/console/policy/{act.act}/").content.decode()
    assert "Adopted, to come" in page
    assert law_in_force().digest in page
    assert "Policy act adopted" in page
    office.wait(8)
    assert "In force" in signed_in("dilber").get("/console/policy/").content.decode()
    explained = signed_in("anna").get(f"/console/law/parameters/{OUTFLOW}/").content.decode()
    assert "Lower limit of outflow" in explained
    assert "Policy" in explained


def test_whoever_wrote_an_act_and_whoever_has_not_seen_its_last_words_does_not_adopt_it(
    serdar: Client, office: Office, adopt: Any
):
    act = drafted(serdar)
    assert adopt(serdar, act).status_code == 403
    changed = {**DRAFT, "ground": "Said better.", "act_key": "change-1", "act_seen": "1"}
    assert signed_in("anna").post(f"/console/policy/{act.act}/change/", changed).status_code == 303
    answer = adopt(signed_in("dilber"), act)
    assert answer.status_code == 409
    assert "has changed since you saw it" in answer.content.decode()
    assert law_in_force() == installed_law()


def test_the_form_of_a_change_holds_what_the_draft_says(serdar: Client):
    act = drafted(serdar)
    page = serdar.get(f"/console/policy/{act.act}/change/").content.decode()
    for words in ("Lower limit of outflow", "Снижение предела вывода", "Capital leaves", 'value="3500"', "2026-03-10"):
        assert words in page


def test_a_draft_is_withdrawn_with_a_reason(serdar: Client):
    act = drafted(serdar)
    address = f"/console/policy/{act.act}/"
    assert serdar.post(address, {"do": "withdraw", "act_key": "w1", "act_seen": "1", "note": " "}).status_code == 400
    sent = {"do": "withdraw", "act_key": "w2", "act_seen": "1", "note": "It is not needed."}
    assert serdar.post(address, sent).status_code == 303
    page = serdar.get(address).content.decode()
    assert "Withdrawn" in page
    assert "It is not needed." in page


def test_an_act_needs_whoever_acts_to_have_just_shown_who_he_is(serdar: Client, office: Office, adopt: Any):
    act = drafted(serdar)
    assert adopt(signed_in("dilber", fresh=False), act).status_code == 302
    act.refresh_from_db()
    assert act.state == "draft"


def test_what_there_is_not_is_not_found_and_a_firm_finds_nothing(serdar: Client):
    act = drafted(serdar)
    assert serdar.get("/console/policy/policy_1999_0001/").status_code == 404
    assert serdar.get("/console/policy/policy_1999_0001/change/").status_code == 404
    assert serdar.post("/console/policy/policy_1999_0001/", {"do": "adopt"}).status_code == 404
    kerim = signed_in("kerim")
    for address in (f"/console/policy/{act.act}/", "/console/policy/", "/console/policy/draft/"):
        assert kerim.get(address).status_code == 404
        assert kerim.post(address, {"do": "adopt"}).status_code == 404
