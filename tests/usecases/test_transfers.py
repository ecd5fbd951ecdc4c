"""A transfer to a new holder: who may decide it, when it is over, and what of the old holder ends with it."""

from datetime import date

import pytest

from rugsat.domain.licensing.officers import ConflictOfInterestError
from rugsat.law.resolve import resolve
from rugsat.store.bitemporal import as_of
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import Authorisation, CaseDocument, Wallet
from rugsat.usecases.amend import amend
from rugsat.usecases.appeal import appeal
from rugsat.usecases.ask import ask
from rugsat.usecases.attest import attest
from rugsat.usecases.challenge_wallet import challenge_wallet
from rugsat.usecases.correct import correct
from rugsat.usecases.countersign import countersign
from rugsat.usecases.decide import RequirementsOutstandingError
from rugsat.usecases.grant import grant
from rugsat.usecases.open_application import NoSuchPartyError
from rugsat.usecases.prove_wallet import prove_wallet
from rugsat.usecases.record_service import record_service
from rugsat.usecases.record_tie import record_tie
from rugsat.usecases.refuse import refuse
from rugsat.usecases.register_party import register_party
from rugsat.usecases.reinstate import reinstate
from rugsat.usecases.set_aside import set_aside
from rugsat.usecases.transfer import transfer
from tests.usecases.people import APPLICATION, KARAKUM, WALLET, Office, apply, grant_it, prepare, signed


@pytest.fixture
def case(office: Office) -> str:
    """A case that Karakum holds, and another party that would hold it, of which all is attested."""
    prepare(office)
    case = apply(office)
    grant_it(office, case)
    new = {**KARAKUM, "name": "New Hash", "holdings": [{"owner": "p1", "held": "newco", "share": "1"}], "accounts": []}
    register_party(office.call("batyr"), party="newco", says=new)
    said = {
        "company_register": {
            "country": "TM",
            "status": "active",
            "kind": "legal_entity",
            "legal_form": "joint_stock_company",
        },
        "shareholders": {"owners": {"p1": "100"}},
    }
    document = CaseDocument.objects.filter(case=case).values_list("document_id", flat=True)[0]
    for kind, says in said.items():
        attestation = {"kind": kind, "about": "party:newco", "says": says, "document": document}
        attest(office.call("batyr"), case=case, attestation=attestation, by="statistics")
    return case


def prove_control(office: Office, case: str) -> None:
    """The new holder signs with the key of the wallet, and an officer hands it in."""
    challenge = challenge_wallet(office.call("batyr"), case=case, account=WALLET).told
    assert "newco" in challenge["message"]
    prove_wallet(office.call("batyr"), nonce=challenge["nonce"], signature=signed(challenge["message"]))


def holder(case: str) -> str:
    return Authorisation.objects.get(case=case).party_id


def test_a_transfer_that_is_granted_ends_what_the_old_holder_had_declared(office: Office, case: str):
    transfer(office.call("kerim"), case=case, to="newco")
    prove_control(office, case)
    assert holder(case) == "karakum"
    grant_it(office, case)
    assert holder(case) == "newco"
    held = as_of(Wallet, on=office.now.date()).values_list("party_id", flat=True)
    assert list(held) == ["newco"]


def test_an_officer_who_is_tied_to_the_new_holder_has_no_part_in_the_transfer(office: Office, case: str):
    for login in ("anna", "dilber"):
        record_tie(office.call("administrator"), login=login, party="newco", since=date(2026, 1, 1), note="cousin")
    transfer(office.call("kerim"), case=case, to="newco")
    with pytest.raises(ConflictOfInterestError, match="anna is tied to newco"):
        countersign(office.call("anna"), case=case, signs_for="grant")
    countersign(office.call("batyr"), case=case, signs_for="grant")
    with pytest.raises(ConflictOfInterestError, match="dilber is tied to newco"):
        grant(office.call("dilber"), case=case)


def test_a_transfer_that_a_measure_cut_off_is_not_carried_out_by_a_later_change(office: Office, case: str):
    transfer(office.call("kerim"), case=case, to="newco")
    ask(office.call("serdar"), case=case, note="Explain the reading of March.")
    reinstate(office.call("serdar"), case=case, note="It was explained.")
    amend(office.call("kerim"), case=case, note="nothing but this")
    grant_it(office, case)
    assert holder(case) == "karakum"


def test_a_transfer_whose_refusal_was_set_aside_goes_on(office: Office, case: str):
    transfer(office.call("kerim"), case=case, to="newco")
    ground = resolve(law_in_force(), "mining.refusal_grounds", office.now.date()).value[0]
    countersign(office.call("anna"), case=case, signs_for="refuse")
    number = int(refuse(office.call("dilber"), case=case, ground=ground).told["act"].rpartition("/")[2])
    record_service(office.call("anna"), case=case, number=number, served_on=office.now.date(), how="letter")
    appeal(office.call("kerim"), case=case, note="newco meets all of it")
    set_aside(office.call("reviewer"), case=case, note="It does.")
    prove_control(office, case)
    grant_it(office, case)
    assert holder(case) == "newco"


def test_a_party_that_holds_it_cannot_be_the_new_holder(office: Office, case: str):
    with pytest.raises(NoSuchPartyError, match=r"karakum holds .* already"):
        transfer(office.call("kerim"), case=case, to="karakum")


def test_one_officer_cannot_correct_into_the_register_what_nobody_attests(office: Office, case: str):
    more = {**APPLICATION, "connections": [{**APPLICATION["connections"][0], "capacity_w": 200_000_000}]}
    with pytest.raises(RequirementsOutstandingError, match="200000000 W is applied for"):
        correct(office.call("anna"), case=case, says=more, note="a slip of the pen")
