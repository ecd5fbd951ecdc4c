"""What a party says of itself when it is registered or changes: names, persons, owners, accounts."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rugsat.domain.licensing.facts import Holding, Person
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.identifiers.country import is_country
from rugsat.kernel.identifiers.lei import is_lei
from rugsat.kernel.record import read_record
from rugsat.usecases.plain_text import refuse_no_name

KINDS = ("legal_entity", "entrepreneur", "natural_person", "energy_provider", "bank", "authority", "body")


class PartyRefusedError(RugsatError):
    """A party that cannot be kept as it was written."""


@dataclass(frozen=True, slots=True)
class OtherName:
    """A trade name, or the name in another script."""

    name: str
    use: str = "trade"


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers for what, and since when; without a day, since the party says so."""

    person: str
    office: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """An account at a bank."""

    account: str
    bank: str


@dataclass(frozen=True, slots=True)
class PartyForm:
    """A party as it is written down."""

    kind: str
    name: str
    country: str
    lei: str | None = None
    registered_on: date | None = None
    names: tuple[OtherName, ...] = ()
    persons: tuple[Person, ...] = ()
    holdings: tuple[Holding, ...] = ()
    responsible: tuple[Answers, ...] = ()
    accounts: tuple[Account, ...] = ()


def read_party(content: Mapping[str, object]) -> PartyForm:
    """Read and judge what was written; the error names the field."""
    form = read_record(PartyForm, content, place="party")
    _refuse_unless(form.kind in KINDS, "kind", f"'{form.kind}' is not one of {', '.join(KINDS)}")
    _refuse_unless(bool(form.name.strip()), "name", "a party has a name")
    _refuse_unless(is_country(form.country), "country", f"'{form.country}' is no country; write it as in TM")
    _refuse_unless(form.lei is None or is_lei(form.lei), "lei", f"'{form.lei}' is no LEI: its check digits are wrong")
    for person in form.persons:
        _refuse_unless(is_country(person.country), "persons", f"{person.person}: '{person.country}' is no country")
    for field, text in _names(form):
        refuse_no_name(text, f"party.{field}")
    for field, keys in _keys(form):
        twice = [" ".join(key) for key, times in Counter(keys).items() if times > 1]
        _refuse_unless(not twice, field, f"{''.join(twice[:1])} is named twice; name it once")
    known = {person.person for person in form.persons}
    for holding in form.holdings:
        _refuse_unless(
            0 <= holding.share <= 1, "holdings", f"{holding.owner} holds {holding.share}: write a part of one"
        )
    for answers in form.responsible:
        _refuse_unless(answers.person in known, "responsible", f"{answers.person} is not among the persons")
    return form


def _names(form: PartyForm) -> Iterator[tuple[str, str]]:
    yield "name", form.name
    yield from (("names", each.name) for each in form.names)
    for person in form.persons:
        yield "persons", person.person
        yield "persons", person.name
    yield from (("accounts", text) for each in form.accounts for text in (each.account, each.bank))


def _keys(form: PartyForm) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """By what each thing is known within its field."""
    yield "names", [(each.name,) for each in form.names]
    yield "persons", [(each.person,) for each in form.persons]
    yield "holdings", [(each.owner, each.held) for each in form.holdings]
    yield "responsible", [(each.person, each.office) for each in form.responsible]
    yield "accounts", [(each.account,) for each in form.accounts]


def _refuse_unless(holds: bool, field: str, why: str) -> None:
    if not holds:
        message = f"party.{field}: {why}"
        raise PartyRefusedError(message)
