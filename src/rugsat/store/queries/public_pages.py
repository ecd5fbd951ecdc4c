"""The register as anybody may see it, page by page: no person, no owner, no wallet and no machine is told of."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from rugsat.kernel.identifiers.register_number import is_register_number
from rugsat.kernel.names.fold import fold
from rugsat.store.bitemporal import as_of
from rugsat.store.licensing.models import AuthorisationFacts, Site
from rugsat.store.parties.models import NameKey, PartyFacts, PartyName
from rugsat.store.queries.told import NotOnTheRegisterError, day_asked, told, told_in_full

_NOT_PUBLIC = "natural_person"
_PARTY = ("party_id", "kind", "name", "lei", "country")
_FACTS = ("status", "cls", "licensed_w", "ends_on")
_LAST = "\U0010ffff"
"""A letter that comes after every other."""
_SITE = ("site", "address", "zone", "latitude", "longitude")


def parties(
    *, now: datetime, most: int, text: str = "", on: date | None = None, after: str = ""
) -> list[dict[str, Any]]:
    """Parties as of a day in order of their identifiers; with a text those that have words beginning with its words."""
    rows = _parties(day_asked(on, now)).filter(party_id__gt=after)
    words = fold(text).split()
    if text.strip() and not words:
        return []
    for word in words:
        rows = rows.filter(party_id__in=_beginning(word).values("party_id"))
    return [told(row, *_PARTY) for row in rows.order_by("party_id")[:most]]


def party(*, party: str, now: datetime, on: date | None = None) -> dict[str, Any]:
    """A party as of a day, with its other names and its authorisations."""
    day = day_asked(on, now)
    facts = _parties(day).filter(party_id=party).first()
    if facts is None:
        message = f"the register knows no party '{party}' on {day}: search for it by name"
        raise NotOnTheRegisterError(message)
    names = as_of(PartyName, on=day).filter(party_id=party).order_by("name")
    held = as_of(AuthorisationFacts, on=day).filter(party_id=party).order_by("authorisation_id")
    return {
        **told(facts, *_PARTY),
        "names": [{"name": row.name, "use": row.use} for row in names],
        "authorisations": _lines(held, day),
    }


def authorisations(  # noqa: PLR0913 - one for each thing that is asked
    *,
    now: datetime,
    most: int,
    status: str = "",
    instrument: str = "",
    party: str = "",
    on: date | None = None,
    after: str = "",
) -> list[dict[str, Any]]:
    """Authorisations as of a day in order of their numbers."""
    day = day_asked(on, now)
    asked = {"status": status, "authorisation__instrument": instrument, "party_id": party}
    given = {name: value for name, value in asked.items() if value}
    rows = as_of(AuthorisationFacts, on=day).filter(authorisation_id__gt=after, **given)
    return _lines(rows.order_by("authorisation_id")[:most], day)


def authorisation(*, number: str, now: datetime, on: date | None = None) -> dict[str, Any]:
    """An authorisation as of a day, with its sites and every state that it was ever in."""
    day = day_asked(on, now)
    found = _lines(as_of(AuthorisationFacts, on=day).filter(authorisation_id=number), day)
    if not found:
        message = f"the register knows no authorisation '{number}' on {day}{_why(number)}"
        raise NotOnTheRegisterError(message)
    sites = as_of(Site, on=day).filter(authorisation_id=number).order_by("site")
    history = AuthorisationFacts.objects.filter(authorisation_id=number).order_by("recorded_at", "since", "pk")
    return {
        **found[0],
        "sites": [told(row, *_SITE) for row in sites],
        "history": [told_in_full(row, *_FACTS) for row in history],
    }


def status(*, number: str, now: datetime) -> dict[str, Any]:
    """What the register says of a number at this moment, for whoever holds a certificate in hand."""
    day = day_asked(None, now)
    found = _lines(as_of(AuthorisationFacts, on=day).filter(authorisation_id=number), day)
    if not found:
        message = f"the register knows no authorisation '{number}'{_why(number)}"
        raise NotOnTheRegisterError(message)
    names = ("authorisation", "instrument", "cls", "status", "party", "name", "since", "ends_on", "act")
    return {**{name: found[0][name] for name in names}, "as_of": now.isoformat(), "on": day.isoformat()}


def _why(number: str) -> str:
    if is_register_number(number):
        return ": it is written as a number is, so ask the authority about the paper that bears it"
    return ": its check digits are wrong or it is no number; read it once more"


def _beginning(word: str) -> QuerySet[NameKey]:
    """Words of names that begin with a word; each database by the form for which it uses its index."""
    if connection.vendor == "sqlite":
        return NameKey.objects.filter(word__gte=word, word__lt=word + _LAST)
    return NameKey.objects.filter(word__startswith=word)


def _parties(day: date) -> QuerySet[PartyFacts]:
    return as_of(PartyFacts, on=day).exclude(kind=_NOT_PUBLIC)


def _lines(rows: QuerySet[AuthorisationFacts], day: date) -> list[dict[str, Any]]:
    """The authorisations with the names of their holders, in one question however many they are."""
    name = as_of(PartyFacts, on=day).filter(party_id=OuterRef("party_id")).exclude(kind=_NOT_PUBLIC)
    named: Iterable[Any] = rows.select_related("authorisation").annotate(holder=Subquery(name.values("name")[:1]))
    return [
        {
            "authorisation": row.authorisation_id,
            "instrument": row.authorisation.instrument,
            "party": row.party_id,
            "name": row.holder or "",
            **told(row, *_FACTS),
        }
        for row in named
    ]
