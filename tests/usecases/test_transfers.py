"""A transfer to a new holder: who may decide it, when it is over, and what of the old holder ends with it."""

from datetime import date

import pytest

from rugsat.domain.licensing.officers import ConflictOfInterestError
from rugsat.evidence.credentials.status_list import Status
from rugsat.law.resolve import resolve
from rugsat.store.accounts.models import Account, Role
from rugsat.store.bitemporal import as_of
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import Authorisation, CaseDocument, Wallet
from rugsat.store.queries.cases import case as case_told
from rugsat.store.queries.certificates import statuses
from rugsat.usecases.amend import amend
from rugsat.usecases.answer import answer
from rugsat.usecases.answer_transfer import NothingPassesError, answer_transfer
from rugsat.usecases.appeal import appeal
from rugsat.usecases.ask import ask
from rugsat.usecases.attest import AttestationRefusedError, attest
from rugsat.usecases.call import NotPermittedError
from rugsat.usecases.challenge_wallet import challenge_wallet
from rugsat.usecases.change_application import change_application
from rugsat.usecases.correct import correct
from rugsat.usecases.countersign import countersign
from rugsat.usecases.decide import NotAgreedError, RequirementsOutstandingError
from rugsat.usecases.expire import expire
from rugsat.usecases.grant import grant
from rugsat.usecases.open_application import NoSuchPartyError
from rugsat.usecases.prove_wallet import prove_wallet
from rugsat.usecases.record_service import record_service
from rugsat.usecases.record_tie import record_tie
from rugsat.usecases.refuse import refuse
from rugsat.usecases.register_party import register_party
from rugsat.usecases.reinstate import reinstate
from rugsat.usecases.set_aside import set_aside
from rugsat.usecases.surrender import surrender
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
    account = Account.objects.create(login="aman", name="Aman", party_id="newco")
    Role.objects.create(account=account, role="applicant", since=date(2025, 1, 1))
    return case


SAID = (
    ("statistics", "company_register", "party:newco",
     {"country": "TM", "status": "active", "kind": "legal_entity", "legal_form": "joint_stock_company"}),
    ("statistics", "shareholders", "party:newco", {"owners": {"p1": "100"}}),
    ("migration-service", "identity", "person:p1", {"country": "TM"}),
    ("interior", "criminal_record", "person:p1", {"unexpunged": False}),
)  # fmt: skip
"""What bodies say of the new holder and of its person, who has the same short name as the one of the old holder."""


def attest_new_holder(office: Office, case: str, *kinds: str) -> None:
    document = CaseDocument.objects.filter(case=case).values_list("document_id", flat=True)[0]
    for body, kind, about, says in SAID:
        if not kinds or kind in kinds:
            attestation = {"kind": kind, "about": about, "says": says, "document": document}
            attest(office.call("batyr"), case=case, attestation=attestation, by=body)


def prove_control(office: Office, case: str) -> None:
    """The new holder signs with the key of the wallet."""
    challenge = challenge_wallet(office.call("aman"), case=case, account=WALLET).told
    assert "newco" in challenge["message"]
    prove_wallet(office.call("aman"), nonce=challenge["nonce"], signature=signed(challenge["message"]))


def fulfil(office: Office, case: str) -> None:
    """All that is asked of the new holder: it agrees, is attested, and controls the wallet."""
    attest_new_holder(office, case)
    prove_control(office, case)
    answer_transfer(office.call("aman"), case=case, agrees=True)


def holder(case: str) -> str:
    return Authorisation.objects.get(case=case).party_id


def test_a_transfer_that_is_granted_ends_what_the_old_holder_had_declared(office: Office, case: str):
    transfer(office.call("kerim"), case=case, to="newco")
    fulfil(office, case)
    assert holder(case) == "karakum"
    grant_it(office, case)
    assert holder(case) == "newco"
    held = as_of(Wallet, on=office.now.date()).values_list("party_id", flat=True)
    assert list(held) == ["newco"]


def test_a_certificate_of_the_old_holder_holds_no_more_once_it_passed(office: Office, case: str):
    before = Authorisation.objects.get(case=case).status_place.place
    transfer(office.call("kerim"), case=case, to="newco")
    fulfil(office, case)
    assert statuses() == {}, "until it is granted the old one holds it"
    grant_it(office, case)
    assert statuses() == {before: int(Status.REVOKED)}
    after = Authorisation.objects.get(case=case).status_place.place
    assert after != before
    surrender(office.call("aman"), case=case)
    assert statuses() == {before: int(Status.REVOKED), after: int(Status.REVOKED)}


def test_nobody_becomes_the_holder_against_its_will(office: Office, case: str):
    transfer(office.call("kerim"), case=case, to="newco")
    attest_new_holder(office, case)
    prove_control(office, case)
    countersign(office.call("anna"), case=case, signs_for="grant")
    with pytest.raises(NotAgreedError, match="newco has not said that it will hold"):
        grant(office.call("dilber"), case=case)
    answer_transfer(office.call("aman"), case=case, agrees=True)
    answer_transfer(office.call("aman"), case=case, agrees=False, note="the price is too high")
    with pytest.raises(NotAgreedError, match="that it will not hold"):
        grant(office.call("dilber"), case=case)
    answer_transfer(office.call("aman"), case=case, agrees=True)
    grant(office.call("dilber"), case=case)
    assert holder(case) == "newco"


def test_only_the_new_holder_agrees_and_only_while_the_transfer_is_pending(office: Office, case: str):
    with pytest.raises(NotPermittedError, match="aman acts for newco and not for karakum"):
        answer_transfer(office.call("aman"), case=case, agrees=True)
    with pytest.raises(NothingPassesError, match=r"no transfer of .* is pending"):
        answer_transfer(office.call("kerim"), case=case, agrees=True)
    transfer(office.call("kerim"), case=case, to="newco")
    with pytest.raises(NotPermittedError, match="kerim acts for karakum"):
        answer_transfer(office.call("kerim"), case=case, agrees=True)


