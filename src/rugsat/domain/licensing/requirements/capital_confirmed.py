"""Does a bank confirm the capital that the law asks?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, number, unattested
from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Point, looked_at, met, not_asked, unknown, unmet
from rugsat.domain.licensing.registered import registered
from rugsat.domain.licensing.requirement import requirement
from rugsat.kernel.numbers import plain


@requirement(roles=("exchange", "custodian"), rests_on=("exchange.minimum_capital",))
def capital_confirmed(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """A bank confirms that the capital is paid in: at least what the law asks that day, in the currency of the law.

    An amount that the law counts in units of an index, such as MCI or BRV, is compared in money of the day.
    Evidence: capital about party:…, said by a bank of the register, which says amount and currency. Amounts of several
    banks are not added, because the same money can lie in one after the other.
    """
    parameter = "exchange.minimum_capital"
    asked, currency = law.amount(parameter), law.unit(parameter)
    about = f"party:{facts.applicant.party}"
    if not asked:
        yield not_asked("No capital is required.")
        return
    held = attested(facts, "capital", about, on, by=registered(facts).partner_banks)
    if not held:
        yield unattested(facts, "capital", about)
        return
    entry, amount = held[0], number(held[0], "amount")
    said = {"by": entry.by, "asked": plain(asked), "currency": currency}
    if amount is None or entry.says.get("currency") != currency:
        yield unknown(
            "{by} confirms no amount in {currency}; {asked} is required.", looked_at(entry), about=about, **said
        )
        return
    said["amount"] = plain(amount)
    if amount < asked:
        message = "{by} confirms {amount} {currency}; {asked} is required."
        yield unmet(message, looked_at(entry), about=about, **said)
    else:
        message = "{by} confirms {amount} {currency} of the {asked} that are required."
        yield met(message, looked_at(entry), about=about, **said)
