"""A transfer in the portal, from asking to granted: what each side sees and does, and what nobody else learns."""

import html
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from rugsat.store.accounts.models import Account, Role
from rugsat.store.licensing.models import Authorisation, CaseAct
from rugsat.usecases.ask import ask
from rugsat.usecases.attest import attest
from rugsat.usecases.countersign import countersign
from rugsat.usecases.decide import NotAgreedError
from rugsat.usecases.grant import grant
from rugsat.usecases.hand_in_document import hand_in_document
from rugsat.usecases.register_party import register_party
from rugsat.usecases.reinstate import reinstate
from tests.usecases.people import KARAKUM, WALLET, Office, apply, grant_it, signed
from tests.usecases.test_transfers import SAID
from tests.web.portal.form import fields_of, send
from tests.web.portal.papers import paper
from tests.web.signed import signed_in

APPLICATIONS = "/portal/applications/"
OWNER = "Meredow Aman"
SECRET = "the price was four million"


@pytest.fixture
def number(filled: Office) -> str:
    """The authorisation that Karakum holds."""
    return grant_it(filled, apply(filled))


@pytest.fixture
def case(number: str) -> str:
    return str(Authorisation.objects.get(authorisation=number).case_id)


@pytest.fixture
def kerim(number: str) -> Client:
    """A user of its holder who has just signed in."""
    return signed_in("kerim")


@pytest.fixture
def aman(filled: Office, number: str) -> Client:
    """A user of the firm that is to hold it."""
    person = {"person": "p1", "natural": True, "name": OWNER, "country": "TM", "born": "1975-01-01"}
    holding = {"owner": "p1", "held": "newco", "share": "1"}
    says = {**KARAKUM, "name": "New Hash", "names": [], "persons": [person], "holdings": [holding], "accounts": []}
    register_party(filled.call("batyr"), party="newco", says=says)
    account = Account.objects.create(login="aman", name="Aman", party_id="newco")
    Role.objects.create(account=account, role="applicant", since=date(2025, 1, 1))
    return signed_in("aman")


def at(case: str, what: str = "") -> str:
    return f"{APPLICATIONS}{case}/{what}"


