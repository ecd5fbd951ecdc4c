"""Findings of the office: listed, and one with everything that happened to it."""

from typing import Any

from rugsat.store.findings.models import OfficeFinding
from rugsat.store.queries.told import NotOnTheRegisterError


def listed(*, status: str = "open", check: str = "") -> list[dict[str, Any]]:
    """Findings of a status, the latest first."""
    rows = OfficeFinding.objects.filter(status=status) if status else OfficeFinding.objects.all()
    if check:
        rows = rows.filter(check_name=check)
    return [line_of(row) for row in rows.order_by("-last_day", "finding")]


def finding(*, finding: str) -> dict[str, Any]:
    """A finding with what it says and what happened to it."""
    held = OfficeFinding.objects.filter(finding=finding).first()
    if held is None:
        message = f"the office has no finding {finding}: list them with rugsat office findings"
        raise NotOnTheRegisterError(message)
    events = held.events.order_by("pk")
    return {
        **line_of(held),
        "says": held.says,
        "events": [
            {"what": each.what, "run": each.run, "at": each.at.isoformat(), "by": each.by, "note": each.note}
            for each in events
        ],
    }


def line_of(row: OfficeFinding) -> dict[str, Any]:
    """A finding as it stands in a list."""
    return {
        "finding": row.finding,
        "check": row.check_name,
        "subject": row.subject,
        "status": row.status,
        "standing": row.standing,
        "first_day": row.first_day.isoformat(),
        "last_day": row.last_day.isoformat(),
        "version": row.version,
    }
