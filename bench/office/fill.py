"""Fills an office with parties, cases, authorisations and findings, the same for the same number."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from rugsat.kernel.identifiers.register_number import register_number
from rugsat.kernel.names.fold import words_of
from rugsat.store.accounts.models import Account, Role
from rugsat.store.enforcement.models import FindingParty
from rugsat.store.findings.models import FindingEvent, OfficeFinding, TakenRun
from rugsat.store.kept_law import keep_law, law_in_force
from rugsat.store.licensing.models import Authorisation, AuthorisationFacts, Case, CaseAct, Site
from rugsat.store.parties.models import NameKey, Party, PartyFacts
from rugsat.store.tallies.keeping import fold_tallies

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


_OPEN_CASE_IN = 5_000
"""So many cases of which one is not decided yet."""
_RUN = "2026-01-31-duckdb-000000000000"
_CHECKS = ("power_above_licensed_capacity", "return_overdue", "leverage_above_cap", "hardware_not_declared")
_SAYS = {
    "began_us": 1_767_222_000_000_000,
    "ended_us": 1_767_308_400_000_000,
    "violations": 1,
    "observed": "2000000",
    "limit": "1000000",
    "unit": "W",
    "class": "industrial",
    "zone": "*",
    "note": "",
    "standing": "supported",
    "articles": "mining.capacity_tolerance: demonstration",
    "locators": "",
    "lifecycle": "stable",
    "rule_pack": "0" * 64,
    "lake_commit": 1,
    "register_commit": 1,
    "code_digest": "0" * 64,
}
"""What findings say besides their check, subject and days."""
OFFICER = "officer"


def finding_of(number: int) -> str:
    """The key of a finding."""
    return f"{number:016x}"


def case_of(number: int) -> str:
    """The number of a case."""
    return register_number(country="TM", series="A", year=2026, number=number + 1)


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
    law, officer = keep_law(law_in_force()), Account.objects.create(login=OFFICER, name="Officer")
    for role in ("licensing_officer", "supervisor", "director"):
        Role.objects.create(account=officer, role=role, since=_BEGIN)
    run = {"jurisdiction": "tm", "on": _RECORDED.date(), "started": _RECORDED, "lake_commit": 1, "by": OFFICER}
    TakenRun.objects.create(run=_RUN, taken_at=_RECORDED, **run)
    for begin in range(0, count, _AT_ONCE):
        numbers = range(begin, min(count, begin + _AT_ONCE))
        with transaction.atomic():
            for model, rows in (*_rows(numbers), *_files(numbers, law, officer)):
                model._default_manager.bulk_create(rows, batch_size=_AT_ONCE)
        if begin % 100_000 == 0:
            print(f"{begin:,} parties", flush=True)


def settle() -> None:
    """Fold the counts as publishing a day does; let the database put away what was written, so that no page pays."""
    fold_tallies()
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


def _files(numbers: range, law: str, officer: Account) -> Iterator[tuple[Any, list[Any]]]:
    yield Case, [_case(number, law) for number in numbers]
    yield CaseAct, [_act(number, officer) for number in numbers]
    yield OfficeFinding, [_finding(number) for number in numbers]
    yield FindingParty, [FindingParty(finding_id=finding_of(each), party_id=party_of(each)) for each in numbers]
    yield (
        FindingEvent,
        [
            FindingEvent(finding_id=finding_of(number), what="first_seen", run=_RUN, at=_RECORDED, by=OFFICER)
            for number in numbers
        ],
    )


def _state(number: int) -> str:
    return "submitted" if number % _OPEN_CASE_IN == 0 else "granted"


def _case(number: int, law: str) -> Case:
    named = {"party_id": party_of(number), "instrument": _INSTRUMENTS[0], "cls": "industrial", "state": _state(number)}
    return Case(case=case_of(number), opened_at=_RECORDED, rule_pack=law, version=1, **named)


def _act(number: int, officer: Account) -> CaseAct:
    said = {"verb": "submit", "office": "applicant", "sent_on": _RECORDED.date(), "state": "submitted"}
    return CaseAct(case_id=case_of(number), number=1, at=_RECORDED + timedelta(days=number % 60), by=officer, **said)


def _finding(number: int) -> OfficeFinding:
    day = date(2026, 1, 1) + timedelta(days=number % 31)
    check, subject = _CHECKS[number % len(_CHECKS)], f"party:{party_of(number)}"
    told = {"check": check, "subject": subject, "first_day": str(day), "last_day": str(day)}
    return OfficeFinding(
        finding=finding_of(number),
        check_name=check,
        subject=subject,
        status=("open", "open", "open", "gone", "dismissed")[number % 5],
        first_day=day,
        last_day=day,
        standing="supported",
        lifecycle="stable",
        says={"finding": finding_of(number), **told, **_SAYS},
        first_run=_RUN,
        last_run=_RUN,
        version=1,
    )


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
