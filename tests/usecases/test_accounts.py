"""Who may act: roles, delegation, absence, ties, and organisations that act for themselves alone."""

from datetime import date

import pytest

from rugsat.domain.licensing.case import FourEyesError
from rugsat.domain.licensing.officers import ConflictOfInterestError
from rugsat.kernel.period import BackwardPeriodError
from rugsat.store.fees.models import Invoice
from rugsat.store.licensing.models import CaseAct, Item
from rugsat.usecases.attest import AttestationRefusedError, attest
from rugsat.usecases.book_payment import book_payment
from rugsat.usecases.call import NotPermittedError
from rugsat.usecases.case_act import NoSuchCaseError
from rugsat.usecases.change_party import change_party
from rugsat.usecases.confirm_account_act import confirm_account_act
from rugsat.usecases.countersign import countersign
from rugsat.usecases.delegate import delegate
from rugsat.usecases.end_role import end_role
from rugsat.usecases.give_role import give_role
from rugsat.usecases.grant import grant
from rugsat.usecases.hand_in_document import hand_in_document
from rugsat.usecases.match_payment import match_payment
from rugsat.usecases.open_account import AccountRefusedError, open_account
from rugsat.usecases.open_application import open_application
from rugsat.usecases.propose_account_act import Proposed, propose_account_act
from rugsat.usecases.record_absence import record_absence
from rugsat.usecases.record_tie import record_tie
from rugsat.usecases.refund import refund
from rugsat.usecases.register_party import register_party
from tests.usecases.people import APPLICATION, KARAKUM, Office, apply, prepare


@pytest.fixture
def case(office: Office) -> str:
    prepare(office)
    return apply(office)


def test_a_role_that_is_taken_away_is_gone_at_once(office: Office, case: str):
    end_role(office.call("administrator"), login="anna", role="licensing_officer")
    with pytest.raises(NotPermittedError, match="anna may not do this"):
        countersign(office.call("anna"), case=case, signs_for="grant")


def test_a_role_that_ends_before_it_begins_is_refused_and_does_not_stop_who_would_hold_it(office: Office, case: str):
    """Every later act reads all roles of whoever acts: one that cannot be read would stop him for good."""
    with pytest.raises(BackwardPeriodError, match="must end after it begins"):
        give_role(
            office.call("administrator"), login="anna", role="director", since=date(2026, 5, 1), until=date(2026, 1, 1)
        )
    countersign(office.call("anna"), case=case, signs_for="grant")


def test_a_party_cannot_make_itself_another_kind_of_party_or_another_past(office: Office):
    """By its kind a bank, a provider or the authority may file and attest what a firm may not."""
    with pytest.raises(NotPermittedError, match="was legal_entity and would be authority"):
        change_party(office.call("kerim"), party="karakum", says={**KARAKUM, "kind": "authority"})
    with pytest.raises(NotPermittedError, match="which is past"):
        change_party(office.call("kerim"), party="karakum", says=KARAKUM, since=date(2020, 1, 1))
    change_party(office.call("kerim"), party="karakum", says={**KARAKUM, "name": "Garagum Heş"})
    change_party(office.call("anna"), party="karakum", says={**KARAKUM, "kind": "bank"}, since=date(2025, 1, 1))


def test_the_last_administrator_stays_one(office: Office):
    call = {"login": "administrator", "role": "administrator"}
    with pytest.raises(AccountRefusedError, match="last administrator"):
        end_role(office.call("administrator"), **call)
    give_role(office.call("administrator"), login="dilber", role="administrator", until=date(2026, 6, 1))
    with pytest.raises(AccountRefusedError, match="last administrator"):
        end_role(office.call("administrator"), **call)
    what = Proposed(act="give_role", login="batyr", role="administrator")
    proposal = propose_account_act(office.call("administrator"), what=what).told["proposal"]
    confirm_account_act(office.call("dilber"), proposal=proposal)
    end_role(office.call("administrator"), **call)


def test_an_officer_who_is_away_does_not_act(office: Office, case: str):
    record_absence(office.call("anna"), login="anna", since=date(2026, 3, 1), until=date(2026, 3, 9), note="leave")
    with pytest.raises(NotPermittedError, match="is away"):
        countersign(office.call("anna"), case=case, signs_for="grant")


def test_who_comes_back_before_his_time_acts_again(office: Office, case: str):
    away = {"login": "anna", "since": date(2026, 3, 1)}
    record_absence(office.call("administrator"), **away, note="a slip: no day back")
    with pytest.raises(NotPermittedError, match="is away"):
        record_absence(office.call("anna"), **away, until=date(2026, 3, 2))
    record_absence(office.call("administrator"), **away, until=date(2026, 3, 2), note="is back")
    countersign(office.call("anna"), case=case, signs_for="grant")


def test_the_last_administrator_is_not_away_without_end(office: Office):
    with pytest.raises(AccountRefusedError, match="last administrator and cannot be away without end"):
        record_absence(office.call("administrator"), login="administrator", since=date(2026, 3, 3))
    give_role(office.call("administrator"), login="dilber", role="administrator")
    record_absence(office.call("dilber"), login="administrator", since=date(2026, 3, 3))
    with pytest.raises(AccountRefusedError, match="last administrator"):
        end_role(office.call("dilber"), login="dilber", role="administrator")


