"""Paying back."""

from rugsat.domain.revenue.journal import refunded
from rugsat.domain.revenue.money import Money
from rugsat.store.fees.journal import enter
from rugsat.store.fees.models import Payment, Refund
from rugsat.usecases.book_payment import PaymentRefusedError
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import required
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def refund(work: Work, *, bank_line: str, amount: str, note: str) -> Done:
    """Pay money back to the account that it came from, never more than came in."""
    payment = (
        Payment.objects.select_for_update(of=("self",)).select_related("invoice").filter(bank_line=bank_line).first()
    )
    if payment is None:
        message = f"there is no line {bank_line} of the bank: list what came in with rugsat fees list"
        raise PaymentRefusedError(message)
    if payment.invoice:
        work.only_for(payment.invoice.party_id)
    money = Money.read(amount, payment.currency)
    left = Money(payment.minor - sum(payment.refunds.values_list("minor", flat=True)), payment.currency)
    if not 0 < money.minor <= left.minor:
        message = f"{money} cannot be paid back of the line {bank_line}, of which {left} is left: name at most that"
        raise PaymentRefusedError(message)
    ground = required(note, "say why money goes back")
    Refund.objects.create(payment=payment, on=work.on, minor=money.minor, ground=ground, by=work.call.by, at=work.at)
    party = payment.invoice.party_id if payment.invoice else None
    enter(refunded(party, money), what="refund", reference=bank_line, work=(work.on, work.at, work.call.by))
    told = {"bank_line": bank_line, "amount": str(money), "to": payment.payer_account}
    work.tell("payment_refunded", bank_line, {**told, "ground": ground})
    return Done(bank_line, 1, told)
