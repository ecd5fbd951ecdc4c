"""The public register as the API tells it."""

from datetime import date, datetime
from typing import Any

from rugsat.kernel.record import to_plain
from rugsat.store.queries.public.authorisation import PublicAuthorisation, PublicSite, Step
from rugsat.store.queries.public.lines import Line
from rugsat.store.queries.public.party import PublicParty

_PARTY = ("party", "kind", "name", "lei", "country", "since", "until", "act")
_LINE = ("instrument", "party", "status", "cls", "licensed_w", "ends_on", "since", "until", "act")
_SITE = ("site", "address", "zone", "latitude", "longitude", "since", "until", "act")
_STEP = ("status", "cls", "licensed_w", "ends_on", "since", "until", "recorded_at", "superseded_at", "act")
_CHECKED = ("instrument", "cls", "status", "party", "since", "ends_on", "act")


def party(held: PublicParty) -> dict[str, Any]:
    """A party with its other names and its authorisations."""
    names = [{"name": name, "use": use} for name, use in held.other_names]
    return {**_told(held, _PARTY), "names": names, "authorisations": [line(each) for each in held.authorisations]}


def line(held: Line) -> dict[str, Any]:
    """An authorisation as it stands in a list."""
    return {"authorisation": held.number, "name": held.holder, **_told(held, _LINE)}


def authorisation(held: PublicAuthorisation) -> dict[str, Any]:
    """An authorisation with its sites, and with all that the register has said of it, the oldest knowledge first."""
    steps = sorted(held.history, key=lambda step: (step.recorded_at, step.since))
    sites, history = [_told(each, _SITE) for each in held.sites], [_told(each, _STEP) for each in steps]
    return {**line(held.line), "sites": sites, "history": history}


def checked(held: Line, *, on: date, at: datetime) -> dict[str, Any]:
    """What the register says of a number at a moment."""
    told = {"authorisation": held.number, "name": held.holder, **_told(held, _CHECKED)}
    return {**told, "as_of": at.isoformat(), "on": on.isoformat()}


def _told(held: PublicParty | Line | PublicSite | Step, names: tuple[str, ...]) -> dict[str, Any]:
    plain: dict[str, Any] = to_plain({name: getattr(held, name) for name in names})
    return plain
