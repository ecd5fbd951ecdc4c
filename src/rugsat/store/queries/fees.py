"""Money: invoices with what is paid of them, receipts, balances."""

from typing import Any

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from rugsat.domain.revenue.money import Money
from rugsat.store.fees.journal import kept_balances
from rugsat.store.fees.models import Invoice, Payment
from rugsat.store.queries.told import NotOnTheRegisterError


def listed(*, party: str = "", case: str = "") -> dict[str, Any]:
    """Invoices in order of their references, and payments that wait for an officer to find out what they were for."""
    rows = Invoice.objects.order_by("reference")
    if party:
        rows = rows.filter(party_id=party)
    if case:
        rows = rows.filter(case_id=case)
    held = list(rows)
    paid, back = _paid_and_back(rows) if held else ({}, {})
    return {
        "invoices": [
            {
                "invoice": each.reference,
                "party": each.party_id,
                "case": each.case_id,
                "fee": each.fee,
                "kind": each.kind,
                "issued_on": each.issued_on,
                "amount": str(Money(each.minor, each.currency)),
                "paid": str(Money(paid.get(each.reference, 0) - back.get(each.reference, 0), each.currency)),
            }
            for each in held
        ],
        "waiting": [] if party or case else _waiting(),
    }


def _paid_and_back(invoices: QuerySet[Invoice]) -> tuple[dict[str, int], dict[str, int]]:
    """What was paid of invoices and what went back, by invoice.

    Two sums over two tables in one question would count each payment once for every refund.
    """
    payments = Payment.objects.filter(invoice__in=invoices)
    back = payments.filter(refunds__isnull=False).values_list("invoice").annotate(Sum("refunds__minor")).order_by()
    return _sums(payments, "invoice"), dict(back)


def receipt(*, bank_line: str) -> dict[str, Any]:
    """The receipt of a payment: what came in, for what, and what went back."""
    found = Payment.objects.select_related("invoice").filter(bank_line=bank_line).first()
    if found is None:
        message = f"there is no line {bank_line} of the bank: list what came in with rugsat fees list"
        raise NotOnTheRegisterError(message)
    refunds = [
        {"on": each.on, "amount": str(Money(each.minor, found.currency)), "ground": each.ground}
        for each in found.refunds.order_by("pk")
    ]
    invoice = found.invoice
    about = {"case": invoice.case_id, "party": invoice.party_id, "rests_on": invoice.citation} if invoice else {}
    return {**_payment(found), "invoice": invoice.reference if invoice else "", **about, "refunds": refunds}


def balances() -> dict[str, Any]:
    """The balance of every account, and of all together, which is nought in every currency."""
    held = kept_balances()
    together: dict[str, int] = {}
    for (_, currency), minor in held.items():
        together[currency] = together.get(currency, 0) + minor
    return {
        "accounts": {
            f"{account} {currency}": str(Money(minor, currency)) for (account, currency), minor in held.items()
        },
        "together": {currency: str(Money(minor, currency)) for currency, minor in together.items()},
    }


def _waiting() -> list[dict[str, Any]]:
    """Payments that name no invoice, with what is left of each; what was paid back altogether waits for nobody."""
    back = Coalesce(Sum("refunds__minor"), 0)
    rows = Payment.objects.filter(invoice__isnull=True).annotate(back=back).filter(back__lt=F("minor"))
    return [
        {**_payment(each), "left": str(Money(each.minor - each.back, each.currency))}
        for each in rows.order_by("bank_line")
    ]


def _payment(payment: Payment) -> dict[str, Any]:
    return {
        "bank_line": payment.bank_line,
        "received_on": payment.received_on,
        "amount": str(Money(payment.minor, payment.currency)),
        "payer_account": payment.payer_account,
        "text": payment.text,
    }


def _sums(rows: Any, by: str) -> dict[str, int]:
    return dict(rows.values_list(by).annotate(Sum("minor")).order_by())
