"""Parties: searched by name, shown as of a day, and their whole history."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, Q, QuerySet

from rugsat.store.bitemporal import Dated, as_of
from rugsat.store.licensing.models import AuthorisationFacts
from rugsat.store.parties.models import (
    BankAccount,
    Holding,
    NameKey,
    PartyFacts,
    PartyName,
    Person,
    Responsible,
)
from rugsat.store.prepared import Prepared
from rugsat.store.queries.authorisations import of_party
from rugsat.store.queries.public.beginning import beginning, words_asked
from rugsat.store.queries.told import NotOnTheRegisterError, day_asked, told, told_in_full

_FACTS = ("kind", "name", "lei", "country", "registered_on")
_MORE: dict[str, tuple[type[Dated], tuple[str, ...]]] = {
    "names": (PartyName, ("name", "use")),
    "persons": (Person, ("person", "natural", "name", "country", "born")),
    "holdings": (Holding, ("owner", "held", "share", "controls")),
    "responsible": (Responsible, ("person", "office", "began")),
    "accounts": (BankAccount, ("account", "bank")),
}
_MOST = 100


def facts_of(party: str, day: date, known: datetime | None = None) -> QuerySet[PartyFacts]:
    """The question of what a party is, and of what else that there is to say of it there is anything at all."""
    models: dict[str, type[Dated]] = {name: model for name, (model, _) in _MORE.items()}
    models["authorisations"] = AuthorisationFacts
    there_is = {
        f"has_{name}": Exists(as_of(model, on=day, known=known).filter(Q(party_id=party)))
        for name, model in models.items()
    }
    rows = as_of(PartyFacts, on=day, known=known).filter(party_id=party).select_related("party")
    return rows.annotate(**there_is).order_by("pk")[:1]


def _rows_of(model: type[Dated]) -> Prepared[Dated]:
    return Prepared(
        lambda party, day, known: as_of(model, on=day, known=known).filter(Q(party_id=party)).order_by("pk")
    )


_PREPARED_FACTS = Prepared(facts_of)
_PREPARED_MORE = {name: _rows_of(model) for name, (model, _) in _MORE.items()}


def search(*, text: str, most: int = _MOST) -> list[dict[str, Any]]:
    """Parties that have words beginning with each word of the text in one of their names, former ones included."""
    ids = named(text, most)
    rows = as_of(PartyFacts).filter(party__in=ids, until__isnull=True).order_by("name", "party_id")
    return [told(row, "party_id", *_FACTS) for row in rows] if ids else []


def named(text: str, most: int) -> list[str]:
    """The identifiers of the same parties, in order."""
    words = words_asked(text)
    if not words:
        return []
    parties = beginning(NameKey.objects.all(), words[0])
    for word in words[1:]:
        parties = parties.filter(party__in=beginning(NameKey.objects.all(), word).values("party"))
    return list(parties.order_by("party_id").values_list("party_id", flat=True).distinct()[:most])


def party(*, party: str, now: datetime, on: date | None = None, known: datetime | None = None) -> dict[str, Any]:
    """A party as of a day, as known at a moment."""
    day = day_asked(on, now)
    return described(_PREPARED_FACTS(party=party, day=day, known=known), party=party, day=day, known=known)


def described(found: Sequence[PartyFacts], *, party: str, day: date, known: datetime | None = None) -> dict[str, Any]:
    """What `party` says, from the answer to `facts_of`: only tables that hold anything of the party are asked."""
    if not found:
        message = f"the register knows no party '{party}' on {day}: search with rugsat parties search"
        raise NotOnTheRegisterError(message)
    facts: Any = found[0]
    asked: dict[str, Any] = {"party": party, "day": day, "known": known}
    more = {
        name: [told(row, *columns) for row in _PREPARED_MORE[name](**asked)] if getattr(facts, f"has_{name}") else []
        for name, (_, columns) in _MORE.items()
    }
    held = of_party(party, on=day, known=known) if facts.has_authorisations else []
    return {**told(facts, "party_id", *_FACTS), "version": facts.party.version, **more, "authorisations": held}


def history(*, party: str) -> dict[str, Any]:
    """Every row that the register has ever held of a party, the oldest knowledge first."""
    rows = {
        "facts": _all(PartyFacts, party, _FACTS),
        **{name: _all(model, party, columns) for name, (model, columns) in _MORE.items()},
    }
    if not rows["facts"]:
        message = f"the register knows no party '{party}': search with rugsat parties search"
        raise NotOnTheRegisterError(message)
    return rows


def _all(model: type[Dated], party: str, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    rows = model._default_manager.filter(Q(party_id=party)).order_by("recorded_at", "since", "pk")
    return [told_in_full(row, *columns) for row in rows]