def test_a_delegation_is_taken_back_before_its_time(office: Office, case: str):
    given = {"to": "anna", "office": "director", "since": date(2026, 3, 1), "note": "leave"}
    delegate(office.call("dilber"), **given, until=date(2026, 6, 1))
    delegate(office.call("dilber"), **given, until=date(2026, 3, 2))
    countersign(office.call("batyr"), case=case, signs_for="grant")
    with pytest.raises(NotPermittedError):
        grant(office.call("anna", on_behalf_of="dilber"), case=case)


def test_who_acts_on_behalf_of_another_is_named_and_counts_as_both(office: Office, case: str):
    delegate(
        office.call("dilber"),
        to="anna",
        office="director",
        since=date(2026, 3, 1),
        until=date(2026, 3, 9),
        note="leave",
    )
    countersign(office.call("anna"), case=case, signs_for="grant")
    with pytest.raises(FourEyesError, match="two different officers"):
        grant(office.call("anna", on_behalf_of="dilber"), case=case)
    countersign(office.call("batyr"), case=case, signs_for="grant")
    grant(office.call("anna", on_behalf_of="dilber"), case=case)
    act = CaseAct.objects.get(case=case, verb="grant")
    assert (act.by.login, act.on_behalf_of.login, act.office) == ("anna", "dilber", "director")


def test_nobody_acts_for_one_who_has_not_asked(office: Office, case: str):
    with pytest.raises(NotPermittedError, match="record a delegation"):
        countersign(office.call("anna", on_behalf_of="dilber"), case=case, signs_for="grant")


def test_an_officer_tied_to_the_party_does_not_act_upon_it(office: Office, case: str):
    record_tie(office.call("anna"), login="anna", party="karakum", since=date(2020, 1, 1), note="her brother's firm")
    with pytest.raises(ConflictOfInterestError, match="her brother's firm"):
        countersign(office.call("anna"), case=case, signs_for="grant")


def test_an_organisation_acts_for_itself_alone(office: Office, case: str):
    with pytest.raises(NotPermittedError, match="acts for karakum and not for mary"):
        register_party(office.call("kerim"), party="mary", says={"kind": "legal_entity", "name": "M", "country": "TM"})
    with pytest.raises(NotPermittedError, match="not for senagat"):
        open_application(office.call("kerim"), party="senagat", instrument="mining_registration", cls="industrial")


def test_nobody_attests_for_another_and_an_officer_needs_a_document(office: Office, case: str):
    said = {"kind": "fire_certificate", "about": "site:karakum-1", "says": {"passed": True}}
    with pytest.raises(NotPermittedError, match="grid-mary cannot attest in the name of fire-service"):
        attest(office.call("grid"), case=case, attestation=said, by="fire-service")
    with pytest.raises(AttestationRefusedError, match="name the body, and the document"):
        attest(office.call("anna"), case=case, attestation=said, by="fire-service")


def test_of_a_case_that_does_not_concern_it_a_provider_is_told_that_it_is_not_there(office: Office, case: str):
    said = {"kind": "connection", "about": "connection:MR-0001", "says": {"site": "karakum-1", "capacity_w": 2_000_000}}
    handed = {"case": case, "kind": "letters", "name": "letters.pdf", "content": b"%PDF-1.7"}
    attest(office.call("grid"), case=case, attestation=said)
    hand_in_document(office.call("grid"), **handed)
    Item.objects.filter(case=case, kind="connection").update(withdrawn_at=office.now)
    with pytest.raises(NoSuchCaseError):
        attest(office.call("grid"), case=case, attestation=said)
    with pytest.raises(NoSuchCaseError):
        hand_in_document(office.call("grid"), **handed)


def test_an_officer_is_no_applicant_and_an_applicant_no_officer(office: Office):
    for login, role in (("anna", "applicant"), ("kerim", "director")):
        with pytest.raises(AccountRefusedError, match="hold different roles"):
            give_role(office.call("administrator"), login=login, role=role)


def test_an_account_without_a_role_can_do_nothing(office: Office):
    open_account(office.call("administrator"), login="new", name="New")
    with pytest.raises(NotPermittedError, match="holds no office"):
        open_application(office.call("new"), party="karakum", instrument="mining_registration", says=APPLICATION)


def test_an_officer_who_is_tied_to_a_party_takes_no_money_for_it_and_no_document(office: Office, case: str):
    invoice = Invoice.objects.get(case=case).reference
    record_tie(office.call("administrator"), login="merdan", party="karakum", since=date(2026, 1, 1), note="owns it")
    record_tie(office.call("administrator"), login="anna", party="karakum", since=date(2026, 1, 1), note="cousin")
    money = {"payer_account": "x", "text": "no reference", "amount": "500.00", "currency": "TMT"}
    book_payment(office.call("merdan"), bank_line="B-9", received_on=office.now.date(), **money)
    with pytest.raises(ConflictOfInterestError, match="merdan is tied to karakum"):
        match_payment(office.call("merdan"), bank_line="B-9", invoice=invoice)
    with pytest.raises(ConflictOfInterestError, match="merdan is tied to karakum"):
        refund(office.call("merdan"), bank_line="B-1", amount="1.00", note="a gift")
    with pytest.raises(ConflictOfInterestError, match="anna is tied to karakum"):
        hand_in_document(office.call("anna"), case=case, kind="letters", name="letters.pdf", content=b"%PDF-1.7")
