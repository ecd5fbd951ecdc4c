"""The authorisations of an organisation: how each stands today, with its certificate and its case."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from rugsat.store.licensing.models import AuthorisationFacts
from rugsat.store.queries import authorisations as register
from rugsat.store.queries import certificates
from rugsat.store.queries.told import NotOnTheRegisterError, day_asked


def authorisations(*, party: str, now: datetime) -> list[dict[str, Any]]:
    """The authorisations that the party holds, or held last, as the register says today."""
    return register.of_party(party, on=day_asked(None, now))


def passed_on(*, party: str) -> list[dict[str, Any]]:
    """The authorisations that the party held until they passed to another, each with the first day without it."""
    known = AuthorisationFacts.objects.filter(party_id=party, superseded_at__isnull=True, until__isnull=False)
    rows = known.exclude(authorisation__party_id=party).values_list("authorisation", "authorisation__instrument", "cls")
    return [
        {"authorisation": number, "instrument": instrument, "cls": cls, "until": until}
        for number, instrument, cls, until in rows.annotate(Max("until")).order_by("authorisation")
    ]


def authorisation(*, party: str, number: str, now: datetime) -> dict[str, Any]:
    """One of them, with all that belongs to it, and the certificates that were issued for it."""
    if not any(each["authorisation"] == number for each in authorisations(party=party, now=now)):
        message = f"you hold no authorisation '{number}': look at the list of yours"
        raise NotOnTheRegisterError(message)
    told = register.authorisation(number=number, now=now)
    return {**told, "certificates": certificates.issued(number=number, party=party)}


def certificate_file(*, party: str, number: str, form: str, now: datetime) -> bytes:
    """The latest certificate of an authorisation of the party in one of its forms: pdf, sd-jwt or code.txt."""
    authorisation(party=party, number=number, now=now)
    return certificates.files(number=number, party=party)[form]
