"""An authorisation as the public register shows it: what it is on a day, where it holds, and how it came to this."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rugsat.kernel.identifiers.register_number import is_register_number
from rugsat.kernel.language import gettext as _
from rugsat.store.licensing.models import AuthorisationFacts, CaseAct, Site
from rugsat.store.queries.public.lines import Line, lines_of
from rugsat.store.queries.public.party import holds
from rugsat.store.queries.told import NotOnTheRegisterError


@dataclass(frozen=True, slots=True)
class PublicSite:
    """A place where an authorisation may be exercised."""

    site: str
    address: str
    zone: str
    latitude: Decimal | None
    longitude: Decimal | None
    since: date
    until: date | None
    act: str


@dataclass(frozen=True, slots=True)
class Step:
    """What the register said of an authorisation for some days, since when it said so, and the act that made it."""

    status: str
    cls: str
    licensed_w: int | None
    ends_on: date | None
    since: date
    until: date | None
    recorded_at: datetime
    superseded_at: datetime | None
    act: str
    verb: str
    ground: str


@dataclass(frozen=True, slots=True)
class PublicAuthorisation:
    """An authorisation on a day."""

    line: Line
    granted_at: datetime
    conditions: tuple[Any, ...]
    sites: tuple[PublicSite, ...]
    history: tuple[Step, ...]


def authorisation(number: str, *, on: date) -> PublicAuthorisation:
    """An authorisation on a day; NotOnTheRegisterError where the register knows none of that number."""
    rows = list(
        AuthorisationFacts.objects.filter(authorisation_id=number)
        .select_related("authorisation")
        .order_by("since", "recorded_at")
    )
    facts = next((row for row in rows if holds(row, on)), None)
    if facts is None:
        raise not_there(number, on, begins=rows[0].since if rows else None)
    sites = Site.objects.filter(authorisation_id=number, superseded_at__isnull=True).order_by("site", "since")
    acts = _acts(facts.authorisation.case_id)
    (line,) = lines_of([facts], on=on)
    return PublicAuthorisation(
        line=line,
        granted_at=facts.authorisation.granted_at,
        conditions=tuple(facts.conditions),
        sites=tuple(_site(row) for row in sites if holds(row, on)),
        history=tuple(_step(row, acts) for row in rows),
    )


def status_of(number: str, *, on: date) -> Line | None:
    """The line of an authorisation on a day, None where the register knows none."""
    rows = AuthorisationFacts.objects.filter(authorisation_id=number, superseded_at__isnull=True)
    held = [row for row in rows.select_related("authorisation").order_by("since") if holds(row, on)]
    return lines_of(held[:1], on=on)[0] if held else None


def not_there(number: str, on: date, *, begins: date | None = None) -> NotOnTheRegisterError:
    """Why the register shows no authorisation of that number on a day: it begins later, is unknown, or was misread."""
    if begins is not None:
        said = _("The register shows no authorisation {number} on {on}; it does from {since} on: ask for another day.")
        return NotOnTheRegisterError(said.format(number=number, on=on, since=begins))
    if is_register_number(number):
        said = _(
            "The register knows no authorisation {number}, though it is written as a number is: "
            "ask the authority about the paper that bears it, or search for its holder."
        )
    else:
        said = _(
            "The register knows no authorisation {number}: its check digits are wrong or it is no number; "
            "read it once more, or search for its holder."
        )
    return NotOnTheRegisterError(said.format(number=number))


def _site(row: Site) -> PublicSite:
    places = (row.latitude, row.longitude)
    return PublicSite(row.site, row.address, row.zone, *places, row.since, row.until, row.act)


def _acts(case: str | None) -> dict[str, tuple[str, str]]:
    """Verb and ground of the acts of a case, by the name that rows of the register have for them; nobody is named."""
    if case is None:
        return {}
    acts = CaseAct.objects.filter(case_id=case).values_list("number", "verb", "ground")
    return {f"{case}/{number}": (verb, ground) for number, verb, ground in acts}


def _step(row: AuthorisationFacts, acts: dict[str, tuple[str, str]]) -> Step:
    verb, ground = acts.get(row.act, ("", ""))
    return Step(
        status=row.status,
        cls=row.cls,
        licensed_w=row.licensed_w,
        ends_on=row.ends_on,
        since=row.since,
        until=row.until,
        recorded_at=row.recorded_at,
        superseded_at=row.superseded_at,
        act=row.act,
        verb=verb,
        ground=ground,
    )
