"""What one party owes: the returns that are due, and what was filed for them."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from rugsat.domain.returns.owed import Owed
from rugsat.kernel.period import Period
from rugsat.store.api_access.models import ReceivedFiling
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.told import day_asked
from rugsat.store.snapshot.obligations import obligations

_BEHIND, _AHEAD = timedelta(days=92), timedelta(days=31)
_TAKEN = ("ACPT", "PART")
_WITHDRAWS = "cancellation"


def owing(*, party: str, now: datetime, since: date | None = None, until: date | None = None) -> list[dict[str, Any]]:
    """The returns that a party owes for periods that end within some days, in order of the days they are due.

    The days are the last three months and the month ahead where they are left out.
    """
    law, today = law_in_force(), day_asked(None, now)
    within = Period(since or today - _BEHIND, until or today + _AHEAD)
    found = tuple(each.owed for each in obligations(law, within=within, party=party))
    standing = _standing(party, found)
    told = [_told(each, standing.get((each.return_name, each.period)), today) for each in found]
    return sorted(told, key=lambda each: (each["due"], each["return"], each["period"]))


def _told(each: Owed, filing: str | None, today: date) -> dict[str, Any]:
    return {
        "return": each.return_name,
        "period": each.period,
        "due": each.due.isoformat(),
        "authorisation": each.authorisation,
        "rests_on": each.rests_on,
        "filing": filing or "",
        "overdue": filing is None and each.due < today,
    }


def _standing(party: str, found: tuple[Owed, ...]) -> dict[tuple[str, str], str]:
    """The filing that stands for each return and period; a return that is filed in parts has that of its last part."""
    rows = ReceivedFiling.objects.filter(
        sender=party, status__in=_TAKEN, return_name__in={each.return_name for each in found}
    ).order_by("commit")
    parts = defaultdict[tuple[str, str], dict[str, str]](dict)
    for row in rows:
        if row.kind == _WITHDRAWS:
            parts[row.return_name, row.period].pop(row.part, None)
        else:
            parts[row.return_name, row.period][row.part] = row.filing
    return {key: list(filings.values())[-1] for key, filings in parts.items() if filings}
