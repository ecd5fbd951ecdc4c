"""An application as its requirements see it: what it says, what others say of it, what the register says."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from rugsat.domain.licensing import facts as f
from rugsat.kernel.period import Period
from rugsat.kernel.record import read_record
from rugsat.law.pack import RulePack
from rugsat.store.bitemporal import as_of
from rugsat.store.fees.payments import payments_of
from rugsat.store.licensing.holder import Passing, passing
from rugsat.store.licensing.models import AttestationRow, Case, Item
from rugsat.store.parties.models import Holding, PartyFacts, PartyName, Person, Responsible
from rugsat.store.register_view import register_view
from rugsat.store.screening import lists_on

_FORMS = {
    "site": f.Site,
    "connection": f.Connection,
    "device": f.Device,
    "wallet": f.Wallet,
    "bank": f.BankRelation,
}


_PERSON = "person:"


def facts_of(case: Case, on: date, law: RulePack, *, known: datetime | None = None) -> f.Facts:
    """The application as it stands on a day, under a law; what it names, as of a moment where one is given.

    While a transfer is pending, the applicant is the coming holder: it is the one that is judged.
    The number of questions does not depend on its size.
    """
    standing = Q(withdrawn_at__isnull=True)
    if known is not None:
        standing = Q(entered_at__lte=known) & (standing | Q(withdrawn_at__gt=known))
    items = case.items.filter(standing).order_by("kind", "key")
    named = defaultdict[str, list[Item]](list)
    for item in items:
        named[item.kind].append(item)
    read: dict[str, tuple[Any, ...]] = {
        kind: tuple(_read(form, item) for item in named[kind]) for kind, form in _FORMS.items()
    }
    moved = passing(case)
    party = moved.to or case.party_id
    persons, holdings, responsible = _people(party, on)
    return f.Facts(
        instrument=case.instrument,
        cls=case.cls,
        applicant=_applicant(party, on),
        persons=persons,
        holdings=holdings,
        responsible=responsible,
        sites=read["site"],
        connections=read["connection"],
        devices=read["device"],
        wallets=read["wallet"],
        banks=read["bank"],
        plans={item.key: item.content for item in named["plan"]},
        attestations=(*_said_of(case, moved), *payments_of(case)),
        register=register_view(
            case,
            party,
            on,
            law,
            serials=[item.key for item in named["device"]],
            models=sorted({str(item.content["model"]) for item in named["device"]}),
        ),
        lists=lists_on(on),
    )


def _applicant(party: str, on: date) -> f.Applicant:
    held = as_of(PartyFacts, on=on).get(party_id=party)
    names = as_of(PartyName, on=on).filter(party_id=party).order_by("name")
    return f.Applicant(
        party=party,
        kind=held.kind,
        name=held.name,
        country=held.country,
        lei=held.lei,
        registered_on=held.registered_on,
        names=tuple(names.values_list("name", flat=True)),
    )


def _people(party: str, on: date) -> tuple[tuple[f.Person, ...], tuple[f.Holding, ...], tuple[f.Responsible, ...]]:
    """Persons, who owns whom, and who answers for what, in order."""
    persons = as_of(Person, on=on).filter(party_id=party).order_by("person")
    holdings = as_of(Holding, on=on).filter(party_id=party).order_by("owner", "held")
    responsible = as_of(Responsible, on=on).filter(party_id=party).order_by("person", "office")
    return (
        tuple(f.Person(each.person, each.natural, each.name, each.country, each.born) for each in persons),
        tuple(f.Holding(each.owner, each.held, each.share, each.controls) for each in holdings),
        tuple(f.Responsible(each.person, each.office, each.began or each.since) for each in responsible),
    )


def _read(form: type, item: Item) -> object:
    return read_record(form, item.content, place=f"{item.case_id} {item.kind} {item.key}")


def _said_of(case: Case, moved: Passing) -> Iterator[f.Attestation]:
    """What others have said of the case; of persons, only what was said of those of the party that is judged.

    The latest first: of two that were said on one day, the one that came in later counts.
    """
    for row in case.attestations.filter(withdrawn_at__isnull=True).order_by("-pk"):
        if not row.about.startswith(_PERSON) or moved.is_of_the_judged(row.recorded_at):
            yield _attestation(row)


def _attestation(row: AttestationRow) -> f.Attestation:
    return f.Attestation(row.kind, row.about, row.by, row.on, row.says, Period(row.since, row.until), row.document)
