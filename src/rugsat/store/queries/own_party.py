"""What the register holds of an organisation, in the form in which the organisation changes it."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from rugsat.kernel.record import to_plain
from rugsat.store.bitemporal import Dated, as_of
from rugsat.store.parties.models import BankAccount, Holding, PartyFacts, PartyName, Person, Responsible
from rugsat.store.queries.told import NotOnTheRegisterError, day_asked

_LISTS: dict[str, tuple[type[Dated], dict[str, str], str]] = {
    "persons": (
        Person,
        {"person": "person", "natural": "natural", "name": "name", "country": "country", "born": "born"},
        "person",
    ),
    "holdings": (Holding, {"owner": "owner", "held": "held", "share": "share", "controls": "controls"}, "owner"),
    "responsible": (Responsible, {"person": "person", "office": "office", "since": "began"}, "person"),
    "accounts": (BankAccount, {"account": "account", "bank": "bank"}, "account"),
    "names": (PartyName, {"name": "name", "use": "use"}, "name"),
}


def organisation(*, party: str, now: datetime) -> dict[str, Any]:
    """What the register says of an organisation today, with its version."""
    day = day_asked(None, now)
    facts = as_of(PartyFacts, on=day).filter(party_id=party).select_related("party").first()
    if facts is None:
        message = f"the register says nothing of '{party}' on {day}: ask the authority to register it"
        raise NotOnTheRegisterError(message)
    says = {name: getattr(facts, name) for name in ("kind", "name", "country", "lei", "registered_on")}
    for name, (model, fields, order) in _LISTS.items():
        rows = as_of(model, on=day).filter(Q(party_id=party)).order_by(order, "pk")
        says[name] = [{field: getattr(row, column) for field, column in fields.items()} for row in rows]
    return {"party": party, "version": facts.party.version, "says": to_plain(says), "since": facts.since}
