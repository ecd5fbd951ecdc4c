"""Cases of findings: listed, and one with its findings, what was done in it and what the firm answered."""

from typing import Any

from django.db.models import Count, Q

from rugsat.store.enforcement.models import CaseFinding, FindingAnswerDocument, FindingCase
from rugsat.store.findings.models import FindingEvent
from rugsat.store.prepared import Prepared
from rugsat.store.queries.told import NotOnTheRegisterError


def listed(
    *, state: str = "open", party: str = "", officer: str = "", after: str = "", most: int = 100
) -> list[dict[str, Any]]:
    """Cases of a state (of any where it is empty) in order of their numbers, with how many findings each holds."""
    rows = FindingCase.objects.filter(case__gt=after).select_related("officer").order_by("case")
    narrowed = {"state": state, "party_id": party, "officer__login": officer}
    rows = rows.filter(**{name: value for name, value in narrowed.items() if value})
    counted = rows.annotate(findings=Count("held", filter=Q(held__until__isnull=True) | Q(state="closed")))
    return [{**_line(each), "findings": each.findings} for each in counted[:most]]


def case(*, case: str) -> dict[str, Any]:
    """A case with its findings, also those that were in it when it was closed, and everything that was done in it."""
    found = FindingCase.objects.select_related("officer").filter(case=case).first()
    if found is None:
        message = f"there is no case '{case}': list them with rugsat cases list"
        raise NotOnTheRegisterError(message)
    held = CaseFinding.objects.filter(case=found).select_related("finding").order_by("finding_id")
    acts = found.acts.select_related("by", "on_behalf_of").order_by("number")
    replies = _answers([each.finding_id for each in held])
    return {
        **_line(found),
        "findings": [
            {
                "finding": each.finding_id,
                "check": each.finding.check_name,
                "subject": each.finding.subject,
                "status": each.finding.status,
                "standing": each.finding.standing,
                "first_day": each.finding.first_day.isoformat(),
                "last_day": each.finding.last_day.isoformat(),
                "answers": replies.get(each.finding_id, []),
            }
            for each in held
        ],
        "acts": [
            {
                "number": each.number,
                "verb": each.verb,
                "at": each.at.isoformat(),
                "by": each.by.login,
                "on_behalf_of": each.on_behalf_of.login if each.on_behalf_of else "",
                "note": each.note,
                "findings": each.findings,
            }
            for each in acts
        ],
    }


def case_of(*, finding: str) -> str:
    """The number of the case that a finding is in; empty where it is in none."""
    return next((case for (case,) in _CASE_OF(finding=finding)), "")


def answers(*, finding: str) -> list[dict[str, Any]]:
    """What firms have answered to a finding, with their documents, the first answer first."""
    return _answers([finding]).get(finding, [])


def document(*, finding: str, digest: str) -> dict[str, Any]:
    """Name and type of a document that came with an answer to a finding; NotOnTheRegisterError where none did."""
    rows = FindingAnswerDocument.objects.filter(event__finding_id=finding, document_id=digest)
    found = rows.select_related("document").order_by("pk").first()
    if found is None:
        message = f"no document {digest} came with an answer to the finding {finding}: look at what did"
        raise NotOnTheRegisterError(message)
    kept = found.document
    return {"digest": digest, "name": found.name, "media_type": kept.media_type, "size": kept.size}


_CASE_OF = Prepared(
    lambda finding: (
        CaseFinding.objects.filter(finding_id=finding, until__isnull=True).order_by("pk").values_list("case_id")[:1]
    )
)


def _answers(findings: list[str]) -> dict[str, list[dict[str, Any]]]:
    events = FindingEvent.objects.filter(finding_id__in=findings, what="answered").order_by("pk")
    told: dict[str, list[dict[str, Any]]] = {}
    for each in events.prefetch_related("documents"):
        documents = [{"digest": one.document_id, "name": one.name} for one in each.documents.all()]
        said = {"at": each.at.isoformat(), "by": each.by, "note": each.note, "documents": documents}
        told.setdefault(each.finding_id, []).append(said)
    return told


def _line(case: FindingCase) -> dict[str, Any]:
    return {
        "case": case.case,
        "party": case.party_id or "",
        "officer": case.officer.login,
        "ground": case.ground,
        "opened_at": case.opened_at.isoformat(),
        "state": case.state,
        "version": case.version,
    }
