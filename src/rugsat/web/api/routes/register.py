"""The public register, and whether a certificate holds: no token is asked for."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from rugsat.kernel.record import to_plain
from rugsat.store.queries.public.authorisation import authorisation, not_there, status_of
from rugsat.store.queries.public.lines import Filters, listed
from rugsat.store.queries.public.party import party as party_on
from rugsat.store.queries.public.party_list import parties
from rugsat.store.queries.told import day_asked
from rugsat.web.api import clock, register_told
from rugsat.web.api.answers import public
from rugsat.web.api.forms import AuthorisationsAsked, Name, OnDay, PartiesAsked
from rugsat.web.api.register_forms import (
    AuthorisationPage,
    AuthorisationTold,
    Checked,
    PartyPage,
    PartyTold,
)

router = Router(tags=["register"])


@router.get("/register/parties", response=public(PartyPage), operation_id="list_parties")
def list_parties(request: HttpRequest, asked: Query[PartiesAsked]) -> dict[str, Any]:
    """List parties, or search for them by words of a name in Latin, Cyrillic or Turkmen spelling; as of a day."""
    on = day_asked(asked.on, clock.now())
    held = parties(on=on, text=asked.q, after=asked.cursor, most=asked.limit)
    return {"items": to_plain(held.lines), "next": held.after or None}


@router.get("/register/parties/{party}", response=public(PartyTold), operation_id="read_party")
def read_party(request: HttpRequest, party: Name, asked: Query[OnDay]) -> dict[str, Any]:
    """Read a party as of a day, with its authorisations."""
    return register_told.party(party_on(party, on=day_asked(asked.on, clock.now())))


@router.get("/register/authorisations", response=public(AuthorisationPage), operation_id="list_authorisations")
def list_authorisations(request: HttpRequest, asked: Query[AuthorisationsAsked]) -> dict[str, Any]:
    """List authorisations as of a day, of a status, an instrument or a party where one is named."""
    filters = Filters(
        instruments=(asked.instrument,) if asked.instrument else (),
        statuses=(asked.status,) if asked.status else (),
        party=asked.party,
    )
    held = listed(filters, on=day_asked(asked.on, clock.now()), after=asked.cursor, most=asked.limit)
    return {"items": [register_told.line(each) for each in held.lines], "next": held.after or None}


@router.get("/register/authorisations/{number}", response=public(AuthorisationTold), operation_id="read_authorisation")
def read_authorisation(request: HttpRequest, number: Name, asked: Query[OnDay]) -> dict[str, Any]:
    """Read an authorisation as of a day, with its sites and its history."""
    return register_told.authorisation(authorisation(number, on=day_asked(asked.on, clock.now())))


@router.get("/check/{number}", response=public(Checked), operation_id="check_number", tags=["check"])
def check_number(request: HttpRequest, number: Name) -> dict[str, Any]:
    """Say what the register knows of the number on a certificate at this moment.

    To rely on nothing but the authority's signature, verify the certificate itself with rugsat verify.
    """
    now = clock.now()
    on = day_asked(None, now)
    held = status_of(number, on=on)
    if held is None:
        raise not_there(number, on)
    return register_told.checked(held, on=on, at=now)
