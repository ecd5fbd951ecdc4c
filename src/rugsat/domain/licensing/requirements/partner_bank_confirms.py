"""Do as many banks of the country as the law asks confirm that they serve the applicant?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.attested import attested, texts, unattested
from rugsat.domain.licensing.facts import BankRelation, Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Looked, Point, Status, looked_at, met, not_asked, unmet
from rugsat.domain.licensing.registered import registered
from rugsat.domain.licensing.requirement import requirement


@requirement(roles=("exchange", "custodian"), rests_on=("exchange.partner_banks_at_least",))
def partner_bank_confirms(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """At least as many partner banks as the law asks confirm the account for clients' money that the application names.

    Evidence: bank_relation about bank:…, said by that very bank, which the register holds as a partner bank; it says
    accounts. A bank that is named and does not confirm is no hindrance where enough others do.
    Where a law asks for an agreement with a bank and names no number, one is enough.
    """
    needed = int(law.amount("exchange.partner_banks_at_least"))
    if not needed:
        yield not_asked("No partner bank is required.")
        return
    points = [_of(facts, relation, on) for relation in facts.banks]
    confirmed = {point.about for point in points if point.status is Status.MET}
    if len(confirmed) >= needed:
        yield from (point for point in points if point.status is Status.MET)
        return
    yield from points
    named = {f"bank:{relation.bank}" for relation in facts.banks}
    if len(named) < needed:
        message = "The application names {named} banks; {needed} must confirm."
        yield unmet(message, named=len(named), needed=needed)


def _of(facts: Facts, relation: BankRelation, on: date) -> Point:
    about, said = f"bank:{relation.bank}", {"bank": relation.bank, "account": relation.account}
    if relation.bank not in registered(facts).partner_banks:
        return unmet("{bank} is no partner bank.", Looked("register", about, "register"), about=about, **said)
    held = attested(facts, "bank_relation", about, on, by={relation.bank})
    if not held:
        return unattested(facts, "bank_relation", about)
    if relation.account in texts(held[0], "accounts"):
        return met("{bank} confirms the account {account}.", looked_at(held[0]), about=about, **said)
    return unmet("{bank} confirms other accounts than {account}.", looked_at(held[0]), about=about, **said)
