"""Booking what the bank says came in."""

import re
from datetime import date

from rugsat.domain.revenue.journal import paid, paid_without_reference
from rugsat.domain.revenue.money import Money
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.identifiers.register_number import is_register_number
from rugsat.store.fees.journal import enter
from rugsat.store.fees.models import Invoice, Payment
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

_REFERENCE = re.compile(r"[A-Z]{2}-F-[0-9]{4}-[0-9]{6,9}-[0-9]{2}")


class PaymentRefusedError(RugsatError):
    """A line of the bank that cannot be booked."""


@use_case
def book_payment(  # noqa: PLR0913 - one parameter for each field of a line of the bank
    work: Work, *, bank_line: str, received_on: date, payer_account: str, text: str, amount: str, currency: str
) -> Done:
    """Book a line of the bank once: to the invoice that its text names, else as money that waits for an officer."""
    if received_on > work.on:
        message = f"the line {bank_line} is of {received_on}, a day that has not come: look at the file of the bank"
        raise PaymentRefusedError(message)
    money = Money.read(amount, currency)
    invoice = _named(text, currency)
    sides = paid(invoice.party_id, money) if invoice else paid_without_reference(money)
    said = {
        "received_on": received_on,
        "payer_account": payer_account,
        "text": text,
        "currency": currency,
        "minor": money.minor,
        "invoice": invoice,
        "booked_at": work.at,
    }
    _, fresh = Payment.objects.get_or_create(bank_line=bank_line, defaults=said)
    if not fresh:
        message = f"the line {bank_line} of the bank is booked already: a line is booked once"
        raise PaymentRefusedError(message)
    enter(sides, what="payment", reference=bank_line, work=(work.on, work.at, work.call.by))
    told = {"invoice": invoice.reference if invoice else "", "amount": str(money), "received_on": str(received_on)}
    work.tell("payment_booked", bank_line, told)
    return Done(bank_line, 1, told)


def _named(text: str, currency: str) -> Invoice | None:
    """The one invoice in that currency that the text names; a mistyped number is caught by its check digits."""
    named = {found for found in _REFERENCE.findall(text.upper()) if is_register_number(found)}
    held = list(Invoice.objects.filter(reference__in=named, currency=currency)[:2])
    return held[0] if len(held) == 1 else None
