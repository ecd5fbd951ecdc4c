"""Demanding the fee of an application."""

from rugsat.domain.licensing.assess import fee_parameter
from rugsat.domain.revenue.fee import fee_on
from rugsat.domain.revenue.journal import invoiced
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.identifiers.register_number import register_number
from rugsat.store.fees.journal import enter
from rugsat.store.fees.models import Invoice
from rugsat.store.kept_law import law_kept
from rugsat.store.outbox.counter import take
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import case_for
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


class NothingOwedError(RugsatError):
    """A fee that is nothing, or that was demanded before."""


@use_case
def invoice_fee(work: Work, *, case: str) -> Done:
    """Demand the fee that the law of the case sets for its instrument on this day, once."""
    found = case_for(work, case)
    law = law_kept(found.rule_pack)
    parameter = fee_parameter(found.instrument, law, work.on)
    fee = fee_on(law, parameter, work.on, found.cls)
    if fee.money.minor == 0 or Invoice.objects.filter(case=found, fee=parameter).exists():
        why = "is nothing" if fee.money.minor == 0 else "was demanded before"
        message = f"the fee of {case} {why}: there is nothing to invoice"
        raise NothingOwedError(message)
    year = work.on.year
    reference = register_number(
        country=work.law.jurisdiction.upper(), series="F", year=year, number=take(f"invoice-{year}")
    )
    Invoice.objects.create(
        reference=reference,
        party_id=found.party_id,
        case=found,
        fee=parameter,
        kind=str(fee.kind),
        citation=fee.citation[:400],
        currency=fee.money.currency,
        minor=fee.money.minor,
        issued_on=work.on,
    )
    enter(
        invoiced(found.party_id, fee.money), what="invoice", reference=reference, work=(work.on, work.at, work.call.by)
    )
    told = {"invoice": reference, "amount": str(fee.money), "kind": str(fee.kind), "rests_on": fee.citation}
    work.tell("fee_invoiced", reference, {**told, "case": case, "party": found.party_id, "parameter": parameter})
    return Done(case, found.version, told)
