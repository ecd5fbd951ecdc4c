"""Fills an office with parties and authorisations, the same for the same number."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from rugsat.kernel.identifiers.register_number import register_number
from rugsat.kernel.names.fold import words_of
from rugsat.store.licensing.models import Authorisation, AuthorisationFacts, Site
from rugsat.store.parties.models import NameKey, Party, PartyFacts

_AT_ONCE = 2_000
_RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
_BEGIN = date(2021, 1, 1)
_FIRST = ("Altyn", "Garagum", "Каракум", "Merw", "Nusaý", "Balkan", "Lebap", "Дашогуз", "Ahal", "Kopetdag", "Amul")
_SECOND = ("Hash", "Energo", "Майнинг", "Mining", "Digital", "Gazna", "Birža", "Node", "Block", "Kuwwat")
_STATUSES = ("in_force",) * 94 + ("suspended",) * 2 + ("expired",) * 2 + ("surrendered", "revoked")
_INSTRUMENTS = ("mining_registration",) * 97 + ("exchange_licence", "custody_licence", "approved_energy_provider")
_KNOWN: dict[str, Any] = {"recorded_at": _RECORDED, "act": "earlier"}
_PARTIES_FOR_A_SITE = 300
_ZONES = ("ashgabat", "ahal", "balkan", "dashoguz", "lebap", "mary")


def party_of(number: int) -> str:
    """The identifier of a party."""
    return f"p{number:07}"


def number_of(number: int) -> str:
    """The number of its authorisation."""
    return register_number(country="TM", series="MR", year=2026, number=number + 1)


def name_of(number: int) -> str:
    """The name of a party: two common words, and one of its own that can be spoken."""
    chance = random.Random(number)
    own, rest = "", number
    for _ in range(4):
        own += "bdgklmnprstz"[rest % 12] + "aeiou"[chance.randrange(5)]
        rest //= 12
    return f"{chance.choice(_FIRST)} {chance.choice(_SECOND)} {own.capitalize()}"


def fill(count: int) -> None:
    """Fill an empty office."""
    for begin in range(0, count, _AT_ONCE):
        numbers = range(begin, min(count, begin + _AT_ONCE))
        with transaction.atomic():
            for model, rows in _rows(numbers):
                model._default_manager.bulk_create(rows, batch_size=_AT_ONCE)
        if begin % 100_000 == 0:
            print(f"{begin:,} parties", flush=True)


def settle() -> None:
    """Let the database put away what was written, so that no page pays for it."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(numbers: range) -> Iterator[tuple[Any, list[Any]]]:
    yield Party, [Party(party=party_of(number), opened_at=_RECORDED) for number in numbers]
    yield PartyFacts, [_party(number) for number in numbers]
    yield (
        NameKey,
        [NameKey(party_id=party_of(number), word=word) for number in numbers for word in words_of(name_of(number))],
    )
    yield Authorisation, [_authorisation(number) for number in numbers]
    yield AuthorisationFacts, [_facts(number) for number in numbers]
    yield Site, [_site(number) for number in numbers if number % _PARTIES_FOR_A_SITE == 0]


def _party(number: int) -> PartyFacts:
    named = {"kind": "legal_entity", "name": name_of(number), "country": "TM"}
    return PartyFacts(party_id=party_of(number), since=_BEGIN, **named, **_KNOWN)


def _authorisation(number: int) -> Authorisation:
    instrument = _INSTRUMENTS[number % 100]
    return Authorisation(
        authorisation=number_of(number), party_id=party_of(number), instrument=instrument, granted_at=_RECORDED
    )


def _site(number: int) -> Site:
    return Site(
        site=f"{party_of(number)}-1",
        authorisation_id=number_of(number),
        address=f"Industrial zone {number % 977}, building {number % 89}",
        zone=_ZONES[number % 6],
        since=_BEGIN,
        **_KNOWN,
    )


def _facts(number: int) -> AuthorisationFacts:
    return AuthorisationFacts(
        authorisation_id=number_of(number),
        party_id=party_of(number),
        cls="industrial",
        status=_STATUSES[random.Random(number).randrange(100)],
        licensed_w=1_000_000,
        since=_BEGIN + timedelta(days=number % 1_800),
        **_KNOWN,
    )
