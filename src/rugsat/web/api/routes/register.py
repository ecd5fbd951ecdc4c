"""The public register, and whether a certificate holds: no token is asked for."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from rugsat.store.queries import public_pages
from rugsat.web.api import clock
from rugsat.web.api.answers import page, public
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
    rows = public_pages.parties(now=clock.now(), most=asked.limit + 1, text=asked.q, on=asked.on, after=asked.cursor)
    return page(rows, asked.limit, lambda row: row["party"])


@router.get("/register/parties/{party}", response=public(PartyTold), operation_id="read_party")
def read_party(request: HttpRequest, party: Name, asked: Query[OnDay]) -> dict[str, Any]:
    """Read a party as of a day, with its authorisations."""
    return public_pages.party(party=party, now=clock.now(), on=asked.on)


@router.get("/register/authorisations", response=public(AuthorisationPage), operation_id="list_authorisations")
def list_authorisations(request: HttpRequest, asked: Query[AuthorisationsAsked]) -> dict[str, Any]:
    """List authorisations as of a day, of a status, an instrument or a party where one is named."""
    named = asked.dict(include={"status", "instrument", "party", "on"})
    rows = public_pages.authorisations(now=clock.now(), most=asked.limit + 1, after=asked.cursor, **named)
    return page(rows, asked.limit, lambda row: row["authorisation"])


@router.get("/register/authorisations/{number}", response=public(AuthorisationTold), operation_id="read_authorisation")
def read_authorisation(request: HttpRequest, number: Name, asked: Query[OnDay]) -> dict[str, Any]:
    """Read an authorisation as of a day, with its sites and its history."""
    return public_pages.authorisation(number=number, now=clock.now(), on=asked.on)


@router.get("/check/{number}", response=public(Checked), operation_id="check_number", tags=["check"])
def check_number(request: HttpRequest, number: Name) -> dict[str, Any]:
    """Say what the register knows of the number on a certificate at this moment.

    To rely on nothing but the authority's signature, verify the certificate itself with rugsat verify.
    """
    return public_pages.status(number=number, now=clock.now())
