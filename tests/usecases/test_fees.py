"""The fee ledger: demanded by the law of the day, matched by reference, exact to the last tenge, never twice."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rugsat.domain.revenue.fee import FeeNotSetError, fee_on
from rugsat.law.pack import load_jurisdiction
from rugsat.store.fees.journal import kept_balances
from rugsat.store.fees.models import Invoice, JournalEntry, Payment
from rugsat.store.queries.fees import balances, listed, receipt
from rugsat.usecases.book_payment import PaymentRefusedError
from rugsat.usecases.invoice_fee import NothingOwedError, invoice_fee
from rugsat.usecases.match_payment import match_payment
from rugsat.usecases.open_application import open_application
from rugsat.usecases.refund import refund
from tests.usecases.people import Office, pay


def opened(office: Office) -> str:
    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial"}
    return open_application(office.call("kerim"), **asked).subject


@pytest.fixture
def invoice(office: Office) -> str:
    return str(invoice_fee(office.call("merdan"), case=opened(office)).told["invoice"])


def test_a_fee_is_demanded_once_and_says_that_a_demonstration_sets_it(office: Office, invoice: str):
    held = Invoice.objects.get()
    assert (held.minor, held.currency, held.kind) == (50_000, "TMT", "demonstration")
    with pytest.raises(NothingOwedError, match="was demanded before"):
        invoice_fee(office.call("merdan"), case=held.case_id)


def test_a_fee_that_nobody_has_set_is_not_demanded():
    with pytest.raises(FeeNotSetError, match=r"mining\.registration_fee is not set"):
        fee_on(load_jurisdiction("tm"), "mining.registration_fee", date(2026, 3, 2), "industrial")


def test_a_fee_in_an_index_is_demanded_in_money():
    fee = fee_on(load_jurisdiction("kz"), "mining.licence_fee", date(2026, 3, 2), "subtype_1")
    assert str(fee.money) == "8 650 000.00 KZT"


def test_a_payment_is_matched_by_the_reference_in_its_text(office: Office, invoice: str):
    pay(office, invoice, "200.50", "B-1")
    pay(office, invoice.lower(), "299.50", "B-2")
    [told] = listed()["invoices"]
    assert (told["amount"], told["paid"]) == ("500.00 TMT", "500.00 TMT")
    assert kept_balances("party:karakum") == {("party:karakum", "TMT"): 0}
    assert receipt(bank_line="B-1")["invoice"] == invoice


def test_a_mistyped_reference_waits_for_an_officer(office: Office, invoice: str):
    wrong = invoice[:-1] + str((int(invoice[-1]) + 1) % 10)
    pay(office, wrong, "500.00")
    assert [each["bank_line"] for each in listed()["waiting"]] == ["B-1"]
    assert kept_balances("unmatched") == {("unmatched", "TMT"): -50_000}
    match_payment(office.call("merdan"), bank_line="B-1", invoice=invoice)
    assert listed()["waiting"] == []
    assert kept_balances("unmatched") == {("unmatched", "TMT"): 0}
    with pytest.raises(PaymentRefusedError, match="does not wait"):
        match_payment(office.call("merdan"), bank_line="B-1", invoice=invoice)


def test_money_without_a_reference_waits_until_all_of_it_was_paid_back(office: Office):
    pay(office, "for the mine", "500.00")
    refund(office.call("merdan"), bank_line="B-1", amount="200.00", note="sent twice")
    assert [(each["bank_line"], each["left"]) for each in listed()["waiting"]] == [("B-1", "300.00 TMT")]
    refund(office.call("merdan"), bank_line="B-1", amount="300.00", note="nobody knows what it was for")
    assert listed()["waiting"] == []


def test_a_line_of_the_bank_is_booked_once(office: Office, invoice: str):
    pay(office, invoice)
    with pytest.raises(PaymentRefusedError, match="is booked already"):
        pay(office, invoice)
    assert Payment.objects.count() == 1


def test_no_more_goes_back_than_came_in(office: Office, invoice: str):
    pay(office, invoice, "600.00")
    refund(office.call("merdan"), bank_line="B-1", amount="100.00", note="paid too much")
    with pytest.raises(PaymentRefusedError, match=r"of which 500\.00 TMT is left"):
        refund(office.call("merdan"), bank_line="B-1", amount="500.01", note="more")
    [told] = listed()["invoices"]
    assert told["paid"] == "500.00 TMT"
    assert [each["amount"] for each in receipt(bank_line="B-1")["refunds"]] == ["100.00 TMT"]


LINES = st.lists(
    st.tuples(st.booleans(), st.integers(1, 10**7), st.one_of(st.none(), st.integers(1, 10**7))), min_size=1, max_size=6
)


@given(lines=LINES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_journal_is_equal_whatever_comes_in_and_goes_back(office: Office, lines):
    case = opened(office)
    invoice = str(invoice_fee(office.call("merdan"), case=case).told["invoice"])
    owed = 50_000
    for number, (names_it, minor, back) in enumerate(lines):
        line = f"{case}-{number}"
        pay(office, invoice if names_it else "no reference", f"{minor // 100}.{minor % 100:02}", line)
        owed -= minor if names_it else 0
        if back is not None:
            try:
                refund(office.call("merdan"), bank_line=line, amount=f"{back // 100}.{back % 100:02}", note="x")
                owed += back if names_it else 0
            except PaymentRefusedError:
                assert back > minor
    assert set(balances()["together"].values()) == {"0.00 TMT"}
    assert all(sum(each.postings.values_list("minor", flat=True)) == 0 for each in JournalEntry.objects.all())
    numbers = list(JournalEntry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    mine = Payment.objects.filter(invoice=invoice)
    paid = sum(each.minor - sum(each.refunds.values_list("minor", flat=True)) for each in mine)
    assert 50_000 - paid == owed
