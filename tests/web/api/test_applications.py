"""An applicant leads its case by the API: opened, changed, submitted, answered, and read with its clock."""

from typing import Any

import pytest

from rugsat.store.licensing.models import Case, CaseDocument
from rugsat.store.outbox.models import Entry
from rugsat.usecases.ask import ask
from tests.usecases.people import APPLICATION, Office, apply, grant_it, prepare
from tests.web.api.machine import Api, Token

OPEN: dict[str, Any] = {"instrument": "mining_registration", "cls": "industrial", "says": APPLICATION}


@pytest.fixture
def api(token: Token) -> Api:
    return token()


def opened(api: Api, **headers: str) -> dict[str, Any]:
    answer = api.send("POST", "/applications", OPEN, **headers)
    assert answer.status_code == 201, answer.content
    told: dict[str, Any] = answer.json()
    return told


def test_a_case_is_led_from_its_opening_to_a_question_and_its_answer(api: Api, office: Office):
    case = opened(api)["subject"]
    changed = api.send("PUT", f"/applications/{case}", {"says": APPLICATION | {"wallets": []}})
    assert changed.status_code == 200, changed.content
    assert api.get(f"/applications/{case}").json()["names"]["wallets"] == 0
    assert api.send("POST", f"/applications/{case}/submit").json()["told"]["state"] == "submitted"
    told = api.get(f"/applications/{case}").json()
    assert "decision" in [each["clock"] for each in told["deadlines"] if each["state"] == "running"]
    assert {each["status"] for each in told["requirements"]} >= {"unknown"}
    ask(office.call("anna"), case=case, note="Which pool do you mine for?")
    told = api.get(f"/applications/{case}").json()
    assert (told["acts"][-1]["note"], told["can_be_done"]) == ("Which pool do you mine for?", ["answer", "surrender"])
    answer = api.send("POST", f"/applications/{case}/answer", {"note": "for none"})
    assert answer.status_code == 200, answer.content
    assert api.send("POST", f"/applications/{case}/surrender", {"note": "another year"}).status_code == 200
    assert api.get(f"/applications/{case}").json()["state"] == "withdrawn"
    assert [each["case"] for each in api.get("/applications").json()["items"]] == [case]


def test_what_officers_note_for_themselves_and_who_they_are_is_not_told(api: Api, office: Office):
    prepare(office)
    case = apply(office)
    number = grant_it(office, case)
    told = api.get(f"/applications/{case}").content.decode()
    assert "anna" not in told
    assert "dilber" not in told
    assert Api().get(f"/check/{number}").json()["status"] == "in_force"


def test_a_step_that_the_procedure_has_not_is_refused_with_what_can_be_done(api: Api):
    case = opened(api)["subject"]
    answer = api.send("POST", f"/applications/{case}/answer", {"note": "nobody asked"})
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:rugsat:problem:not-in-this-state")
    assert "submit" in answer.json()["detail"]


def test_a_key_opens_one_case_however_often_it_is_sent(api: Api):
    first, second = opened(api, Idempotency_Key="k"), opened(api, Idempotency_Key="k")
    assert second == first | {"repeated": True}
    assert Case.objects.count() == 1
    other = api.send("POST", "/applications", OPEN | {"says": {}}, Idempotency_Key="k")
    assert (other.status_code, other.json()["type"]) == (422, "urn:rugsat:problem:key-used")


def test_who_has_seen_an_older_version_is_told_so(api: Api):
    told = opened(api)
    path = f"/applications/{told['subject']}"
    version = api.send("PUT", path, {"says": APPLICATION}).json()["version"]
    stale = api.send("PUT", path, {"says": {}}, If_Match=f'"{version - 1}"')
    assert (stale.status_code, stale.json()["type"]) == (412, "urn:rugsat:problem:changed-meanwhile")
    assert api.send("PUT", path, {"says": APPLICATION}, If_Match=f'"{version}"').status_code == 200


@pytest.mark.parametrize(
    ("says", "named"),
    [
        ({"sites": [{"site": "x"}]}, "application.sites[1].address"),
        ({"sights": []}, "application.sights"),
        ({"devices": "many"}, "application.devices"),
    ],
)
def test_an_application_that_is_not_as_its_form_is_refused_by_field(api: Api, says: dict[str, Any], named: str):
    answer = api.send("POST", "/applications", OPEN | {"says": says})
    assert answer.status_code == 422
    assert named in answer.json()["detail"]
    assert Case.objects.count() == 0


def test_a_document_is_taken_by_its_content_and_not_by_its_name(api: Api):
    case = opened(api)["subject"]
    good = api.send("POST", f"/applications/{case}/documents?name=fire.pdf&kind=fire_certificate", b"%PDF-1.7 ok")
    assert good.status_code == 201, good.content
    assert CaseDocument.objects.get().kind == "fire_certificate"
    bad = api.send("POST", f"/applications/{case}/documents?name=fire.pdf", b"MZ\x90\x00\x03 a program")
    assert (bad.status_code, bad.json()["type"]) == (415, "urn:rugsat:problem:document-type")
    assert CaseDocument.objects.count() == 1


def test_an_application_is_tried_and_nothing_of_it_is_kept(api: Api):
    before = Entry.objects.count()
    told = api.send("POST", "/sandbox/applications", OPEN).json()
    assert told["counts"] is False
    assert told["case"]["names"]["devices"] == 3
    assert "fee_paid" in [each["requirement"] for each in told["case"]["requirements"]]
    assert (Case.objects.count(), Entry.objects.count()) == (0, before)
