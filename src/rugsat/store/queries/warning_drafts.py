"""Drafts of warnings, as officers see them: those that wait for another officer, and one with what it is about."""

from dataclasses import dataclass
from datetime import date

from rugsat.store.parties.models import WarningDraft
from rugsat.store.queries.public.warned import Warned, warning
from rugsat.store.queries.told import NotOnTheRegisterError

MOST = 200
"""Drafts that a list shows."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft, and the warning that it is about as it is given on a day; none where none is given then."""

    draft: WarningDraft
    given: Warned | None


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list."""

    draft: str
    state: str
    does: str
    warning: str
    name: str
    note: str
    drafted_by: str
    drafted_at: str


def listed(*, state: str = WarningDraft.State.DRAFT) -> tuple[DraftLine, ...]:
    """Drafts that stand in a state, the latest first; those that wait for another officer where none is named."""
    rows = WarningDraft.objects.filter(state=state).order_by("-drafted_at", "-draft")[:MOST]
    return tuple(
        DraftLine(
            draft=row.draft,
            state=row.state,
            does=row.does,
            warning=row.warning,
            name=str(row.says.get("name", "")),
            note=row.note,
            drafted_by=row.drafted_by,
            drafted_at=row.drafted_at.isoformat(),
        )
        for row in rows
    )


def drafted(*, draft: str, on: date) -> Drafted:
    """A draft by its name; NotOnTheRegisterError where there is none."""
    held = WarningDraft.objects.filter(draft=draft).first()
    if held is None:
        message = f"there is no draft '{draft}': choose one from the list"
        raise NotOnTheRegisterError(message)
    return Drafted(held, given(held.warning, on=on) if held.warning else None)


def given(number: str, *, on: date) -> Warned | None:
    """The warning of a number as it is given on a day; None where none is."""
    try:
        return warning(number, on=on)
    except NotOnTheRegisterError:
        return None
