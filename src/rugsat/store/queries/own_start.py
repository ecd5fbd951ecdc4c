"""What an organisation finds first: what waits for it, what is due, and what the authority has sent it."""

from datetime import datetime, timedelta
from typing import Any

from rugsat.store.licensing.models import Case, CaseAct
from rugsat.store.queries import own_attesting, own_findings, requests
from rugsat.store.queries.owing import owing

_WAITS = {"questioned": "answer", "change_questioned": "answer", "notified": "answer", "incomplete": "submit"}
"""States in which a case waits for its applicant, with the step that is waited for."""
_MOST, _NEWS = 20, timedelta(days=60)


def waits(*, party: str, roles: frozenset[str], now: datetime) -> dict[str, Any]:
    """What waits for the users of a party who hold some roles; the number of questions does not grow with it."""
    found: dict[str, Any] = {"cases": [], "drafts": [], "attest": 0, "requests": [], "findings": [], "due": []}
    if "applicant" in roles:
        rows = Case.objects.filter(party_id=party, state__in=_WAITS).order_by("case")[:_MOST]
        found["cases"] = [{**_line(row), "verb": _WAITS[row.state]} for row in rows]
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
    rows = CaseAct.objects.filter(case__party_id=party, sent_on__isnull=False, at__gte=now - _NEWS)
    return [
        {"case": row.case_id, "number": row.number, "verb": row.verb, "sent_on": row.sent_on}
        for row in rows.order_by("-at", "-pk")[:_MOST]
    ]


def _line(row: Case) -> dict[str, Any]:
    return {"case": row.case, "instrument": row.instrument, "cls": row.cls, "state": row.state}
