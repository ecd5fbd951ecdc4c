"""Finding out what a payment was for."""

from rugsat.domain.revenue.journal import matched
from rugsat.domain.revenue.money import Money
from rugsat.store.fees.journal import enter
from rugsat.store.fees.models import Invoice, Payment
from rugsat.usecases.book_payment import PaymentRefusedError
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def match_payment(work: Work, *, bank_line: str, invoice: str) -> Done:
    """Put money that waits to the invoice that it was meant for."""
    payment = Payment.objects.select_for_update().filter(bank_line=bank_line, invoice__isnull=True).first()
    owed = Invoice.objects.filter(reference=invoice).first()
    if payment is None or owed is None or owed.currency != payment.currency or payment.refunds.exists():
        message = (
            f"the line {bank_line} does not wait for {invoice}: take a line that waits and an invoice in its currency"
        )
        raise PaymentRefusedError(message)
    work.only_for(owed.party_id)
    money = Money(payment.minor, payment.currency)
    payment.invoice = owed
    payment.save(update_fields=("invoice",))
    enter(matched(owed.party_id, money), what="match", reference=bank_line, work=(work.on, work.at, work.call.by))
    work.tell("payment_matched", bank_line, {"invoice": invoice, "amount": str(money)})
    return Done(bank_line, 1, {"invoice": invoice, "amount": str(money)})
