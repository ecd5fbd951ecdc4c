"""An application in the portal, from the choice of the instrument to the answer on a question."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rugsat.store.licensing.models import AttestationRow, Case, CaseDocument
from rugsat.store.queries.own_application import application, says
from rugsat.usecases.ask import ask
from rugsat.usecases.change_application import change_application
from rugsat.usecases.invoice_fee import invoice_fee
from rugsat.usecases.return_for_completion import return_for_completion
from rugsat.usecases.submit import submit
from tests.usecases.people import APPLICATION, WALLET, Office, apply, pay, signed
from tests.web.portal.form import fields_of, send
from tests.web.portal.papers import paper
from tests.web.signed import signed_in

SITE = {
    "site": "karakum-1",
    "address": "Mary, Industrial zone 4",
    "zone": "mary",
    "latitude": "37.60",
    "longitude": "61.83",
}
DEVICE = {
    "serial": "S19-0001",
    "site": "karakum-1",
    "model": "Antminer S19 XP",
    "nominal_w": "3010",
    "nominal_th_s": "140",
    "supplier": "bitmain",
    "origin": "CN",
    "customs_reference": "TM-2025-1",
    "made_on": "2025-01",
}
HEAD = "serial,site,model,nominal_w,nominal_th_s,supplier,origin,customs_reference,made_on\n"
ROW = "S19-{number:04},karakum-1,Antminer S19 XP,3010,140,bitmain,CN,TM-2025-{number},2025-01\n"


def at(case: str, rest: str = "") -> str:
    return f"/portal/applications/{case}/{rest}"


def said_by(case: str) -> dict[str, Any]:
    found: dict[str, Any] = says(case=case, party="karakum")["says"]
    return found


def test_an_application_is_begun_for_an_instrument_and_a_class(filled: Office, kerim: Client):
    answer = send(kerim, "/portal/applications/new", what="mining_registration:industrial")
    assert answer.status_code == 303
    case = Case.objects.get(instrument="mining_registration")
    assert answer.headers["Location"] == at(case.case)
    assert (case.party_id, case.cls, case.state) == ("karakum", "industrial", "draft")
    page = kerim.get(at(case.case)).content.decode()
    assert "Not begun" in page
    assert case.case in kerim.get("/portal/applications/").content.decode()


def test_a_list_is_filled_in_thing_by_thing(filled: Office, kerim: Client, draft: str):
    assert "Sites" in kerim.get(at(draft, "connections/")).content.decode()
    assert send(kerim, at(draft, "sites/item"), **SITE).status_code == 303
    typed = {"connection": "MR-0001", "site": "karakum-1", "provider": "grid-mary", "capacity_kw": "2000.5"}
    assert send(kerim, at(draft, "connections/item"), **typed).status_code == 303
    assert send(kerim, at(draft, "devices/item"), **DEVICE).status_code == 303
    assert send(kerim, at(draft, "wallets/item"), account=WALLET, purpose="payout").status_code == 303
    found = said_by(draft)
    assert found["sites"][0] == {**SITE, "latitude": "37.6", "land_use": ""}
    assert found["connections"][0]["capacity_w"] == 2_000_500
    assert (found["devices"][0]["made_on"], found["devices"][0]["nominal_th_s"]) == ("2025-01-01", "140")
    assert found["wallets"] == [{"account": WALLET, "purpose": "payout"}]
    assert "Waits for others" in kerim.get(at(draft)).content.decode()


def test_a_thing_is_changed_and_taken_out(filled: Office, kerim: Client, said: str):
    there = at(said, f"devices/item?{urlencode({'item': 'S19-0001'})}")
    assert fields_of(kerim.get(there))["made_on"] == "2025-01"
    assert send(kerim, there, supplier="MicroBT").status_code == 303
    assert next(each for each in said_by(said)["devices"] if each["serial"] == "S19-0001")["supplier"] == "MicroBT"
    assert send(kerim, there, form=1, take_out="1").status_code == 303
    assert [each["serial"] for each in said_by(said)["devices"]] == ["S19-0000", "S19-0002"]
    assert kerim.get(there).status_code == 404


def test_what_others_rest_on_is_not_taken_out(filled: Office, kerim: Client, said: str):
    page = send(kerim, at(said, "sites/item?item=karakum-1"), form=1, take_out="1")
    assert page.status_code == 400
    assert "not among the sites" in page.content.decode()
    assert len(said_by(said)["sites"]) == 1


@pytest.mark.parametrize(
    ("section", "typed", "why"),
    [
        ("sites", {**SITE, "longitude": ""}, "or neither"),
        ("sites", {**SITE, "site": "my site"}, "without spaces"),
        ("devices", {**DEVICE, "origin": "XX"}, "is no country"),
        ("devices", {**DEVICE, "nominal_w": "3 kW"}, "whole number"),
        ("devices", {**DEVICE, "supplier": "MicroBT"}, "in the list already"),
        ("wallets", {"account": "0x12", "purpose": "payout"}, "is no address with its chain"),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(
    filled: Office, kerim: Client, said: str, section: str, typed: dict[str, str], why: str
):
    before = said_by(said)
    page = send(kerim, at(said, f"{section}/item"), **typed)
    assert page.status_code == 400
    text = page.content.decode()
    assert why in text
    assert fields_of(page) | typed == fields_of(page)
    assert said_by(said) == before


def test_a_stale_form_changes_nothing_and_keeps_what_was_typed(filled: Office, kerim: Client, said: str):
    there = at(said, "sites/item")
    typed = fields_of(kerim.get(there)) | SITE | {"site": "karakum-2", "address": "Mary, Industrial zone 5"}
    change_application(filled.call("anna"), case=said, says=APPLICATION)
    page = kerim.post(there, typed)
    assert page.status_code == 409
    assert "change_application by anna" in page.content.decode() or "has changed since" in page.content.decode()
    assert fields_of(page)["address"] == "Mary, Industrial zone 5"
    assert [each["site"] for each in said_by(said)["sites"]] == ["karakum-1"]
    assert kerim.post(there, fields_of(page)).status_code == 303
    assert [each["site"] for each in said_by(said)["sites"]] == ["karakum-1", "karakum-2"]


def test_a_form_that_is_sent_twice_adds_one_thing(filled: Office, kerim: Client, draft: str):
    there = at(draft, "sites/item")
    typed = fields_of(kerim.get(there)) | SITE
    assert [kerim.post(there, typed).status_code for _ in range(2)] == [303, 303]
    assert Case.objects.get(case=draft).version == 2


def test_machines_come_as_a_file_and_go_out_as_one(filled: Office, kerim: Client, said: str):
    there = at(said, "devices/file")
    rows = HEAD + "".join(ROW.format(number=number) for number in range(2, 40))
    assert send(kerim, there, file=paper("machines.csv", rows.encode()), how="add").status_code == 303
    assert len(said_by(said)["devices"]) == 40
    out = kerim.get(at(said, "devices/file.csv"))
    assert out.headers["Content-Disposition"].startswith("attachment")
    assert out.content.decode().count("\n") == 41
    assert send(kerim, there, file=paper("machines.csv", out.content), how="replace").status_code == 303
    assert len(said_by(said)["devices"]) == 40


def test_rows_that_cannot_be_taken_stand_beside_what_is_wrong_and_nothing_is_taken(
    filled: Office, kerim: Client, said: str
):
    rows = HEAD + ROW.format(number=7) + ROW.format(number=7) + ROW.format(number=8).replace("karakum-1", "elsewhere")
    rows += ROW.format(number=9).replace("3010", "=1+1")
    page = send(kerim, at(said, "devices/file"), file=paper("machines.csv", rows.encode()), how="add")
    assert page.status_code == 400
    text = page.content.decode()
    for why in ("stands in the file before", "no site elsewhere", "nominal_w"):
        assert why in text
    assert len(said_by(said)["devices"]) == 3
    strange = send(kerim, at(said, "devices/file"), file=paper("machines.csv", b"a,b\n1,2\n"), how="add")
    assert "must name the columns" in strange.content.decode()


def test_a_wallet_is_proven_by_signing_the_message(filled: Office, kerim: Client, said: str):
    there = at(said, f"wallets/prove?{urlencode({'wallet': WALLET})}")
    asked = send(kerim, there, ask="1")
    assert asked.status_code == 303
    page = kerim.get(asked.headers["Location"])
    message = page.content.decode().split("readonly>")[1].split("</textarea>")[0].removeprefix("\n")
    wrong = send(kerim, asked.headers["Location"], signature="00" * 65)
    assert wrong.status_code == 400
    assert send(kerim, asked.headers["Location"], signature=signed(message)).status_code == 303
    assert AttestationRow.objects.get(kind="wallet_control").about == f"wallet:{WALLET}"
    assert "Proven" in kerim.get(there).content.decode()


def test_documents_are_handed_in_and_given_out_as_attachments(filled: Office, kerim: Client, said: str, rival: Client):
    there = at(said, "documents/")
    assert send(kerim, there, kind="charter", file=paper("Устав.pdf")).status_code == 303
    held = CaseDocument.objects.get()
    out = kerim.get(f"{there}{held.pk}")
    assert out.headers["Content-Disposition"].startswith("attachment")
    assert (out.content, out.headers["X-Content-Type-Options"]) == (b"%PDF-1.7 a paper", "nosniff")
    assert rival.get(f"{there}{held.pk}").status_code == 404
    for content in (b"<html><script>", b""):
        assert send(kerim, there, kind="charter", file=paper("charter.pdf", content)).status_code == 400
    assert CaseDocument.objects.count() == 1


def test_the_fee_is_shown_with_what_to_write_and_what_came_in(filled: Office, kerim: Client, said: str):
    assert "There is no invoice yet" in kerim.get(at(said, "fee")).content.decode()
    invoice = str(invoice_fee(filled.call("merdan"), case=said).told["invoice"])
    assert invoice in kerim.get(at(said, "fee")).content.decode()
    pay(filled, invoice)
    assert "is booked as paid" in kerim.get(at(said, "fee")).content.decode()


def test_what_is_missing_is_named_with_whose_turn_it_is(filled: Office, kerim: Client, said: str):
    page = kerim.get(at(said)).content.decode()
    assert "The energy provider" in page
    assert "grid-mary" in page
    turns = {
        lack["turn"]
        for each in application(case=said, party="karakum", now=filled.now)["requirements"]
        for lack in each["lacks"]
    }
    assert turns == {"energy_provider", "body", "authority", "applicant"}


def test_an_application_is_checked_and_submitted_once(filled: Office, kerim: Client, said: str):
    page = kerim.get(at(said, "submit"))
    assert "S19-0002" in page.content.decode()
    typed = fields_of(page)
    assert [kerim.post(at(said, "submit"), typed).status_code for _ in range(2)] == [303, 303]
    assert Case.objects.get(case=said).state == "submitted"
    late = kerim.post(at(said, "sites/item"), fields_of(kerim.get(at(said, "sites/item"))) | SITE | {"site": "k-2"})
    assert late.status_code == 400
    assert "cannot be changed" in late.content.decode()


def test_a_question_is_answered_with_a_document(filled: Office, kerim: Client, said: str):
    submit(filled.call("kerim"), case=said)
    ask(filled.call("anna"), case=said, note="Which pool do you use?")
    page = kerim.get(at(said)).content.decode()
    assert "Which pool do you use?" in page
    assert send(kerim, at(said, "act/answer"), note="").status_code == 400
    answer = send(kerim, at(said, "act/answer"), note="None yet.", file=paper("letter.pdf"))
    assert answer.status_code == 303
    assert (Case.objects.get(case=said).state, CaseDocument.objects.get().kind) == ("submitted", "answer")


def test_an_application_that_came_back_is_completed_and_submitted_again(filled: Office, kerim: Client, said: str):
    submit(filled.call("kerim"), case=said)
    return_for_completion(filled.call("anna"), case=said, note="The second site is missing.")
    assert "The second site is missing." in kerim.get(at(said)).content.decode()
    assert send(kerim, at(said, "sites/item"), **SITE | {"site": "karakum-2", "address": "Mary, 9"}).status_code == 303
    assert send(kerim, at(said, "submit")).status_code == 303
    assert Case.objects.get(case=said).state == "submitted"


def test_an_application_is_withdrawn_only_by_whoever_is_sure(filled: Office, kerim: Client, said: str):
    submit(filled.call("kerim"), case=said)
    assert send(kerim, at(said, "act/surrender"), note="").status_code == 400
    assert send(kerim, at(said, "act/surrender"), note="", sure="on").status_code == 303
    assert Case.objects.get(case=said).state == "withdrawn"


def test_whoever_signed_in_long_ago_is_asked_again_before_it_is_submitted_or_given_up(filled: Office, said: str):
    old = signed_in("kerim", fresh=False)
    for page in ("submit", "act/surrender"):
        for answer in (old.get(at(said, page)), old.post(at(said, page), {"act_key": page, "sure": "on"})):
            assert answer.status_code == 302
            assert "/account/" in answer.headers["Location"]
    assert Case.objects.get(case=said).state == "draft"


def test_what_the_procedure_does_not_have_now_is_not_offered_and_refused(filled: Office, kerim: Client, said: str):
    page = kerim.get(at(said, "act/appeal"))
    assert "cannot be done in the state" in page.content.decode()
    assert kerim.post(at(said, "act/appeal"), {"note": "wrong", "act_key": "k"}).status_code == 400
    assert kerim.get(at(said, "act/grant")).status_code == 404


FEW = 3
PAGES = (
    "",
    "sites/",
    "sites/item",
    "devices/file",
    "devices/file.csv",
    f"wallets/prove?wallet={WALLET}",
    "plans/custody",
    "documents/",
    "documents/1",
    "fee",
    "submit",
    "act/answer",
)


@pytest.mark.parametrize("page", PAGES)
def test_a_case_of_another_is_as_if_there_were_none(filled: Office, said: str, rival: Client, page: str):
    assert rival.get(at(said, page)).status_code == 404
    posted = rival.post(at(said, page), {"act_key": "k", **SITE, "note": "x", "sure": "on"})
    assert posted.status_code in {404, 405}
    assert said_by(said)["sites"][0]["site"] == "karakum-1"


def test_pages_ask_no_more_however_much_an_application_says(filled: Office):
    case = apply(filled)
    kerim = signed_in("kerim")
    counts: dict[str, list[int]] = {}
    for machines in (FEW, 60):
        rows = [{**APPLICATION["devices"][0], "serial": f"S19-{number:04}"} for number in range(machines)]
        if machines > FEW:
            change_application(filled.call("kerim"), case=case, says={**APPLICATION, "devices": rows})
        # A session notes once a minute that it was seen, which is no question of the page.
        assert kerim.get(at(case)).status_code == 200
        for page in ("", "devices/", "submit"):
            with CaptureQueriesContext(connection) as asked:
                assert kerim.get(at(case, page)).status_code == 200
            counts.setdefault(page, []).append(len(asked))
        if machines == FEW:
            ask(filled.call("anna"), case=case, note="All of them?")
    assert all(first >= second for first, second in counts.values()), counts