def words(client: Client, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200, path
    return str(page.content.decode())


def numbers(client: Client, path: str) -> list[str]:
    """The numbers of the documents that a page leads to."""
    return re.findall(r'href="[^"]*/documents/(\d+)"', words(client, path))


def ask_for_it(kerim: Client, case: str) -> None:
    done = send(kerim, at(case, "act/transfer"), to="newco", note=SECRET)
    assert done.status_code == 303, done.content.decode()


def bodies_attest(office: Office, case: str) -> None:
    """Bodies say of the new holder, and of its person, what the law asks, on letters that officers hand in."""
    handed = {"case": case, "kind": "letters", "name": "of-newco.pdf", "content": b"%PDF-1.7 of newco"}
    document = hand_in_document(office.call("batyr"), **handed).told["digest"]
    for body, kind, about, says in SAID:
        attestation = {"kind": kind, "about": about, "says": says, "document": document}
        attest(office.call("batyr"), case=case, attestation=attestation, by=body)


def prove(aman: Client, case: str) -> Any:
    there = f"{at(case, 'wallets/prove')}?wallet={WALLET}"
    made = aman.post(there, fields_of(aman.get(there)) | {"ask": "1"})
    assert made.status_code == 303, made.content.decode()
    page = aman.get(made.headers["Location"])
    found = re.search(r'<textarea[^>]*id="message"[^>]*>(.*?)</textarea>', page.content.decode(), re.DOTALL)
    message = html.unescape(found[1]) if found else ""
    assert "newco" in message
    return aman.post(made.headers["Location"], fields_of(page) | {"signature": signed(message)})


def test_an_authorisation_passes_from_one_firm_to_another(
    filled: Office, kerim: Client, aman: Client, case: str, number: str
):
    assert "act/transfer" in words(kerim, at(case))
    ask_for_it(kerim, case)
    assert "Waits for the new holder" in words(kerim, at(case))

    assert at(case, "coming") in words(aman, "/portal/")
    assert at(case, "coming") in words(aman, APPLICATIONS)
    page = words(aman, at(case, "coming"))
    for held in ("Karakum Hash", "karakum-1", "S19-0001", WALLET, "has attested it yet"):
        assert held in page, held
    assert SECRET not in page
    assert send(aman, at(case, "coming"), note="no answer").status_code == 400

    bodies_attest(filled, case)
    assert prove(aman, case).headers["Location"] == at(case, "coming")
    done = send(aman, at(case, "coming"), answer="agrees", note="We are glad.", file=paper("contract.pdf"))
    assert done.status_code == 303, done.content.decode()
    page = words(aman, at(case, "coming"))
    assert "You have agreed" in page
    assert "contract.pdf" in page
    assert "Nothing is missing" in page
    assert at(case, "coming") not in words(aman, "/portal/"), "it waits for the authority now"
    assert "The new holder agrees" in words(kerim, at(case))

    grant_it(filled, case)
    assert Authorisation.objects.get(authorisation=number).party_id == "newco"
    assert number in words(aman, "/portal/authorisations/")
    assert number in words(aman, at(case))
    assert aman.get(at(case, "coming")).status_code == 404, "it is its own now"
    assert kerim.get(at(case)).status_code == 404
    assert kerim.get(f"/portal/authorisations/{number}/certificate.pdf").status_code == 404


def test_a_third_firm_sees_nothing_of_it(filled: Office, kerim: Client, aman: Client, rival: Client, case: str):
    ask_for_it(kerim, case)
    send(aman, at(case, "coming"), answer="agrees", file=paper("contract.pdf"))
    for what in ("", "coming", "documents/", "act/transfer", "wallets/", f"wallets/prove?wallet={WALLET}"):
        assert rival.get(at(case, what)).status_code == 404, what
    assert rival.post(at(case, "coming"), {"answer": "agrees", "act_key": "k"}).status_code == 404
    assert rival.post(at(case, "act/transfer"), {"to": "altyn", "act_key": "l"}).status_code == 404
    numbers = CaseAct.objects.filter(case=case).count()
    assert numbers == 4, "submitted, signed, granted, and the transfer applied for"
    for page in ("/portal/", APPLICATIONS, "/portal/authorisations/"):
        told = words(rival, page)
        assert case not in told
        assert "newco" not in told


def test_each_side_keeps_its_own_from_the_other(filled: Office, kerim: Client, aman: Client, case: str):
    ask_for_it(kerim, case)
    bodies_attest(filled, case)
    send(aman, at(case, "coming"), answer="agrees", note="It is a good price.", file=paper("contract.pdf"))
    told = words(kerim, at(case)) + words(kerim, at(case, "documents/"))
    for kept in ("contract.pdf", OWNER, "It is a good price.", "party:newco", "person:p1</"):
        assert kept not in told.replace("party:karakum", ""), kept
    mine = words(aman, at(case, "coming"))
    assert "letters.pdf" not in mine
    [letters, *_more] = numbers(kerim, at(case, "documents/"))
    assert kerim.get(at(case, f"documents/{letters}")).status_code == 200
    assert aman.get(at(case, f"documents/{letters}")).status_code == 404
    [own] = numbers(aman, at(case, "coming"))
    assert aman.get(at(case, f"documents/{own}")).content == b"%PDF-1.7 a paper"
    assert kerim.get(at(case, f"documents/{own}")).status_code == 404

    prove(aman, case)
    grant_it(filled, case)
    told = words(aman, at(case)) + words(aman, at(case, "documents/"))
    assert "contract.pdf" in told
    for kept in (SECRET, "letters.pdf", "Orazow"):
        assert kept not in told, kept
    assert aman.get(at(case, "letters/3")).status_code == 404, "that was sent to the holder before"
    last = CaseAct.objects.filter(case=case).count()
    assert aman.get(at(case, f"letters/{last}")).status_code == 200
    assert at(case, "letters/3") not in words(aman, "/portal/")


def test_the_old_holder_is_told_since_when_it_holds_it_no_more(
    filled: Office, kerim: Client, aman: Client, case: str, number: str
):
    ask_for_it(kerim, case)
    bodies_attest(filled, case)
    prove(aman, case)
    send(aman, at(case, "coming"), answer="agrees")
    filled.wait(1)
    grant_it(filled, case)
    held = "/portal/authorisations/"
    told = words(signed_in("kerim"), held)
    assert "Passed on to another holder" in told
    assert number in told
    assert f"{held}{number}" not in told
    assert "newco" not in told
    assert "Passed on" not in words(signed_in("aman"), held)


def test_what_is_declined_is_not_granted_and_can_be_agreed_to_later(
    filled: Office, kerim: Client, aman: Client, case: str
):
    ask_for_it(kerim, case)
    bodies_attest(filled, case)
    prove(aman, case)
    send(aman, at(case, "coming"), answer="declines", note="Too dear.")
    assert "The new holder declines" in words(kerim, at(case))
    countersign(filled.call("anna"), case=case, signs_for="grant")
    with pytest.raises(NotAgreedError, match="it will not hold"):
        grant(filled.call("dilber"), case=case)
    send(aman, at(case, "coming"), answer="agrees")
    grant(filled.call("dilber"), case=case)
    assert Authorisation.objects.get(case=case).party_id == "newco"


def test_a_transfer_that_a_measure_cut_off_is_gone_from_the_portal_of_the_new_holder(
    filled: Office, kerim: Client, aman: Client, case: str
):
    ask_for_it(kerim, case)
    ask(filled.call("serdar"), case=case, note="Explain the reading of March.")
    reinstate(filled.call("serdar"), case=case, note="It was explained.")
    assert aman.get(at(case, "coming")).status_code == 404
    assert case not in words(aman, "/portal/")
    assert "Waits for the new holder" not in words(kerim, at(case))


def test_a_transfer_goes_to_a_party_of_the_register_and_asks_who_it_is_again(kerim: Client, filled: Office, case: str):
    page = send(kerim, at(case, "act/transfer"), to="nobody-1")
    assert page.status_code == 400
    assert "no party" in page.content.decode()
    assert send(kerim, at(case, "act/transfer"), to="karakum").status_code == 400
    stale = signed_in("kerim", fresh=False)
    assert stale.get(at(case, "act/transfer")).status_code == 302
    assert stale.post(at(case, "act/transfer"), {"to": "altyn", "act_key": "k"}).status_code == 302
    assert not CaseAct.objects.filter(verb="transfer").exists()


def test_the_old_holder_proves_no_wallet_while_the_transfer_is_pending(kerim: Client, aman: Client, case: str):
    ask_for_it(kerim, case)
    page = kerim.get(f"{at(case, 'wallets/prove')}?wallet={WALLET}")
    assert page.status_code == 404
    assert "newco proves that it controls the wallets" in page.content.decode()


def test_officers_see_to_whom_it_passes_and_what_that_one_says(filled: Office, kerim: Client, aman: Client, case: str):
    ask_for_it(kerim, case)
    anna = signed_in("anna")
    page = words(anna, f"/console/cases/{case}/")
    for told in ("Karakum Hash", "New Hash", "Has not spoken yet"):
        assert told in page, told
    send(aman, at(case, "coming"), answer="agrees")
    assert "Agrees" in words(anna, f"/console/cases/{case}/")


def test_bodies_attest_the_new_holder_and_not_the_old_one(filled: Office, kerim: Client, aman: Client, case: str):
    account = Account.objects.create(login="stat", name="Stat", party_id=register(filled, "statistics"))
    Role.objects.create(account=account, role="body", since=date(2025, 1, 1))
    stat = signed_in("stat")
    assert "party:karakum" in stat.get("/portal/attestations/").content.decode().replace("%3A", ":")
    ask_for_it(kerim, case)
    page = stat.get("/portal/attestations/").content.decode().replace("%3A", ":")
    assert "party:newco" in page
    assert "party:karakum" not in page


def register(office: Office, party: str) -> str:
    says = {"kind": "legal_entity", "name": "State Statistics", "country": "TM"}
    register_party(office.call("anna"), party=party, says=says)
    return party
