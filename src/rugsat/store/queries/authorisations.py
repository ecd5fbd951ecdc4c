"""Authorisations: listed and shown as of a day, and their whole history."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from rugsat.store.bitemporal import Dated, as_of
from rugsat.store.licensing.models import (
    Authorisation,
    AuthorisationFacts,
    BankRelation,
    CaseAct,
    Connection,
    Device,
    Site,
    Wallet,
)
from rugsat.store.prepared import Prepared
from rugsat.store.queries.told import NotOnTheRegisterError, day_asked, told, told_in_full

_FACTS = ("cls", "status", "licensed_w", "conditions", "ends_on")
_SITE = ("site", "address", "zone", "latitude", "longitude")
_CONNECTION = ("connection", "site", "provider")
_DEVICE = ("serial", "site", "model", "nominal_w", "nominal_th_s")
_WALLET = ("wallet", "purpose")
_BANK = ("bank", "account")


def listed(
    *,
    now: datetime,
    status: str = "",
    instrument: str = "",
    on: date | None = None,
    known: datetime | None = None,
) -> list[dict[str, Any]]:
    """Authorisations as of a day, in order of their numbers."""
    rows = as_of(AuthorisationFacts, on=day_asked(on, now), known=known)
    if status:
        rows = rows.filter(status=status)
    if instrument:
        rows = rows.filter(authorisation__instrument=instrument)
    return [_line(row) for row in _with_names(rows)]


def of_party(party: str, *, on: date, known: datetime | None = None) -> list[dict[str, Any]]:
    """The authorisations that a party holds on a day."""
    return [_line(row) for row in _OF_PARTY(party=party, day=on, known=known)]


def authorisation(
    *, number: str, now: datetime, on: date | None = None, known: datetime | None = None
) -> dict[str, Any]:
    """An authorisation with all that belongs to it, as of a day."""
    day = day_asked(on, now)
    rows = as_of(AuthorisationFacts, on=day, known=known).filter(authorisation_id=number)
    facts = _with_names(rows).first()
    if facts is None:
        message = f"the register knows no authorisation '{number}' on {day}: list them with rugsat authorisations list"
        raise NotOnTheRegisterError(message)
    sites = list(as_of(Site, on=day, known=known).filter(authorisation_id=number).order_by("site"))
    names = [each.site for each in sites]
    party = facts.party_id

    def of(model: type[Dated], columns: tuple[str, ...], **where: Any) -> list[dict[str, Any]]:
        found = as_of(model, on=day, known=known).filter(**where).order_by(columns[0])
        return [told(row, *columns) for row in found]

    return {
        **_line(facts),
        "conditions": facts.conditions,
        "case": facts.authorisation.case_id,
        "sites": [told(row, *_SITE) for row in sites],
        "connections": of(Connection, _CONNECTION, site__in=names),
        "devices": of(Device, _DEVICE, site__in=names),
        "wallets": of(Wallet, _WALLET, party_id=party),
        "banks": of(BankRelation, _BANK, party_id=party),
    }


def history(*, number: str) -> dict[str, Any]:
    """Every row that the register has ever held of an authorisation, the oldest knowledge first."""
    held = Authorisation.objects.filter(authorisation=number).first()
    if held is None:
        message = f"the register knows no authorisation '{number}': list them with rugsat authorisations list"
        raise NotOnTheRegisterError(message)
    facts = held.facts.order_by("recorded_at", "since", "pk")
    sites = held.sites.order_by("recorded_at", "since", "pk")
    acts = CaseAct.objects.filter(case=held.case_id).select_related("by", "on_behalf_of").order_by("number")
    return {
        "authorisation": number,
        "instrument": held.instrument,
        "facts": [told_in_full(row, "party_id", *_FACTS) for row in facts],
        "sites": [told_in_full(row, *_SITE) for row in sites],
        "acts": [
            {
                "number": act.number,
                "verb": act.verb,
                "at": act.at.isoformat(),
                "by": act.by.login,
                "office": act.office,
                "on_behalf_of": act.on_behalf_of.login if act.on_behalf_of else "",
                "ground": act.ground,
                "state": act.state,
            }
            for act in acts
        ],
    }


def _with_names(rows: QuerySet[AuthorisationFacts]) -> QuerySet[AuthorisationFacts]:
    return rows.select_related("authorisation").order_by("authorisation_id")


_OF_PARTY = Prepared(
    lambda party, day, known: _with_names(as_of(AuthorisationFacts, on=day, known=known).filter(party_id=party))
)


def _line(row: AuthorisationFacts) -> dict[str, Any]:
    head = {"authorisation": row.authorisation_id, "instrument": row.authorisation.instrument, "party": row.party_id}
    columns = ("status", "cls", "licensed_w", "ends_on")
    return {**head, **told(row, *columns)}
