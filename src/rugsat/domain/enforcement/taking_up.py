"""Taking up a run: what it says of the findings that the office already has, and of those that it has not."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How a finding stands with the office."""

    OPEN = "open"
    GONE = "gone"
    DISMISSED = "dismissed"
    IN_CASE = "in_case"
    """An officer has opened a case on it; until that is closed, no run changes how it stands."""


class Event(StrEnum):
    """What a run says of a finding."""

    FIRST_SEEN = "first_seen"
    STILL_TRUE = "still_true"
    CHANGED = "changed"
    """Still true, with other figures or another end."""
    GONE = "gone"
    """The evidence, as corrected, no longer gives it."""
    BACK = "back"
    """It was gone and is there again."""


@dataclass(frozen=True, slots=True)
class Held:
    """A finding of the office, as far as a run can speak of it."""

    finding: str
    check: str
    status: Status
    first_day: date
    last_day: date
    digest: str
    """Of what it says."""
    there: bool = True
    """Whether the last run that asked for it gave it; of a finding in a case, its status does not say so."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run looked at: the checks that were awake, and the days."""

    awake: Set[str]
    since: date | None
    on: date

    def covers(self, held: Held) -> bool:
        """Whether the run would have found it again: its check was asked, over all its days."""
        begun = self.since is None or held.first_day >= self.since
        return held.check in self.awake and begun and held.last_day <= self.on


@dataclass(frozen=True, slots=True)
class Told:
    """One finding, what happened to it, and how it stands from now on."""

    finding: str
    event: Event
    status: Status


def take_up(asked: Asked, found: Mapping[str, str], office: Iterable[Held]) -> tuple[Told, ...]:
    """What a run, which found these (digest of what each says, by finding), says of the findings of an office.

    A dismissed finding stays dismissed whatever a run says, and one that is in a case stays there: that its evidence
    is gone is told, and the officer decides. What a run did not look at stays as it is: a check that slept, and an
    episode that began before its first day or ended after its last, are not gone.
    """
    told, known = [], set[str]()
    for held in office:
        known.add(held.finding)
        if held.finding in found:
            event, status = _again(held, found[held.finding])
            told.append(Told(held.finding, event, status))
        elif held.status is Status.OPEN and asked.covers(held):
            told.append(Told(held.finding, Event.GONE, Status.GONE))
        elif held.status is Status.IN_CASE and held.there and asked.covers(held):
            told.append(Told(held.finding, Event.GONE, Status.IN_CASE))
    told += [Told(finding, Event.FIRST_SEEN, Status.OPEN) for finding in found if finding not in known]
    return tuple(sorted(told, key=lambda each: each.finding))


def _again(held: Held, digest: str) -> tuple[Event, Status]:
    same = Event.STILL_TRUE if digest == held.digest else Event.CHANGED
    if held.status is Status.GONE:
        return Event.BACK, Status.OPEN
    if held.status is Status.IN_CASE and not held.there:
        return Event.BACK, Status.IN_CASE
    return same, held.status
