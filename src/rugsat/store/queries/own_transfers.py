"""What is to pass to an organisation by a transfer that another has applied for."""

from datetime import datetime
from typing import Any

from rugsat.store.licensing.holder import agreement, agreements, coming_to, passing
from rugsat.store.licensing.models import Authorisation, Case
from rugsat.store.licensing.record import procedure_for, recorded
from rugsat.store.queries.own_application import (
    documents_told,
    head,
    names_of,
    requirements_told,
    transfer_told,
    what_it_says,
)
from rugsat.store.queries.told import NotOnTheRegisterError, day_asked


def is_coming(*, case: str, party: str) -> bool:
    """Whether a case is on its way to a party."""
    return case in coming_to(party)


def coming_case(case: str, party: str) -> Case:
    """A case that is on its way to a party; of any other it is said that there is none."""
    if case not in coming_to(party):
        message = f"no authorisation of the case '{case}' is to pass to you: look at your applications"
        raise NotOnTheRegisterError(message)
    return Case.objects.get(case=case)


def listed(*, party: str, now: datetime) -> list[dict[str, Any]]:
    """The cases on their way to a party, each with its holder and with what the party has said of it."""
    pending = coming_to(party)
    if not pending:
        return []
    said = agreements(pending)
    cases = list(Case.objects.filter(case__in=list(pending)).order_by("case"))
    names = names_of({each.party_id for each in cases}, day_asked(None, now))
    told = {each.case: transfer_told(pending[each.case], said.get(each.case)) for each in cases}
    return [{**head(each), "holder": names[each.party_id], "transfer": told[each.case]} for each in cases]


def coming(*, case: str, party: str, now: datetime) -> dict[str, Any]:
    """One of them: what would pass, what the requirements say of the party that is to hold it, and its documents."""
    found, day = coming_case(case, party), day_asked(None, now)
    acts, moved = recorded(found), passing(found)
    _procedure, law = procedure_for(found, acts, day)
    said = agreement(found.case, moved)
    return {
        **head(found),
        "holder": names_of({found.party_id}, day)[found.party_id],
        "authorisation": Authorisation.objects.filter(case=found).values_list("authorisation", flat=True).first() or "",
        "says": what_it_says(found),
        **requirements_told(found, law, day),
        "transfer": transfer_told(moved, said),
        "said_on": said and said.on,
        "said": said.says.get("note", "") if said else "",
        "documents": documents_told(found, party, moved),
    }
