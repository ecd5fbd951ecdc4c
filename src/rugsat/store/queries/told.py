"""Rows as plain answers."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.record import to_plain
from rugsat.store.bitemporal import Dated
from rugsat.store.kept_law import law_in_force

_TIMES = ("since", "until", "recorded_at", "superseded_at", "act")


class NotOnTheRegisterError(RugsatError):
    """Something that the register does not know."""


def told(row: Dated, *names: str, times: Sequence[str] = ("since", "until", "act")) -> dict[str, Any]:
    """The named columns of a row, with its days and its act."""
    said: dict[str, Any] = to_plain(
        {**{name.removesuffix("_id"): getattr(row, name) for name in names}, **_times(row, times)}
    )
    return said


def told_in_full(row: Dated, *names: str) -> dict[str, Any]:
    """The same with the moments between which it was known."""
    return told(row, *names, times=_TIMES)


def day_asked(on: date | None, now: datetime) -> date:
    """The day that is asked about: today, in the time zone of the jurisdiction, where none is said."""
    return on or now.astimezone(ZoneInfo(law_in_force().rulebook.jurisdiction.time_zone)).date()


def _times(row: Dated, times: Sequence[str]) -> Mapping[str, Any]:
    return {name: getattr(row, name) for name in times}
