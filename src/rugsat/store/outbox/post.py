"""Posting acts to the outbox: within their transaction they get the numbers that are their places in the log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rugsat.evidence.log.commitment import NO_SALT, commit, new_salt
from rugsat.store.outbox.counter import take
from rugsat.store.outbox.models import Entry

COUNTER = "outbox"


@dataclass(frozen=True, slots=True)
class Posted:
    """An act to be logged: its kind, what it is about, and all that was decided."""

    kind: str
    subject: str
    content: Mapping[str, Any]
    public: bool = False
    """Whether whoever has the content may find its leaf, as with a published register; then it has no salt."""
    by: str = ""
    """Login of whoever acted."""
    on_behalf_of: str = ""


def post(acts: Sequence[Posted], *, on: date, at: datetime) -> tuple[int, ...]:
    """Number the acts and fix their leaves; to be called last in a transaction, because it locks the counter."""
    if not acts:
        return ()
    first = take(COUNTER, len(acts)) - 1
    entries = []
    for number, act in enumerate(acts, first):
        salt = NO_SALT if act.public else new_salt()
        leaf = commit(act.kind, on, act.content, salt=salt).to_bytes()
        entries.append(
            Entry(
                number=number,
                kind=act.kind,
                subject=act.subject,
                at=at,
                by=act.by,
                on_behalf_of=act.on_behalf_of,
                content=dict(act.content),
                salt=salt,
                leaf=leaf,
            )
        )
    Entry.objects.bulk_create(entries)
    return tuple(entry.number for entry in entries)
