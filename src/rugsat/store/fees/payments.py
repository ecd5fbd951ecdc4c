"""Payments of the ledger as evidence: what was booked for a case, less what was paid back."""

from rugsat.domain.licensing.facts import Attestation
from rugsat.domain.revenue.money import Money
from rugsat.kernel.numbers import plain
from rugsat.kernel.period import Period
from rugsat.store.fees.models import Payment
from rugsat.store.licensing.models import Case

LEDGER = "fee_ledger"
"""Who attests a payment: the ledger itself, and nobody else."""


def payments_of(case: Case) -> tuple[Attestation, ...]:
    """What was booked as paid for a case, one attestation for each payment that was not paid back in full."""
    booked = Payment.objects.filter(invoice__case=case).prefetch_related("refunds").order_by("bank_line")
    return tuple(each for payment in booked if (each := _attestation(case, payment)) is not None)


def _attestation(case: Case, payment: Payment) -> Attestation | None:
    left = payment.minor - sum(refund.minor for refund in payment.refunds.all())
    if left <= 0:
        return None
    money = Money(left, payment.currency)
    return Attestation(
        kind="payment",
        about=f"fee:{case.instrument}",
        by=LEDGER,
        on=payment.received_on,
        says={"amount": plain(money.value), "currency": money.currency, "bank_line": payment.bank_line},
        holds=Period(payment.received_on),
    )
