"""Sites, their connections and whoever supplies them, zone by zone, as of a day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef

from rugsat.law.resolve import Resolved, resolve
from rugsat.store.bitemporal import as_of
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import AuthorisationFacts, Connection, Site
from rugsat.store.queries.party_names import names_of
from rugsat.store.queries.public.lists import Place, Spot, places

_LIVE = ("in_force", "suspended")


@dataclass(frozen=True, slots=True)
class GridSite:
    """A site with the points at which it is connected."""

    place: Place
    connections: tuple[tuple[str, str], ...]
    """Connection point and the name of its provider."""
    licensed_w: int | None


@dataclass(frozen=True, slots=True)
class Provider:
    """Whoever supplies connections, and whether it is approved."""

    party: str
    name: str
    connections: int
    approved: bool


@dataclass(frozen=True, slots=True)
class GridMap:
    """A page of sites, and what lies in each zone over all pages."""

    sites: tuple[GridSite, ...]
    after: str
    by_zone: dict[str, int]
    licensed_by_zone: dict[str, int]
    spots: tuple[Spot, ...]
    providers: tuple[Provider, ...]
    permitted: frozenset[str] | None
    """Zones in which mining is permitted; None where the law sets none."""
    why_none: str = ""


def grid_map(*, on: date, zone: str = "", after: str = "") -> GridMap:
    """The grid on a day; the number of questions does not depend on how many sites there are."""
    found = places(on=on, zone=zone, after=after)
    names = [place.site for place in found.places]
    points: dict[str, list[tuple[str, str]]] = {}
    for site, connection, provider in (
        as_of(Connection, on=on)
        .filter(site__in=names)
        .order_by("connection")
        .values_list("site", "connection", "provider")
    ):
        points.setdefault(site, []).append((connection, provider))
    called = names_of({provider for held in points.values() for _, provider in held}, on=on)
    watts = dict(
        as_of(AuthorisationFacts, on=on)
        .filter(authorisation__in=[place.number for place in found.places])
        .values_list("authorisation_id", "licensed_w")
    )
    sites = tuple(
        GridSite(
            place,
            tuple((point, called.get(provider, provider)) for point, provider in points.get(place.site, ())),
            watts.get(place.number),
        )
        for place in found.places
    )
    permitted, why_none = _permitted(on)
    return GridMap(sites, found.after, found.by_zone, _licensed(on), found.spots, _providers(on), permitted, why_none)


def _licensed(on: date) -> dict[str, int]:
    """Licensed power by zone; of an authorisation with sites in several zones it is counted in its first."""
    live = as_of(AuthorisationFacts, on=on).filter(status__in=_LIVE, licensed_w__isnull=False)
    watts = dict(live.values_list("authorisation_id", "licensed_w"))
    standing = Exists(live.filter(authorisation=OuterRef("authorisation")))
    rows = as_of(Site, on=on).filter(standing).order_by("authorisation_id", "site")
    found, seen = Counter[str](), set[str]()
    for number, zone in rows.values_list("authorisation_id", "zone"):
        if number not in seen:
            seen.add(number)
            found[zone] += watts.get(number) or 0
    return dict(found)


def _providers(on: date) -> tuple[Provider, ...]:
    """Those who supply connections, and those who are approved and supply none yet; most connections first."""
    counted = dict(as_of(Connection, on=on).values_list("provider").annotate(Count("pk")).order_by())
    instruments = [
        name
        for name, each in law_in_force().rulebook.instruments.items()
        if any(version.role == "energy_provider" for version in each.versions)
    ]
    approved = set(
        as_of(AuthorisationFacts, on=on)
        .filter(status="in_force", authorisation__instrument__in=instruments)
        .values_list("party_id", flat=True)
    )
    names = names_of(set(counted) | approved, on=on)
    found = [
        Provider(party, names.get(party, party), counted.get(party, 0), party in approved)
        for party in set(counted) | approved
    ]
    return tuple(sorted(found, key=lambda each: (-each.connections, each.party)))


def _permitted(on: date) -> tuple[frozenset[str] | None, str]:
    answer = resolve(law_in_force(), "mining.permitted_zones", on)
    if isinstance(answer, Resolved) and isinstance(answer.value, tuple):
        return frozenset(map(str, answer.value)), str(answer.citation)
    return None, "" if isinstance(answer, Resolved) else answer.why
