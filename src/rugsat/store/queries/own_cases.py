"""Cases as the organisation sees them that they are about: what it may do, what is due, what it was told."""

from datetime import datetime
from typing import Any

from rugsat.law.procedure import Office
from rugsat.store.licensing.models import Case
from rugsat.store.queries import cases
from rugsat.store.queries.told import NotOnTheRegisterError

_INSIDE = frozenset({"advise", "countersign", "migrate_procedure", "migrate"})
"""Acts within the authority; what is noted with them is not told."""


def listed(*, party: str, most: int, after: str = "") -> list[dict[str, Any]]:
    """Cases of a party in order of their numbers."""
    rows = Case.objects.filter(party_id=party, case__gt=after).order_by("case")[:most]
    return [
        {"case": row.case, "instrument": row.instrument, "cls": row.cls, "state": row.state, "version": row.version}
        for row in rows
    ]


def refuse_foreign(*, case: str, party: str) -> None:
    """NotOnTheRegisterError says of another's case what it says of one that there is not."""
    if not Case.objects.filter(case=case, party_id=party).exists():
        message = f"you have no case '{case}': list your cases"
        raise NotOnTheRegisterError(message)


def case(*, case: str, party: str, now: datetime) -> dict[str, Any]:
    """A case of the party as it stands."""
    refuse_foreign(case=case, party=party)
    told = cases.case(case=case, now=now)
    kept = ("case", "instrument", "state", "standing", "version", "demonstration", "rule_pack", "procedure_of", "names")
    since = told["held_since"]
    return {
        **{name: told[name] for name in kept},
        "cls": told["class"],
        "acts": [_act(each, mine=since is None or each["at"] >= since.isoformat()) for each in told["acts"]],
        "deadlines": told["deadlines"],
        "can_be_done": told["can_be_done"].get(str(Office.APPLICANT), []),
        # While a transfer is pending they are asked of the coming holder, and told to nobody else.
        "requirements": [] if told["passes_to"] else told["requirements"],
    }


def _act(act: dict[str, Any], *, mine: bool) -> dict[str, Any]:
    """What was done and when; who in the authority did it and what it noted for itself stays there.

    What was said while another held the case is not told.
    """
    told = {"number": act["number"], "verb": str(act["verb"]), "at": act["at"]}
    said = {"ground": act.get("ground", ""), "note": "" if act["verb"] in _INSIDE else act.get("note", "")}
    return told | (said if mine else dict.fromkeys(said, ""))
