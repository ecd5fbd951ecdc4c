"""A party as the public register shows it: what it is on a day, what it was called, what it holds and held."""

from dataclasses import dataclass
from datetime import date, datetime

from rugsat.kernel.language import gettext as _
from rugsat.store.bitemporal import Dated
from rugsat.store.licensing.models import AuthorisationFacts
from rugsat.store.parties.models import PartyFacts, PartyName
from rugsat.store.queries.public.lines import PERSON, Line, lines_of
from rugsat.store.queries.told import NotOnTheRegisterError


@dataclass(frozen=True, slots=True)
class Was:
    """What a party was on some days, as the register knew it between two moments."""

    name: str
    kind: str
    country: str
    lei: str | None
    since: date
    until: date | None
    recorded_at: datetime
    superseded_at: datetime | None


@dataclass(frozen=True, slots=True)
class PublicParty:
    """A party on a day."""

    party: str
    name: str
    kind: str
    lei: str | None
    country: str
    registered_on: date | None
    other_names: tuple[tuple[str, str], ...]
    """Name and use: trade name, or the name in another script."""
    authorisations: tuple[Line, ...]
    history: tuple[Was, ...]
    since: date
    until: date | None
    act: str
    """The act by which the register came to say what it says of the day."""


def party(name: str, *, on: date) -> PublicParty:
    """A party on a day; NotOnTheRegisterError where the register shows none of that identifier."""
    rows = list(PartyFacts.objects.filter(party_id=name).order_by("since", "recorded_at"))
    facts = next((row for row in rows if holds(row, on)), None)
    if facts is None or facts.kind == PERSON:
        raise NotOnTheRegisterError(_message(name, on, [row for row in rows if row.kind != PERSON]))
    names = PartyName.objects.filter(party_id=name, superseded_at__isnull=True).order_by("name")
    held = AuthorisationFacts.objects.filter(party_id=name, superseded_at__isnull=True)
    now = [row for row in held.select_related("authorisation").order_by("authorisation_id") if holds(row, on)]
    return PublicParty(
        party=name,
        name=facts.name,
        kind=facts.kind,
        lei=facts.lei,
        country=facts.country,
        registered_on=facts.registered_on,
        other_names=tuple((row.name, row.use) for row in names if holds(row, on)),
        authorisations=tuple(lines_of(now, on=on)),
        history=tuple(_was(row) for row in rows if row.kind != PERSON),
        since=facts.since,
        until=facts.until,
        act=facts.act,
    )


def holds(row: Dated, on: date) -> bool:
    """Tell whether a row is true on a day, as the register knows now."""
    return row.superseded_at is None and row.since <= on and (row.until is None or row.until > on)


def _was(row: PartyFacts) -> Was:
    times = (row.since, row.until, row.recorded_at, row.superseded_at)
    return Was(row.name, row.kind, row.country, row.lei, *times)


def _message(name: str, on: date, rows: list[PartyFacts]) -> str:
    if rows:
        said = _("The register shows no party {name} on {on}; it does from {since} on: ask for another day.")
        return said.format(name=name, on=on, since=rows[0].since)
    return _("The register shows no party {name}: search for its name.").format(name=name)
