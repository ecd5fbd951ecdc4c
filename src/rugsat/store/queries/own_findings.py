"""Findings as the firm sees them that they concern: what was found, by which law, and what it has answered."""

from collections.abc import Mapping
from typing import Any

from rugsat.domain.enforcement.shown import HIDDEN, is_shown_to_firms
from rugsat.store.accounts.models import Account
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.queries import finding_cases
from rugsat.store.queries.findings import line_of
from rugsat.store.queries.told import NotOnTheRegisterError

_SHOWN = ("observed", "limit", "unit", "class", "zone", "violations")


def listed(*, party: str, status: str = "", after: str = "", most: int = 100) -> list[dict[str, Any]]:
    """Findings that concern a party and that a firm is shown, in order of their keys."""
    rows = OfficeFinding.objects.filter(concerns__party_id=party, finding__gt=after).exclude(standing__in=HIDDEN)
    if status:
        rows = rows.filter(status=status)
    return [line_of(each) for each in rows.order_by("finding")[:most]]


def finding(*, party: str, finding: str) -> dict[str, Any]:
    """A finding that concerns the party: what was found under which articles, and what its people answered.

    The note of the check and the rows of other senders are left out, for they may speak of somebody else. Of a finding
    of another firm, and of one that rests on unverified law, it is said what is said of one that there is not.
    """
    return _shown(party, finding)


def document(*, party: str, finding: str, digest: str) -> dict[str, Any]:
    """Name and type of a document that the party's own people sent with an answer; nothing of another firm's."""
    sent = {each["digest"]: each for answer in _shown(party, finding)["answers"] for each in answer["documents"]}
    if digest not in sent:
        message = f"you have sent no document {digest} with an answer to the finding {finding}: look at your answers"
        raise NotOnTheRegisterError(message)
    # Another firm may have sent the very same bytes under a name of its own.
    return {**finding_cases.document(finding=finding, digest=digest), "name": sent[digest]["name"]}


def _shown(party: str, finding: str) -> dict[str, Any]:
    held = OfficeFinding.objects.filter(concerns__party_id=party, finding=finding).first()
    if held is None or not is_shown_to_firms(held.standing):
        message = f"you have no finding '{finding}': list the findings that concern you"
        raise NotOnTheRegisterError(message)
    users = set(Account.objects.filter(party_id=party).values_list("login", flat=True))
    answers = [each for each in finding_cases.answers(finding=finding) if each["by"] in users]
    says: Mapping[str, Any] = held.says
    return {
        **line_of(held),
        **{name: says.get(name) for name in _SHOWN},
        "articles": _lines(says.get("articles")),
        "rows": [each for each in _lines(says.get("locators")) if each.split(" ", 1)[0] == party],
        "answers": answers,
    }


def _lines(text: object) -> list[str]:
    return [each for each in str(text or "").split("\n") if each]
