"""Counts that the database keeps are those that one gets by looking at every row, whatever was written and by whom."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from rugsat.kernel.period import Period
from rugsat.store.bitemporal import Said, as_of, write
from rugsat.store.licensing.models import Authorisation, AuthorisationFacts
from rugsat.store.parties.models import Party, PartyFacts
from rugsat.store.queries.public.counts import Counts, Given, counts
from rugsat.store.tallies.keeping import fold_tallies, keep_tallies
from rugsat.store.tallies.models import Tally
from rugsat.store.tallies.triggers import are_there, drop
from tests.usecases.people import Office, apply, grant_it, prepare

FIRST = date(2025, 11, 20)
DAYS = 200
BEGAN = datetime(2026, 3, 2, tzinfo=UTC)
INSTRUMENTS = ("mining_registration", "exchange_licence")
STATUSES = ("in_force", "in_force", "suspended", "revoked")
KINDS = ("legal_entity", "entrepreneur", "natural_person")


def looked_at(on: date) -> Counts:
    """The same counts from every row of the register."""
    return Counts(
        parties=as_of(PartyFacts, on=on).exclude(kind="natural_person").count(),
        assets=0,
        here=given(on, abroad=False),
        abroad=given(on, abroad=True),
    )


def given(on: date, *, abroad: bool) -> Given:
    held = as_of(AuthorisationFacts).filter(authorisation__given_in__isnull=not abroad)
    rows = list(
        as_of(AuthorisationFacts, on=on)
        .filter(authorisation__given_in__isnull=not abroad)
        .select_related("authorisation")
    )
    live = [row for row in rows if row.status == "in_force"]
    begun: dict[str, date] = {}
    for number, since in held.values_list("authorisation_id", "since"):
        begun[number] = min(since, begun.get(number, since))
    months = Counter(day.replace(day=1) for day in begun.values() if day <= on)
    instruments = {row.authorisation.instrument for row in rows}
    return Given(
        by_status=dict(Counter(row.status for row in rows)),
        by_instrument={
            name: dict(Counter(row.status for row in rows if row.authorisation.instrument == name))
            for name in instruments
        },
        by_class=dict(Counter(row.cls for row in live)),
        licensed_w=sum(row.licensed_w or 0 for row in live),
        began=tuple(sorted(months.items())),
    )


def right() -> bool:
    days = [FIRST + timedelta(days=each) for each in range(-5, DAYS + 40, 7)]
    return all(counts(on=day) == looked_at(day) for day in days)


def write_at_random(chance: random.Random, at: datetime) -> None:
    """Let some parties and authorisations be something on some days, or no longer anything."""
    since = FIRST + timedelta(days=chance.randrange(DAYS))
    period = Period(since, since + timedelta(days=chance.randrange(1, 90)) if chance.random() < 0.4 else None)
    some = chance.sample(range(12), 3)
    parties = [Said({"party_id": f"p{each}"}, _party(chance)) for each in some]
    numbers = [Said({"authorisation_id": f"n{each}"}, _facts(chance, each)) for each in some]
    write(PartyFacts, parties, period=period, at=at, act="x")
    write(AuthorisationFacts, numbers, period=period, at=at, act="x")


def _party(chance: random.Random) -> dict[str, object] | None:
    if chance.random() < 0.2:
        return None
    return {"kind": chance.choice(KINDS), "name": "N", "lei": None, "country": "TM", "registered_on": None}


def _facts(chance: random.Random, each: int) -> dict[str, object] | None:
    if chance.random() < 0.2:
        return None
    watts = chance.choice((None, 1_000_000, 3_000_000_000))
    cls = chance.choice(("*", "industrial"))
    return {"party_id": f"p{each}", "cls": cls, "status": chance.choice(STATUSES), "licensed_w": watts}


@pytest.fixture
def register(db: None) -> None:
    """Twelve parties and as many authorisations of which the register says nothing yet."""
    Party.objects.bulk_create(Party(party=f"p{each}", opened_at=BEGAN) for each in range(12))
    Authorisation.objects.bulk_create(
        Authorisation(
            authorisation=f"n{each}",
            party_id=f"p{each}",
            instrument=INSTRUMENTS[each % 2],
            granted_at=BEGAN,
            given_in="DE" if each % 3 == 0 else None,
        )
        for each in range(12)
    )


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_written_every_count_of_every_day_is_that_of_the_rows(register: None, seed: int):
    chance, at = random.Random(seed), BEGAN
    for number in range(25):
        at += timedelta(minutes=1)
        write_at_random(chance, at)
        if number % 9 == 4:
            fold_tallies()
    assert as_of(AuthorisationFacts).exists()
    assert right()
    assert all(counts(on=FIRST + timedelta(days=DAYS)).abroad.by_instrument.values())


def test_folding_changes_no_count_and_leaves_few_rows(register: None):
    chance = random.Random(1)
    for number in range(30):
        write_at_random(chance, BEGAN + timedelta(minutes=number))
    before, rows = [counts(on=FIRST + timedelta(days=each)) for each in range(DAYS)], Tally.objects.count()
    fold_tallies()
    assert [counts(on=FIRST + timedelta(days=each)) for each in range(DAYS)] == before
    assert Tally.objects.count() < rows / 2
    kept = list(Tally.objects.values_list("what", "day", "instrument", "status", "cls", "abroad"))
    assert len(kept) == len(set(kept))


def test_rows_that_go_another_way_than_the_register_goes_are_counted_too(register: None):
    chance = random.Random(2)
    for number in range(10):
        write_at_random(chance, BEGAN + timedelta(minutes=number))
    AuthorisationFacts.objects.filter(status="in_force").update(status="suspended", licensed_w=5)
    AuthorisationFacts.objects.filter(since__lt=FIRST + timedelta(days=60)).update(since=FIRST)
    PartyFacts.objects.filter(kind="natural_person").update(kind="legal_entity")
    AuthorisationFacts.objects.filter(cls="*").delete()
    PartyFacts.objects.filter(party="p3").delete()
    assert right()


def test_what_is_undone_is_not_counted(register: None):
    write_at_random(random.Random(3), BEGAN)
    before = counts(on=FIRST + timedelta(days=DAYS))
    try:
        with transaction.atomic():
            write_at_random(random.Random(4), BEGAN + timedelta(minutes=1))
            raise InterruptedError
    except InterruptedError:
        pass
    assert counts(on=FIRST + timedelta(days=DAYS)) == before


def test_where_the_triggers_were_lost_they_are_made_and_all_is_counted_anew(register: None):
    drop(connection)
    assert not are_there(connection)
    write_at_random(random.Random(5), BEGAN)
    assert not right()
    keep_tallies()
    assert are_there(connection)
    assert right()
    write_at_random(random.Random(6), BEGAN + timedelta(minutes=1))
    assert right()


def test_an_authorisation_of_the_office_is_counted_as_it_goes(office: Office):
    prepare(office)
    case = apply(office)
    before = counts(on=office.now.date())
    grant_it(office, case)
    after = counts(on=office.now.date())
    assert after.here.by_instrument["mining_registration"] == {"in_force": 1}
    assert after.here.licensed_w - before.here.licensed_w == 2_000_000
    assert after.here.by_class == before.here.by_class | {"industrial": 1}
    assert counts(on=office.now.date() - timedelta(days=1)).here.by_status == before.here.by_status
