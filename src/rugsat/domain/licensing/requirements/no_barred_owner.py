"""Does anybody own or control the applicant whom the law bars?"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction

from rugsat.domain.licensing.attested import attested, unattested
from rugsat.domain.licensing.facts import Facts, Person
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Looked, Point, looked_at, met, unknown, unmet
from rugsat.domain.licensing.ownership import UNDISCLOSED, Ownership, OwnershipError, ownership_of
from rugsat.domain.licensing.requirement import requirement
from rugsat.kernel.numbers import exact

_BARRED_FORMS = frozenset({"political_party", "trade_union"})


@requirement(
    roles=("miner", "pool", "exchange", "custodian"),
    rests_on=("{topic}.barred_founders",),
    also=("ownership.offshore_zones",),
)
def no_barred_owner(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """Nobody owns or controls the applicant, however many firms stand between, whom the law bars.

    The owners are followed through every firm to natural persons; effective shares are exact, loops included, and
    control counts over all ways to the applicant. What the owners named do not hold is undisclosed, and then nobody
    knows. Everybody in the chain counts: those of an offshore zone, political parties and trade unions, holders of
    accounts in offshore banks. Criminal records are asked in fit_and_proper, lists of sanctions in persons_screened.

    Evidence: shareholders about party:… or person:… for each firm of the chain, with owners (share in percent by
    identifier of the person); identity about person:… with country, of a firm company_register about person:… with
    country and legal_form; no_offshore_account about person:….
    An entrepreneur is his own owner.
    """
    barred = law.texts("{topic}.barred_founders")
    natural = frozenset(each.person for each in facts.persons if each.natural)
    party = facts.applicant.party
    if facts.applicant.kind == "legal_entity":
        try:
            owned = ownership_of(party, facts.holdings, natural)
        except OwnershipError as error:
            yield unknown("The owners that are named cannot all be true: {why}.", why=error)
            return
        yield from _disclosed(facts, owned, on)
        chain = (set(owned.shares) | set(owned.controllers) | {each.owner for each in facts.holdings}) - {UNDISCLOSED}
    else:
        owned, chain = Ownership({}, frozenset(), closed=False), set(natural)
    by_name = {each.person: each for each in facts.persons}
    for owner in sorted(chain - {party}):
        person = by_name.get(owner)
        if person is None:
            yield unknown("{owner} is named as an owner and described nowhere.", about=f"person:{owner}", owner=owner)
        else:
            yield from _barred(facts, law, person, barred, on)


def _disclosed(facts: Facts, owned: Ownership, on: date) -> Iterator[Point]:
    """Whether all owners are named, and the register of shareholders says the same of every firm of the chain."""
    if owned.closed:
        yield unknown("Firms of the chain hold each other completely: nobody stands at its end.")
    elif hidden := owned.shares.get(UNDISCLOSED, Fraction()):
        yield unknown("The owners of {share} % of the applicant are not disclosed.", share=_percent(hidden))
    party = facts.applicant.party
    for firm in sorted({each.held for each in facts.holdings} | {party}):
        about = f"party:{firm}" if firm == party else f"person:{firm}"
        held = attested(facts, "shareholders", about, on)
        if not held:
            yield unattested(facts, "shareholders", about)
            continue
        told = {each.owner: Fraction(each.share) * 100 for each in facts.holdings if each.held == firm}
        said = held[0].says.get("owners")
        register = {str(owner): _share(value) for owner, value in said.items()} if isinstance(said, Mapping) else {}
        if register == told:
            yield met(
                "{by} names the same owners of {firm}.", looked_at(held[0]), about=about, by=held[0].by, firm=firm
            )
        else:
            message = "{by} names other owners of {firm} than the application does."
            yield unmet(message, looked_at(held[0]), about=about, by=held[0].by, firm=firm)


def _barred(facts: Facts, law: Law, person: Person, barred: tuple[str, ...], on: date) -> Iterator[Point]:
    about = f"person:{person.person}"
    if "offshore_zone" in barred:
        yield _in_offshore_zone(facts, law, person, on)
    if _BARRED_FORMS & set(barred) and not person.natural:
        yield _of_barred_form(facts, person, barred, on)
    if "offshore_bank_account" in barred:
        held = attested(facts, "no_offshore_account", about, on)
        if held:
            message = "{by} found no account of {name} in an offshore bank."
            yield met(message, looked_at(held[0]), about=about, by=held[0].by, name=person.name)
        else:
            yield unattested(facts, "no_offshore_account", about)


def _in_offshore_zone(facts: Facts, law: Law, person: Person, on: date) -> Point:
    about = f"person:{person.person}"
    zones, kind = law.texts("ownership.offshore_zones"), "identity" if person.natural else "company_register"
    if person.country in zones:
        message = "{name} is of {country}, which is an offshore zone."
        own = Looked("application", about, "applicant")
        return unmet(message, own, about=about, name=person.name, country=person.country)
    held = attested(facts, kind, about, on)
    if not held:
        return unattested(facts, kind, about)
    country = str(held[0].says.get("country", ""))
    said = {"by": held[0].by, "name": person.name, "country": country or "?"}
    if country in zones:
        return unmet(
            "{by} says that {name} is of {country}, an offshore zone.", looked_at(held[0]), about=about, **said
        )
    if not zones or not country:
        message = "Whether {name} is of an offshore zone is not known: {by} says {country}, and zones must be set."
        return unknown(message, looked_at(held[0]), about=about, **said)
    return met("{by} says that {name} is of {country}, no offshore zone.", looked_at(held[0]), about=about, **said)


def _of_barred_form(facts: Facts, person: Person, barred: tuple[str, ...], on: date) -> Point:
    about = f"person:{person.person}"
    held = attested(facts, "company_register", about, on)
    if not held:
        return unattested(facts, "company_register", about)
    form = str(held[0].says.get("legal_form", ""))
    said = {"by": held[0].by, "name": person.name, "form": form or "?"}
    if form in barred:
        return unmet("{by} says that {name} is: {form}; the law bars it.", looked_at(held[0]), about=about, **said)
    if not form:
        return unknown("{by} does not say of what form {name} is.", looked_at(held[0]), about=about, **said)
    return met("{by} says that {name} is: {form}.", looked_at(held[0]), about=about, **said)


def _share(value: object) -> Fraction | None:
    """A share in percent, exact; None for what is no number, which agrees with no share."""
    try:
        return Fraction(exact(str(value)))
    except ValueError:
        return None


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.4g}"
