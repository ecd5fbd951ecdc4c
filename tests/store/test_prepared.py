"""A question that is written once is answered as the same question composed anew, and by what the office holds now."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.test.utils import CaptureQueriesContext

from rugsat.store.bitemporal import as_of
from rugsat.store.licensing.models import Device
from rugsat.store.parties.models import Party, PartyFacts
from rugsat.store.prepared import Fixed, Prepared

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 1, 1, 5, tzinfo=UTC)
DAY = date(2026, 3, 1)


def _facts(party: str, day: date, known: datetime | None) -> QuerySet[PartyFacts]:
    other = Exists(PartyFacts.objects.filter(party_id=party).exclude(pk=OuterRef("pk")))
    rows = as_of(PartyFacts, on=day, known=known).filter(party_id=party).select_related("party")
    return rows.annotate(others=other).order_by("pk")


def _devices(serials: Any) -> QuerySet[Device, Any]:
    return Device.objects.filter(serial__in=serials).order_by("serial").values_list("serial", "nominal_th_s")


def _enter(party: str, since: date, until: date | None = None) -> None:
    held, _ = Party.objects.get_or_create(party=party, defaults={"opened_at": MOMENT, "version": 4})
    named = {"kind": "legal_entity", "name": f"{party} of {since}", "country": "TM"}
    PartyFacts.objects.create(party=held, since=since, until=until, recorded_at=MOMENT, registered_on=since, **named)


def _machine(serial: str, rate: str) -> None:
    said = {"site": "s", "model": "S19", "nominal_w": 3000, "nominal_th_s": rate, "since": DAY, "recorded_at": MOMENT}
    Device.objects.create(serial=serial, writing=serial, **said)


def test_it_answers_as_the_question_composed_anew_for_other_parties_days_and_moments():
    _enter("altyn", date(2024, 1, 1), date(2026, 2, 1))
    _enter("altyn", date(2026, 2, 1))
    _enter("karakum", date(2025, 1, 1))
    asked = Prepared(_facts)
    for party in ("altyn", "karakum", "nobody", "%s", "'; --"):
        for day in (date(2023, 1, 1), date(2026, 1, 31), date(2026, 2, 1)):
            for known in (None, MOMENT, datetime(2025, 1, 1, tzinfo=UTC)):
                found, anew = asked(party=party, day=day, known=known), list(_facts(party, day, known))
                assert [vars(each) | {"_state": 0} for each in found] == [vars(each) | {"_state": 0} for each in anew]
                assert [each.party.version for each in found] == [each.party.version for each in anew]
    row = asked(party="altyn", day=DAY, known=None)[0]
    assert (row.name, row.others, row.registered_on) == ("altyn of 2026-02-01", True, date(2026, 2, 1))
    with CaptureQueriesContext(connection) as counted:
        assert row.party.opened_at == MOMENT
    assert not counted, "the party came with its facts"


def test_it_asks_once_for_any_number_of_values_and_is_told_no_more_than_they_say():
    for number in range(11):
        _machine(f"M-{number:02}", f"{number}.5")
    asked = Prepared(_devices)
    for count in (1, 2, 3, 5, 8, 9, 11):
        serials = [f"M-{number:02}" for number in range(count)]
        with CaptureQueriesContext(connection) as counted:
            assert asked(serials=serials) == list(_devices(serials))
        assert len(counted) == 2, "one is the question composed anew"


def test_of_nothing_it_asks_nothing():
    with CaptureQueriesContext(connection) as counted:
        assert Prepared(_devices)(serials=[]) == []
    assert not counted


def test_what_was_entered_since_is_in_the_answer():
    asked = Prepared(_devices)
    assert asked(serials=["M-1"]) == []
    _machine("M-1", "1")
    assert len(asked(serials=["M-1"])) == 1


def test_a_question_that_changes_with_its_value_is_refused():
    asked = Prepared(lambda text: Device.objects.filter(serial__startswith=text))
    with pytest.raises(TypeError, match="asks about text in a way that changes with the value"):
        asked(text="M")


def test_a_question_that_would_fetch_more_beforehand_is_refused():
    asked = Prepared(lambda party: Party.objects.filter(party=party).prefetch_related("facts"))
    with pytest.raises(TypeError, match="fetches nothing beforehand"):
        asked(party="altyn")


def test_a_beginning_of_a_text_is_refused_where_the_text_is_asked_about_as_well():
    asked = Prepared(lambda text: Device.objects.filter(model=text, serial__startswith=text))
    with pytest.raises(TypeError, match=r"asks about .* in a way that changes with the value"):
        asked(text="M")


def test_numbers_are_asked_about_and_how_many_rows_are_wanted_is_part_of_the_text():
    for number in range(4):
        _machine(f"M-{number}", "1")
    asked = Prepared(
        lambda after, most: Device.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "serial")[:most]
    )
    first = Device.objects.order_by("pk").values_list("pk", flat=True)[0]
    for after in (first, first + 1, first + 9):
        for most in (1, 3):
            anew = Device.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "serial")[:most]
            assert asked(after=after, most=Fixed(most)) == list(anew)


def test_moments_come_back_as_django_gives_them():
    _machine("M-1", "1")
    asked = Prepared(lambda known: Device.objects.filter(recorded_at__lte=known).values_list("recorded_at", "since"))
    assert asked(known=MOMENT) == [(MOMENT, DAY)]
    assert asked(known=datetime(2025, 1, 1, tzinfo=UTC)) == []


def test_what_no_question_takes_is_refused_by_its_name():
    with pytest.raises(TypeError, match="serials is a float"):
        Prepared(_devices)(serials=1.5)  # type: ignore[arg-type]


def test_of_very_many_values_it_asks_as_the_question_composed_anew():
    for number in (3, 700, 1023):
        _machine(f"M-{number}", "1")
    serials = [f"M-{number}" for number in range(1024)]
    assert [serial for serial, _ in Prepared(_devices)(serials=serials)] == ["M-1023", "M-3", "M-700"]
    asked = Prepared(lambda serials, most: _devices(serials)[:most])
    assert len(asked(serials=serials, most=Fixed(2))) == 2
