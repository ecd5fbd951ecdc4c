"""Has the fee of the application been booked as paid?"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from rugsat.domain.licensing.attested import attested, number, unattested
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, looked_at, met, not_asked, unknown, unmet
from rugsat.domain.licensing.requirement import requirement
from rugsat.kernel.numbers import plain

FEE = "fees.{instrument}"
"""The parameter that sets the fee of an instrument; some instruments have it under a name of their own."""


@requirement(
    roles=("miner", "pool", "exchange", "custodian", "energy_provider", "bank"),
    rests_on=(FEE,),
)
def fee_paid(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """The fee of the application is booked as paid, in full and in the currency in which it is set.

    Evidence: payment about fee:<instrument>, from the fee ledger, which says amount and currency; several payments are
    added. A receipt that the applicant hands in is no booking.
    """
    owed, currency = law.amount(FEE), law.unit(FEE)
    about = f"fee:{facts.instrument}"
    if not owed:
        yield not_asked("The fee is nothing.")
        return
    booked = attested(facts, "payment", about, on)
    if not booked:
        yield unattested(facts, "payment", about)
        return
    amounts = [number(each, "amount") for each in booked if each.says.get("currency") == currency]
    paid = sum((amount for amount in amounts if amount is not None), Decimal())
    said = {"paid": plain(paid), "owed": plain(owed), "currency": currency}
    looked = tuple(map(looked_at, booked))
    if len(amounts) < len(booked) or None in amounts:
        yield unknown("A payment states no amount in {currency}; {paid} of {owed} is booked.", *looked, **said)
    elif paid < owed:
        yield unmet("Of the fee of {owed} {currency}, {paid} is booked as paid.", *looked, **said)
    else:
        yield met("The fee of {owed} {currency} is booked as paid.", *looked, **said)
