"""What an organisation finds first: what waits for it, what is due, and what the authority has sent it."""

from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from rugsat.store.licensing.holder import passing_of
from rugsat.store.licensing.models import Case, CaseAct
from rugsat.store.queries import own_attesting, own_findings, own_transfers, requests
from rugsat.store.queries.owing import owing

_WAITS = {"questioned": "answer", "change_questioned": "answer", "notified": "answer", "incomplete": "submit"}
"""States in which a case waits for its applicant, with the step that is waited for."""
_MOST, _NEWS = 20, timedelta(days=60)


def waits(*, party: str, roles: frozenset[str], now: datetime) -> dict[str, Any]:
    """What waits for the users of a party who hold some roles; the number of questions does not grow with it."""
    lists = ("cases", "coming", "drafts", "requests", "findings", "due")
    found: dict[str, Any] = {"attest": 0, **{name: [] for name in lists}}
    if "applicant" in roles:
        rows = Case.objects.filter(party_id=party, state__in=_WAITS).order_by("case")[:_MOST]
        found["cases"] = [{**_line(row), "verb": _WAITS[row.state]} for row in rows]
        found["coming"] = [
            each for each in own_transfers.listed(party=party, now=now) if each["transfer"]["agrees"] is None
        ]
        drafts = Case.objects.filter(party_id=party, acts__isnull=True).order_by("-case")[:_MOST]
        found["drafts"] = [_line(row) for row in drafts]
    if roles & {"energy_provider", "bank", "body"}:
        things = own_attesting.things(party=party, now=now)
        found["attest"] = sum(each["attestation"] is None for each in things)
    if roles & {"applicant", "energy_provider", "bank"}:
        found["requests"] = requests.own_listed(party=party, now=now, state=requests.WAITING, most=_MOST)
        found["findings"] = own_findings.listed(party=party, status="open", most=_MOST)
        found["due"] = [each for each in owing(party=party, now=now) if not each["filing"]][:_MOST]
    return found


def letters(*, party: str, now: datetime) -> list[dict[str, Any]]:
    """Letters of the authority of the last two months, the latest first."""
    sent = CaseAct.objects.filter(case__party_id=party, sent_on__isnull=False, at__gte=now - _NEWS)
    rows = list(sent.defer("note", "content").order_by("-at", "-pk"))
    moved = passing_of({row.case_id for row in rows})
    # What was sent while another held the case was sent to that one.
    mine = (row for row in rows if row.at >= (moved[row.case_id].held_since or row.at))
    return [
        {"case": row.case_id, "number": row.number, "verb": row.verb, "sent_on": row.sent_on}
        for row in islice(mine, _MOST)
    ]


def _line(row: Case) -> dict[str, Any]:
    return {"case": row.case, "instrument": row.instrument, "cls": row.cls, "state": row.state}