def test_an_agreement_to_an_earlier_transfer_is_none_to_a_later_one(office: Office, case: str):
    transfer(office.call("kerim"), case=case, to="newco")
    fulfil(office, case)
    ask(office.call("serdar"), case=case, note="Explain the reading of March.")
    reinstate(office.call("serdar"), case=case, note="It was explained.")
    transfer(office.call("kerim"), case=case, to="newco")
    attest_new_holder(office, case)
    countersign(office.call("anna"), case=case, signs_for="grant")
    with pytest.raises(NotAgreedError):
        grant(office.call("dilber"), case=case)


def test_an_agreement_counts_no_more_once_the_application_says_something_else(office: Office, case: str):
    transfer(office.call("kerim"), case=case, to="newco")
    fulfil(office, case)
    ask(office.call("anna"), case=case, note="Which machines are left?")
    fewer = {**APPLICATION, "devices": APPLICATION["devices"][:1]}
    change_application(office.call("kerim"), case=case, says=fewer)
    answer(office.call("kerim"), case=case, note="This one.")
    countersign(office.call("anna"), case=case, signs_for="grant")
    with pytest.raises(NotAgreedError, match="as it stands"):
        grant(office.call("dilber"), case=case)
    answer_transfer(office.call("aman"), case=case, agrees=True)
    grant(office.call("dilber"), case=case)
    assert holder(case) == "newco"


def test_an_officer_writes_down_that_the_new_holder_agrees_where_it_came_on_paper(office: Office, case: str):
    document = CaseDocument.objects.filter(case=case).values_list("document_id", flat=True)[0]
    letter = {"kind": "transfer_agreed", "about": "party:newco", "says": {"agrees": True}, "document": document}
    with pytest.raises(AttestationRefusedError, match="no transfer to newco runs"):
        attest(office.call("batyr"), case=case, attestation=letter, by="newco")
    transfer(office.call("kerim"), case=case, to="newco")
    attest_new_holder(office, case)
    prove_control(office, case)
    with pytest.raises(AttestationRefusedError, match="name the body"):
        attest(office.call("batyr"), case=case, attestation={**letter, "document": ""}, by="newco")
    attest(office.call("batyr"), case=case, attestation=letter, by="newco")
    grant_it(office, case)
    assert holder(case) == "newco"


def test_what_was_said_of_a_person_of_the_old_holder_says_nothing_of_one_of_the_new(office: Office, case: str):
    transfer(office.call("kerim"), case=case, to="newco")
    attest_new_holder(office, case, "company_register", "shareholders")
    prove_control(office, case)
    answer_transfer(office.call("aman"), case=case, agrees=True)
    countersign(office.call("anna"), case=case, signs_for="grant")
    with pytest.raises(RequirementsOutstandingError, match="p1"):
        grant(office.call("dilber"), case=case)
    attest_new_holder(office, case, "identity", "criminal_record")
    grant(office.call("dilber"), case=case)
    assert holder(case) == "newco"


def test_an_officer_sees_while_a_transfer_is_pending_what_is_asked_of_the_new_holder(office: Office, case: str):
    transfer(office.call("kerim"), case=case, to="newco")
    told = case_told(case=case, now=office.now)
    open_ones = {each["requirement"] for each in told["requirements"] if each["status"] in {"unmet", "unknown"}}
    assert told["passes_to"] == "newco"
    assert {"registered_in_the_country", "wallet_control_proven"} <= open_ones


def test_the_new_holder_attests_nothing_of_its_own_transfer(office: Office, case: str):
    transfer(office.call("kerim"), case=case, to="newco")
    account = Account.objects.get(login="aman")
    Role.objects.create(account=account, role="body", since=date(2025, 1, 1))
    said = {"kind": "fire_certificate", "about": "site:karakum-1", "says": {"passed": True}}
    with pytest.raises(NotPermittedError, match="newco cannot attest its own case"):
        attest(office.call("aman"), case=case, attestation=said)


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
    fulfil(office, case)
    grant_it(office, case)
    assert holder(case) == "newco"


def test_a_transfer_that_was_refused_for_good_leaves_all_as_it_was(office: Office, case: str):
    transfer(office.call("kerim"), case=case, to="newco")
    ground = resolve(law_in_force(), "mining.refusal_grounds", office.now.date()).value[0]
    countersign(office.call("anna"), case=case, signs_for="refuse")
    number = int(refuse(office.call("dilber"), case=case, ground=ground).told["act"].rpartition("/")[2])
    record_service(office.call("anna"), case=case, number=number, served_on=office.now.date(), how="letter")
    office.wait(90)
    expire(office.call("register"), case=case)
    with pytest.raises(NotPermittedError, match="aman acts for newco and not for karakum"):
        answer_transfer(office.call("aman"), case=case, agrees=True)
    amend(office.call("kerim"), case=case, note="nothing but this")
    grant_it(office, case)
    assert holder(case) == "karakum"


def test_a_party_that_holds_it_cannot_be_the_new_holder(office: Office, case: str):
    with pytest.raises(NoSuchPartyError, match=r"karakum holds .* already"):
        transfer(office.call("kerim"), case=case, to="karakum")


def test_one_officer_cannot_correct_into_the_register_what_nobody_attests(office: Office, case: str):
    more = {**APPLICATION, "connections": [{**APPLICATION["connections"][0], "capacity_w": 200_000_000}]}
    with pytest.raises(RequirementsOutstandingError, match="200000000 W is applied for"):
        correct(office.call("anna"), case=case, says=more, note="a slip of the pen")
