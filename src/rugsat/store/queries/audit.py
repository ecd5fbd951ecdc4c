"""The trail of what was done: of one thing, or of all, each line with its place in the log."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from rugsat.evidence.log.opening import Opening
from rugsat.store.accounts.models import Account
from rugsat.store.outbox.models import Entry, Sequenced
from rugsat.store.prepared import Prepared
from rugsat.store.queries.told import NotOnTheRegisterError

MOST = 50


@dataclass(frozen=True, slots=True)
class TrailLine:
    """Something that was done: who, when, what, about whom; and where it stands in the log."""

    number: int
    """Its place in the log, counted from 0."""
    kind: str
    subject: str
    at: datetime
    by: str
    by_name: str
    on_behalf_of: str
    content: dict[str, Any]
    erased: bool
    """Whether what was decided is erased, because a person has the right to be forgotten; the leaf stays."""
    in_log: bool
    """Whether a signed checkpoint of the log covers it."""


@dataclass(frozen=True, slots=True)
class Trail:
    """Lines, the latest first; `before` is the number to go on below, None where there is nothing more."""

    lines: tuple[TrailLine, ...]
    before: int | None
    size: int
    """How many entries the last checkpoint of the log covers."""


@dataclass(frozen=True, slots=True)
class TrailFilters:
    """What the trail is narrowed to; what is empty does not narrow it."""

    kinds: tuple[str, ...] = ()
    subject: str = ""
    by: str = ""
    since: datetime | None = None
    until: datetime | None = None


def trail(*, subject: str, more: Collection[str] = (), most: int = MOST) -> Trail:
    """Everything that was done about a thing, and about others that belong to it."""
    return _told(_about(most)(subjects=[subject, *more]), most)


def audited(filters: TrailFilters, *, before: int | None = None, most: int = MOST) -> Trail:
    """What was done in the office, the latest first, below a place of the log where one is given."""
    rows = Entry.objects.all()
    if before is not None:
        rows = rows.filter(number__lt=before)
    if filters.kinds:
        rows = rows.filter(kind__in=filters.kinds)
    if filters.subject:
        rows = rows.filter(subject=filters.subject)
    if filters.by:
        rows = rows.filter(by=filters.by)
    if filters.since:
        rows = rows.filter(at__gte=filters.since)
    if filters.until:
        rows = rows.filter(at__lt=filters.until)
    return _trail(rows, most)


def entry(*, number: int) -> TrailLine:
    """One entry of the log; NotOnTheRegisterError where there is none."""
    found = _trail(Entry.objects.filter(number=number), 1)
    if not found.lines:
        message = f"the log of the office has no entry {number}: choose one from the trail"
        raise NotOnTheRegisterError(message)
    return found.lines[0]


def opening(*, number: int) -> Opening:
    """What an entry stands for; NotOnTheRegisterError where there is no such entry, or what it stood for is erased."""
    row = Entry.objects.filter(number=number).first()
    if row is None or row.salt is None:
        message = f"nobody can say what the entry {number} stands for: there is none, or its content is erased"
        raise NotOnTheRegisterError(message)
    return Opening(row.content, bytes(row.salt))


def kinds() -> list[str]:
    """The kinds of acts that there are in the log."""
    # One look-up in the index for each kind, however many acts there are.
    found, last = list[str](), ""
    while kind := Entry.objects.filter(kind__gt=last).order_by("kind").values_list("kind", flat=True).first():
        found.append(kind)
        last = kind
    return found


@lru_cache(maxsize=8)
def _about(most: int) -> Prepared[Entry]:
    """The question of a trail of so many lines, and one that tells whether there are more."""
    return Prepared(lambda subjects: Entry.objects.filter(subject__in=subjects).order_by("-number")[: most + 1])


_SIZE = Prepared(lambda: Sequenced.objects.order_by("-size").values_list("size")[:1])


def _trail(rows: Any, most: int) -> Trail:
    return _told(list(rows.order_by("-number")[: most + 1]), most)


def _told(found: list[Entry], most: int) -> Trail:
    size = next((size for (size,) in _SIZE()), 0)
    shown = found[:most]
    names = _names(shown)
    lines = tuple(_line(each, names, size) for each in shown)
    return Trail(lines, shown[-1].number if len(found) > most else None, size)


def _names(rows: Iterable[Entry]) -> dict[str, str]:
    logins = {each.by for each in rows if each.by}
    return dict(Account.objects.filter(login__in=logins).values_list("login", "name")) if logins else {}


def _line(row: Entry, names: dict[str, str], size: int) -> TrailLine:
    # Who acted stands with the line; another in their place, such as the body that attests, is part of what was said.
    who, actors = {"acted_by", "acted_for", "by", "on_behalf_of"}, (row.by, row.on_behalf_of, "", None)
    return TrailLine(
        number=row.number,
        kind=row.kind,
        subject=row.subject,
        at=row.at,
        by=row.by,
        by_name=names.get(row.by, row.by),
        on_behalf_of=row.on_behalf_of,
        content={name: each for name, each in (row.content or {}).items() if name not in who or each not in actors},
        erased=row.salt is None,
        in_log=row.number < size,
    )
