"""Rows that are true for some days and known from some moment on: they are closed, never overwritten."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import Q, QuerySet

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.period import FOREVER, Period
from rugsat.store.outbox.counter import take
from rugsat.store.room import refuse_longer

_AT_ONCE = 500
"""So many keys are asked for at once; SQLite takes no more than so many values in one question."""


class ClockRunsBackwardsError(RugsatError):
    """An act that would be known before what it rests on."""


class Dated(models.Model):
    """A row of the register: true on [since, until), known in [recorded_at, superseded_at)."""

    since = models.DateField()
    until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    act = models.CharField(max_length=80)
    """The act by which the register came to know it: the case and the number of its act."""

    KEY: tuple[str, ...] = ()
    """Columns that name the thing; of one thing, one row is true on a day, as known at a moment."""

    class Meta:
        """No table of its own."""

        abstract = True


Row = TypeVar("Row", bound=Dated)


@dataclass(frozen=True, slots=True)
class Said:
    """What an act says of one thing: the columns that name it and those that describe it; None ends it."""

    key: Mapping[str, Any]
    values: Mapping[str, Any] | None


def known_at(moment: datetime | None) -> Q:
    """Rows as the register knew them at a moment; as it knows them now where that is None."""
    if moment is None:
        return Q(superseded_at__isnull=True)
    return Q(recorded_at__lte=moment) & (Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment))


def true_on(day: date) -> Q:
    """Rows that are true on a day."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def as_of(model: type[Row], *, on: date | None = None, known: datetime | None = None) -> QuerySet[Row]:
    """The rows as known at a moment (now where None), only those true on a day where one is given."""
    if known is None:
        # A copy, for a question that was asked keeps its answer.
        return _as_known_now(model, on).all()
    rows: QuerySet[Row] = model._default_manager.filter(known_at(known))
    return rows if on is None else rows.filter(true_on(on))


@lru_cache(maxsize=256)
def _as_known_now(model: type[Row], on: date | None) -> QuerySet[Row]:
    """The question alone, which is never asked: pages put the same one for many tables, and wording it takes time."""
    rows: QuerySet[Row] = model._default_manager.filter(known_at(None))
    return rows if on is None else rows.filter(true_on(on))


def alone(model: type[Dated]) -> None:
    """Hold off everybody else who writes rows of this kind, until the transaction ends.

    Two who see at once that nothing is there would otherwise both write it, and a register with one thing twice cannot
    be published. On SQLite whoever writes is alone already.
    """
    if connection.features.has_select_for_update:
        take(f"rows.{model._meta.label_lower}")


def enter(rows: Iterable[models.Model]) -> None:
    """Enter rows of one kind as they are, by the hundred, where it is known that none of them is there."""
    made = list(rows)
    if made:
        type(made[0])._default_manager.bulk_create(made, batch_size=_AT_ONCE)


def write(model: type[Row], said: Iterable[Said], *, period: Period, at: datetime, act: str) -> None:
    """Let the things be as said on the days of the period, from this moment on; other days stay as they were.

    Rows that the period cuts are superseded, and what is left of them outside it is written anew. Everything happens
    in a few questions however many things there are. To be called within a transaction.
    """
    said = list(said)
    by_key = {_key(model, each.key): each for each in said}
    if len(by_key) < len(said):
        message = f"one act says two things of the same {' and '.join(model.KEY)}"
        raise ValueError(message)
    alone(model)
    held = _cut(model, list(by_key), period)
    late = [row for rows in held.values() for row in rows if row.recorded_at > at]
    if late:
        message = f"this act is of {at}, but what it changes was recorded at {late[0].recorded_at}: set the clock right"
        raise ClockRunsBackwardsError(message)
    written: list[Row] = []
    for key, each in by_key.items():
        before = held.get(key, [])
        written += [rest for row in before for rest in _outside(row, period)]
        if each.values is not None:
            refuse_longer(model, {**each.key, **each.values})
            written.append(model(**each.key, **each.values, since=period.since, until=period.until))
    for row in written:
        row.recorded_at, row.act = at, row.act or act
    ids = [row.pk for rows in held.values() for row in rows]
    for some in _some(ids):
        model._default_manager.filter(pk__in=some).update(superseded_at=at)
    model._default_manager.bulk_create(written, batch_size=_AT_ONCE)


def _cut(model: type[Row], keys: Sequence[tuple[Any, ...]], period: Period) -> dict[tuple[Any, ...], list[Row]]:
    """The rows that are known now and true on a day of the period, by their thing."""
    first = model.KEY[0]
    wanted, found = set(keys), defaultdict[tuple[Any, ...], list[Row]](list)
    for some in _some(sorted({key[0] for key in keys}, key=str)):
        rows = model._default_manager.filter(
            Q(until__isnull=True) | Q(until__gt=period.since),
            superseded_at__isnull=True,
            since__lt=period.end,
            **{f"{first}__in": some},
        ).order_by("since")
        for row in rows:
            key = _key(model, {name: getattr(row, name) for name in model.KEY})
            if key in wanted:
                found[key].append(row)
    return found


def _outside(row: Row, period: Period) -> Iterable[Row]:
    """What is left of a row on the days before and after the period, as new rows with the act that said so."""
    parts: list[tuple[date, date | None]] = []
    if row.since < period.since:
        parts.append((row.since, period.since))
    end = row.until or FOREVER
    if end > period.end:
        parts.append((period.end, row.until))
    plain = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    for since, until in parts:
        yield type(row)(**{**plain, "since": since, "until": until, "superseded_at": None})


def _key(model: type[Dated], key: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(key[name] for name in model.KEY)


def _some(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[begin : begin + _AT_ONCE] for begin in range(0, len(values), _AT_ONCE))
