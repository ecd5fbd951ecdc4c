"""Keeping what a party says of itself: rows that are closed and written anew, and the words that it is found by."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q

from rugsat.kernel.names.fold import words_of
from rugsat.kernel.period import Period
from rugsat.store.bitemporal import Dated, Said, alone, as_of, write
from rugsat.store.parties.models import (
    BankAccount,
    Holding,
    NameKey,
    PartyFacts,
    PartyName,
    Person,
    PersonKey,
    Responsible,
)
from rugsat.usecases.party_form import PartyForm, PartyRefusedError


def keep_party(party: str, form: PartyForm, period: Period, *, at: datetime, act: str) -> None:
    """Let the party be as the form says on the days of a period; what the form no longer names ends with it."""
    _refuse_taken_lei(party, form.lei)
    facts = {name: getattr(form, name) for name in ("kind", "name", "lei", "country", "registered_on")}
    write(PartyFacts, [Said({"party_id": party}, facts)], period=period, at=at, act=act)
    for model, rows in _rows(form).items():
        said = [Said({"party_id": party, **key}, values) for key, values in rows]
        said += _no_longer(model, party, {tuple(each.key.values()) for each in said}, period)
        write(model, said, period=period, at=at, act=act)
    words = {word[:100] for name in (form.name, *(other.name for other in form.names)) for word in words_of(name)}
    keys = [NameKey(party_id=party, word=word) for word in sorted(words)]
    NameKey.objects.bulk_create(keys, ignore_conflicts=True)
    behind = {(each.person, word[:100]) for each in form.persons for word in words_of(each.name)}
    persons = [PersonKey(party_id=party, person=person, word=word) for person, word in sorted(behind)]
    PersonKey.objects.bulk_create(persons, ignore_conflicts=True)


def _refuse_taken_lei(party: str, lei: str | None) -> None:
    """One firm is one party: an LEI names a firm all over the world."""
    if not lei:
        return
    alone(PartyFacts)  # so that two do not take it at once
    other = as_of(PartyFacts).filter(lei=lei).exclude(party_id=party).values_list("party_id", flat=True).first()
    if other:
        message = f"the LEI {lei} is that of the party '{other}': a firm is registered once; change that party instead"
        raise PartyRefusedError(message)


def _rows(form: PartyForm) -> dict[type[Dated], list[tuple[dict[str, Any], dict[str, Any]]]]:
    """The rows that the form comes to, by their kind: what names each, and what describes it."""
    return {
        PartyName: [({"name": each.name}, {"use": each.use}) for each in form.names],
        Person: [
            (
                {"person": each.person},
                {"natural": each.natural, "name": each.name, "country": each.country, "born": each.born},
            )
            for each in form.persons
        ],
        Holding: [
            ({"owner": each.owner, "held": each.held}, {"share": each.share, "controls": each.controls})
            for each in form.holdings
        ],
        Responsible: [
            ({"person": each.person, "office": each.office}, {"began": each.since}) for each in form.responsible
        ],
        BankAccount: [({"account": each.account}, {"bank": each.bank}) for each in form.accounts],
    }


def _no_longer(model: type[Dated], party: str, named: set[tuple[Any, ...]], period: Period) -> Iterable[Said]:
    """What the register holds of the party on these days and the form does not name."""
    held = model._default_manager.filter(Q(party_id=party), superseded_at__isnull=True, since__lt=period.end)
    keys = {tuple(getattr(row, name) for name in model.KEY) for row in held if (row.until or period.end) > period.since}
    return [Said(dict(zip(model.KEY, key, strict=True)), None) for key in sorted(keys - named, key=str)]
