"""What was done upon a case and what is due, as the organisation is told that the case is about."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from rugsat.domain.licensing.case import Recorded, walk
from rugsat.domain.licensing.clock import ClockState, Deadline
from rugsat.domain.licensing.procedure import Procedure
from rugsat.law.procedure import Office

INSIDE = frozenset({"advise", "countersign", "migrate"})
"""Acts within the authority; what is noted with them is not told."""


def acts_told(procedure: Procedure, acts: Sequence[Recorded], *, since: datetime | None = None) -> list[dict[str, Any]]:
    """Each act with the step that it was: what was said, and where it is a letter, when it was sent and served.

    Of what was done before a moment, as while another held it, no word that was said is told.
    """
    told = []
    for done in walk(procedure, acts):
        act = done.recorded
        rest = None if act.verb == "migrate" else done.procedure.rest(done.step)
        mine = since is None or act.at >= since
        letter = done.step.served and mine
        told.append(
            {
                "number": act.number,
                "verb": str(act.verb),
                "at": act.at,
                "own": act.office == Office.APPLICANT and mine,
                "office": str(act.office),
                "ground": act.ground if mine else "",
                "note": act.note if mine and act.verb not in INSIDE else "",
                "state": done.step.after,
                "letter": letter,
                "sent_on": act.sent_on if letter else None,
                "served_on": act.served_on,
                "means": act.means,
                "rests_on": str(rest.citation or "") if rest else "",
            }
        )
    return told


def deadline_told(deadline: Deadline) -> dict[str, Any]:
    """A deadline with its title in the languages of the law, and whether it is the organisation's own."""
    return {
        "clock": deadline.clock.name,
        "title": dict(deadline.clock.title),
        "own": deadline.owed_by == Office.APPLICANT or (deadline.owed_by is None and deadline.due is not None),
        "owed_by": str(deadline.owed_by or ""),
        "state": str(deadline.state),
        "since": deadline.since,
        "due": deadline.due,
        "open": is_open(deadline),
        "why": deadline.why,
    }


def is_open(deadline: Deadline) -> bool:
    """Whether a deadline is still to be kept."""
    running = {ClockState.RUNNING, ClockState.MISSED, ClockState.STOPPED, ClockState.AWAITS_SERVICE}
    return deadline.state in running and deadline.closed_on is None


def days_left(due: date, on: date) -> int:
    """How many days there are until a day; below nought once it is over."""
    return (due - on).days
