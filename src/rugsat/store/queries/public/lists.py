"""Lists of the public register: who holds what role, what may be traded, where sites are."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from rugsat.law.pack import RulePack
from rugsat.store.bitemporal import as_of
from rugsat.store.licensing.models import ApprovedAsset, AuthorisationFacts, Site
from rugsat.store.queries.public.lines import PAGE, holders

_LIVE = ("in_force", "suspended")


@dataclass(frozen=True, slots=True)
class Asset:
    """An asset that may be traded."""

    dti: str
    name: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Place:
    """A site of an authorisation that is in force or suspended."""

    site: str
    address: str
    zone: str
    number: str
    status: str
    party: str
    holder: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a site lies, in WGS 84 degrees."""

    latitude: Decimal
    longitude: Decimal
    address: str


@dataclass(frozen=True, slots=True)
class Places:
    """A page of sites and where the next begins; over all pages, how many there are in each zone and where they lie."""

    places: tuple[Place, ...]
    after: str
    by_zone: dict[str, int]
    spots: tuple[Spot, ...]
    """Of the sites whose position the register knows."""


def instruments_of(law: RulePack, *roles: str) -> tuple[str, ...]:
    """The instruments of some roles, of all days."""
    held = law.rulebook.instruments.items()
    return tuple(name for name, each in held if any(version.role in roles for version in each.versions))


def assets(*, on: date) -> list[Asset]:
    """Assets that may be traded on a day, by name."""
    rows = as_of(ApprovedAsset, on=on).order_by("name", "dti")
    return [Asset(row.dti, row.name, row.since, row.until) for row in rows]


def places(*, on: date, zone: str = "", after: str = "", most: int = PAGE) -> Places:
    """Sites on a day by their identifiers, all or those of a zone, from behind one on."""
    live = as_of(AuthorisationFacts, on=on).filter(status__in=_LIVE)
    # Sites are few beside authorisations, so each is asked whether its own still stands.
    standing = Exists(live.filter(authorisation=OuterRef("authorisation")))
    rows = as_of(Site, on=on).filter(standing).order_by("site")
    lying: list[Any] = list(rows.values_list("zone", "latitude", "longitude", "address"))
    by_zone = Counter(zone for zone, *_rest in lying)
    spots = [
        Spot(latitude, longitude, at) for _zone, latitude, longitude, at in lying if None not in (latitude, longitude)
    ]
    if zone:
        rows = rows.filter(zone=zone)
    rows = rows.filter(site__gt=after)
    held = list(rows[: most + 1])
    shown = held[:most]
    numbers = {row.authorisation_id for row in shown}
    held_by = as_of(AuthorisationFacts, on=on).filter(authorisation__in=sorted(numbers))
    facts = {row.authorisation_id: row for row in held_by}
    names = holders({row.party_id for row in facts.values()}, on=on)
    found = [_place(row, facts[row.authorisation_id], names) for row in shown]
    return Places(tuple(found), shown[-1].site if len(held) > most else "", dict(by_zone), tuple(spots))


def _place(row: Site, facts: AuthorisationFacts, names: dict[str, str]) -> Place:
    holder = names.get(facts.party_id, facts.party_id)
    return Place(row.site, row.address, row.zone, row.authorisation_id, facts.status, facts.party_id, holder)
