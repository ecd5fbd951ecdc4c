"""Warnings about firms that hold no authorisation, as the public sees them: listed, searched, and one of them whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from rugsat.kernel.identifiers.website import bare_address
from rugsat.kernel.language import gettext as _
from rugsat.store.bitemporal import as_of, true_on
from rugsat.store.parties.models import FirmWarning, WarningKey
from rugsat.store.queries.public.beginning import beginning, words_asked
from rugsat.store.queries.public.lines import PAGE
from rugsat.store.queries.told import NotOnTheRegisterError

_BEFORE_ALL = date.max


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning on a day."""

    warning: str
    name: str
    names: tuple[str, ...]
    websites: tuple[str, ...]
    country: str
    lei: str
    instrument: str
    """What the firm would need; empty where another authority has warned."""
    ground: str
    basis: str
    rests_on: str
    authority: str
    """The authority that has warned, where it is another."""
    source: str
    since: date
    until: date | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Warnings:
    """A page of warnings; `after` is where the next page begins, empty where there is none."""

    warnings: tuple[Warned, ...]
    after: str = ""


def listed(*, on: date, after: str = "", most: int = PAGE) -> Warnings:
    """Warnings that are given on a day, the newest first, from behind one on."""
    rows = as_of(FirmWarning, on=on).order_by("-since", "warning")
    if after:
        day, warning = _place(after)
        rows = rows.filter(Q(since__lt=day) | Q(since=day, warning__gt=warning))
    held = list(rows[: most + 1])
    last = held[most - 1] if len(held) > most else None
    return Warnings(warned(held[:most]), f"{last.since}_{last.warning}" if last else "")


def search(text: str, *, on: date, most: int = PAGE) -> tuple[Warned, ...]:
    """Warnings on a day that have words beginning with each word of the text, in a name or a website."""
    words = words_asked(bare_address(text))
    if not words:
        return ()
    rows = as_of(FirmWarning, on=on)
    for word in words:
        rows = rows.filter(Exists(beginning(WarningKey.objects.all(), word).filter(warning=OuterRef("warning"))))
    return warned(rows.order_by("-since", "warning")[:most])


def warning(number: str, *, on: date) -> Warned:
    """A warning on a day; NotOnTheRegisterError where none of that number was given then."""
    known = FirmWarning.objects.filter(warning=number, superseded_at__isnull=True)
    found = known.filter(true_on(on)).first()
    if found is None:
        said = _("No warning {number} is given on {on}: search for the name of the firm, or ask for another day.")
        raise NotOnTheRegisterError(said.format(number=number, on=on))
    return warned([found])[0]


def every(*, on: date) -> Iterable[Warned]:
    """All warnings of a day in order of their days, for files that hold them whole."""
    for row in as_of(FirmWarning, on=on).order_by("since", "warning").iterator(500):
        yield from warned([row])


def warned(rows: Iterable[FirmWarning]) -> tuple[Warned, ...]:
    """Rows of warnings as the public sees them."""
    return tuple(
        Warned(
            warning=row.warning,
            name=row.name,
            names=tuple(row.names),
            websites=tuple(row.websites),
            country=row.country,
            lei=row.lei,
            instrument=row.instrument,
            ground=row.ground,
            basis=row.basis,
            rests_on=row.rests_on,
            authority=row.authority,
            source=row.source,
            since=row.since,
            until=row.until,
            recorded_at=row.recorded_at,
        )
        for row in rows
    )


def _place(after: str) -> tuple[date, str]:
    """The place that a page ends at; before all where it is none, so that the list begins anew."""
    day, _between, warning = after.partition("_")
    try:
        return date.fromisoformat(day), warning
    except ValueError:
        return _BEFORE_ALL, ""
