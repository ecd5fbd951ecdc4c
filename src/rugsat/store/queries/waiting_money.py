"""Money that came in without a reference, and waits for an officer to find out what it was for."""

from dataclasses import dataclass
from datetime import date

from rugsat.domain.revenue.money import Money
from rugsat.store.fees.models import Payment


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the bank that names no invoice."""

    bank_line: str
    received_on: date
    amount: str
    payer_account: str
    text: str


def waiting_money(*, currency: str = "", most: int = 100) -> list[Waiting]:
    """The lines that can be put to an invoice, the oldest first; of which something was paid back, none can."""
    rows = Payment.objects.filter(invoice__isnull=True, refunds__isnull=True).order_by("received_on", "bank_line")
    if currency:
        rows = rows.filter(currency=currency)
    return [
        Waiting(each.bank_line, each.received_on, str(Money(each.minor, each.currency)), each.payer_account, each.text)
        for each in rows[:most]
    ]
