"""The audit trail: every act with who, when and what, its place in the log, and the proof of that place."""

import ast
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import rugsat.usecases
from rugsat.evidence.log.note import verifier_of
from rugsat.evidence.log.opening import Opening
from rugsat.evidence.log.proof import EntryProof
from rugsat.store.outbox.models import Entry
from rugsat.usecases.give_role import give_role
from rugsat.usecases.open_account import open_account
from rugsat.usecases.sequence_outbox import office_signer, sequence_outbox
from rugsat.web.console.audit_words import KINDS, kind_words
from tests.usecases.people import Office
from tests.web.signed import signed_in


@pytest.fixture
def dilber(office: Office) -> Client:
    open_account(office.call("administrator"), login="nury", name="Nury")
    give_role(office.call("administrator"), login="nury", role="supervisor")
    return signed_in("dilber")


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return str(answer.content.decode())


def test_every_act_says_who_did_it_and_what_was_decided(dilber: Client):
    page = text(dilber, "/console/audit/?subject=nury")
    assert "Account opened" in page
    assert "Role given" in page
    assert "by Administrator" in page
    assert '<dd class="govuk-summary-list__value">Supervisor</dd>' in page
    assert "awaits the next checkpoint" in page


def test_who_acted_is_part_of_the_leaf(dilber: Client):
    entry = Entry.objects.get(kind="role_given")
    assert (entry.by, entry.content["acted_by"]) == ("administrator", "administrator")


def test_the_trail_is_narrowed_by_kind_person_and_days(dilber: Client, office: Office):
    assert (
        "Role given" not in text(dilber, "/console/audit/?kind=account_opened").partition("Acts, the latest first")[2]
    )
    assert "There is no such act" in text(dilber, "/console/audit/?by=serdar")
    assert "There is no such act" in text(dilber, "/console/audit/?since=2027-01-01")
    assert "Role given" in text(dilber, f"/console/audit/?until={office.now.date()}")
    text(dilber, "/console/audit/?kind=nothing_of_the_kind", 400)
    text(dilber, "/console/audit/?before=the-first", 400)


def test_the_trail_goes_on_page_by_page_without_more_queries(
    dilber: Client, office: Office, django_assert_max_num_queries: Any
):
    for number in range(60):
        open_account(office.call("administrator"), login=f"many-{number}", name="Many")
    dilber = signed_in("dilber")
    text(dilber, "/console/audit/")
    kinds = Entry.objects.values("kind").distinct().count()
    with django_assert_max_num_queries(12 + kinds):
        page = text(dilber, "/console/audit/")
    assert page.count("moj-timeline__item") == 50
    address = page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "moj-timeline__item" in text(dilber, address)


def test_an_entry_has_a_page_and_a_proof_that_verifies_far_from_the_office(dilber: Client, office: Office):
    number = Entry.objects.get(kind="role_given").number
    assert dilber.get(f"/console/audit/{number}/proof/").status_code == 404
    sequence_outbox(at=office.now)
    assert "in the checkpoint of" in text(dilber, "/console/audit/?subject=nury")
    assert f"/console/audit/{number}/proof/" in text(dilber, f"/console/audit/{number}/")
    proof = EntryProof.from_text(text(dilber, f"/console/audit/{number}/proof/"))
    assert proof.inclusion.index == number
    proof.verify([verifier_of(office_signer())])
    assert dilber.get("/console/audit/999999/").status_code == 404


def test_what_an_entry_stands_for_is_taken_away_by_auditors_alone_and_fits_its_proof(dilber: Client, office: Office):
    number = Entry.objects.get(kind="role_given").number
    sequence_outbox(at=office.now)
    assert f"/console/audit/{number}/opening/" in text(dilber, f"/console/audit/{number}/")
    proof = EntryProof.from_text(text(dilber, f"/console/audit/{number}/proof/"))
    told = dilber.get(f"/console/audit/{number}/opening/")
    assert "attachment" in told.headers["Content-Disposition"]
    assert Opening.from_bytes(told.content).refuse_unless_of(proof.entry).act == "role_given"
    assert signed_in("anna").get(f"/console/audit/{number}/opening/").status_code == 404
    Entry.objects.filter(number=number).update(content={}, salt=None)
    assert dilber.get(f"/console/audit/{number}/opening/").status_code == 404
    assert f"/console/audit/{number}/opening/" not in text(dilber, f"/console/audit/{number}/")


def test_what_is_erased_is_said_to_be(dilber: Client):
    Entry.objects.filter(kind="role_given").update(content={}, salt=None)
    assert "What was decided is erased" in text(dilber, "/console/audit/?subject=nury")


def test_every_kind_of_act_that_a_use_case_tells_has_words():
    without = [kind for kind in _told() if kind not in KINDS]
    assert without == []
    assert kind_words("case_grant") == "Grant"


def _told() -> set[str]:
    """The kinds that stand in the source as they are."""
    found = set()
    for path in Path(next(iter(rugsat.usecases.__path__))).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "tell":
                kinds = node.args[0]
                told = [kinds.body, kinds.orelse] if isinstance(kinds, ast.IfExp) else [kinds]
                found |= {each.value for each in told if isinstance(each, ast.Constant)}
    return found


def test_the_trail_is_for_those_alone_who_audit(office: Office):
    assert signed_in("serdar").get("/console/audit/").status_code == 404
    assert signed_in("kerim").get("/console/audit/").status_code == 404
