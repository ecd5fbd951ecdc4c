"""The calendar of returns: counted as each party is counted by itself, and a list that says the same page by page."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client

from rugsat.kernel.period import Period
from rugsat.store.api_access.models import ReceivedFiling
from rugsat.store.bitemporal import Said, write
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import Authorisation, AuthorisationFacts
from rugsat.store.parties.models import Party
from rugsat.store.queries.owing import owing
from rugsat.store.queries.quality import filer
from rugsat.store.queries.returns_calendar import counts, dues
from rugsat.store.queries.returns_lines import STATES, lines_of_party, return_lines
from rugsat.usecases.import_register import import_register
from rugsat.web.console.counted import due_counts
from rugsat.web.layout import moment
from tests.usecases.people import Office
from tests.web.signed import signed_in

pytestmark = pytest.mark.django_db
ESMA = Path(__file__).parents[3] / "examples" / "demo" / "data" / "esma_casp_2026-02-09.csv"
BITPANDA = "lei-5493007wz7ifulil8g21"
MONTH = {"since": date(2026, 3, 1), "until": date(2026, 3, 31)}


def authorise(office: Office, party: str, instrument: str, *spans: tuple[date, date | None, str]) -> None:
    """Put an authorisation on the register with what it was on some days."""
    number = f"{instrument}-{party}"
    Party.objects.get_or_create(party=party, defaults={"opened_at": office.now})
    Authorisation.objects.create(authorisation=number, party_id=party, instrument=instrument, granted_at=office.now)
    for since, until, status in spans:
        values = {"party_id": party, "cls": "*", "status": status}
        said = [Said({"authorisation_id": number}, values)]
        write(AuthorisationFacts, said, period=Period(since, until), at=office.now, act="earlier")


@pytest.fixture
def held(office: Office) -> Office:
    cache.clear()
    whole = (date(2025, 1, 1), None, "in_force")
    authorise(office, "m1", "mining_registration", whole)
    authorise(office, "m2", "mining_registration", (date(2026, 2, 10), date(2026, 2, 20), "in_force"))
    suspended = [(date(2025, 1, 1), date(2026, 2, 5), "in_force"), (date(2026, 2, 5), None, "suspended")]
    authorise(office, "m3", "mining_registration", *suspended)
    authorise(office, "m4", "mining_registration", (date(2025, 1, 1), date(2026, 1, 15), "in_force"))
    authorise(office, "e1", "exchange_licence", whole)
    authorise(office, "e1b", "exchange_licence", (date(2026, 3, 4), None, "in_force"))
    authorise(office, "g1", "approved_energy_provider", whole)
    authorise(office, "m1x", "exchange_licence", (date(2025, 1, 1), None, "revoked"))
    return office


def file(office: Office, sender: str, name: str, period: str, at: datetime, **more: str) -> None:
    number = ReceivedFiling.objects.count() + 1
    ReceivedFiling.objects.create(
        filing=f"F{number}",
        commit=number,
        sender=sender,
        return_name=name,
        period=period,
        kind=more.get("kind", "original"),
        status=more.get("status", "ACPT"),
        part=more.get("part", ""),
        receipt="0" * 64,
        received_at=at,
    )


def test_it_counts_what_each_party_owes_by_itself(held: Office):
    wanted = dues(law_in_force(), **MONTH)
    assert wanted
    by_hand: dict[tuple[str, str], int] = {}
    for party in Party.objects.values_list("party", flat=True):
        for each in owing(party=party, now=held.now, since=date(2025, 6, 1), until=date(2026, 4, 1)):
            by_hand[each["return"], each["period"]] = by_hand.get((each["return"], each["period"]), 0) + 1
    counted = {(each.due.return_name, each.due.period): each.owed for each in counts(wanted)}
    assert {key: by_hand.get(key, 0) for key in counted} == counted
    assert sum(counted.values()) > 20


def test_the_list_says_the_same_as_the_counts_whatever_the_state(held: Office):
    monthly = next(each for each in dues(law_in_force(), **MONTH) if each.period == "2026-02" and "miner" in each.roles)
    file(held, "m1", monthly.return_name, "2026-02", datetime(2026, 3, 2, tzinfo=UTC))
    file(held, "m3", monthly.return_name, "2026-02", datetime(2026, 3, 30, tzinfo=UTC))
    held.wait(25)
    counted = counts([monthly])
    assert (counted[0].owed, counted[0].filed) == (3, 2)
    found = {state: [line.party for line in return_lines(counted, now=held.now, state=state).lines] for state in STATES}
    assert found == {"overdue": ["m2"], "due": [], "filed": ["m1"], "filed_late": ["m3"]}
    everything = return_lines(counted, now=held.now).lines
    assert [(line.party, line.state) for line in everything] == [
        ("m1", "filed"),
        ("m2", "overdue"),
        ("m3", "filed_late"),
    ]
    assert [line.state for line in lines_of_party("m3", [monthly], now=held.now)] == ["filed_late"]


def test_what_was_taken_back_or_refused_is_not_filed(held: Office):
    monthly = next(each for each in dues(law_in_force(), **MONTH) if each.period == "2026-02" and "miner" in each.roles)
    at = datetime(2026, 3, 2, tzinfo=UTC)
    file(held, "m1", monthly.return_name, "2026-02", at)
    file(held, "m1", monthly.return_name, "2026-02", at, kind="cancellation")
    file(held, "m3", monthly.return_name, "2026-02", at, status="RJCT")
    counted = counts([monthly])
    assert counted[0].filed == 0
    assert return_lines(counted, now=held.now, state="filed").lines == ()
    file(held, "m1", monthly.return_name, "2026-02", at)
    assert counts([monthly])[0].filed == 1
    assert [line.party for line in return_lines(counts([monthly]), now=held.now, state="filed").lines] == ["m1"]


def test_pages_of_the_list_hold_every_line_once(held: Office):
    counted = counts(dues(law_in_force(), **MONTH))
    seen, after = [], ""
    for _ in range(500):
        page = return_lines(counted, now=held.now, after=after, most=7)
        seen += [(line.party, line.due.return_name, line.due.period) for line in page.lines]
        after = page.after
        if not after:
            break
    assert len(seen) == len(set(seen)) == sum(each.owed for each in counted)


def test_the_page_shows_the_month_and_narrows_to_a_day_a_return_and_a_state(held: Office):
    signed = signed_in("serdar")
    page = signed.get("/console/calendar/", {"month": "2026-03-15"}).content.decode()
    assert "March 2026" in page
    assert "missing" in page
    day = next(each.due for each in dues(law_in_force(), **MONTH) if "miner" in each.roles)
    narrowed = signed.get("/console/calendar/", {"month": "2026-03-15", "due": day.isoformat(), "state": "due"})
    assert narrowed.status_code == 200
    assert signed.get("/console/calendar/", {"state": "lost"}).status_code == 400
    assert signed.get("/console/calendar/", {"month": "2026-3-1"}).status_code == 400
    assert signed.get("/console/calendar/", {"after": "9999:zz"}).status_code == 200


def test_a_month_outside_the_legal_calendar_is_shown_without_due_days(held: Office):
    answer = signed_in("serdar").get("/console/calendar/", {"month": "2031-05-01"})
    assert answer.status_code == 200
    assert "No return is like that" in answer.content.decode()


def test_the_day_after_the_due_day_is_late_where_the_jurisdiction_lies(held: Office):
    monthly = next(each for each in dues(law_in_force(), **MONTH) if each.period == "2026-02" and "miner" in each.roles)
    # In Ashgabat it is five hours later than in UTC, so this day is over at 19:00 UTC.
    over = datetime(monthly.due.year, monthly.due.month, monthly.due.day, 19, tzinfo=UTC)
    file(held, "m1", monthly.return_name, "2026-02", over - timedelta(seconds=1))
    file(held, "m3", monthly.return_name, "2026-02", over)
    held.wait(40)
    states = {line.party: line.state for line in return_lines(counts([monthly]), now=held.now).lines}
    assert (states["m1"], states["m3"]) == ("filed", "filed_late")


def take_over_the_european_register(office: Office) -> None:
    asked = {"content": ESMA.read_bytes(), "file": ESMA.name, "instrument": "exchange_licence"}
    assert import_register(office.call("dilber"), **asked, accept_faults=True).told["entered"] > 100


def test_whom_another_country_authorised_owes_nothing_here(held: Office):
    wanted = dues(law_in_force(), **MONTH)
    before = counts(wanted)
    assert any(each.owed and each.due.roles == ("exchange",) for each in before)
    take_over_the_european_register(held)
    assert counts(wanted) == before
    assert owing(party=BITPANDA, now=held.now) == []
    assert lines_of_party(BITPANDA, wanted, now=held.now) == ()
    assert filer(sender=BITPANDA, now=held.now)["months"] == []
    listed = {line.party for each in before for line in return_lines([each], now=held.now, most=1_000).lines}
    assert "e1" in listed
    assert not any(party.startswith("lei-") for party in listed)


def test_the_public_page_of_what_another_country_gave_says_where(held: Office):
    take_over_the_european_register(held)
    page = Client().get("/authorisations/ESMA-5493007WZ7IFULIL8G21").content.decode()
    assert "the authority of another country: Austria" in page
    ours = Client().get("/authorisations/exchange_licence-e1").content.decode()
    assert "the authority of another country" not in ours


def test_an_older_office_learns_where_what_it_took_over_was_given(held: Office):
    take_over_the_european_register(held)
    Authorisation.objects.update(given_in=None)
    assert owing(party=BITPANDA, now=held.now) != []
    import_module("rugsat.store.licensing.migrations.0004_given_in").say_where_they_were_given(apps, None)
    assert owing(party=BITPANDA, now=held.now) == []
    assert Authorisation.objects.get(authorisation="exchange_licence-e1").given_in is None


def test_a_party_with_several_authorisations_owes_a_return_once(held: Office):
    authorise(held, "m1", "mining_registration_2", (date(2025, 1, 1), None, "in_force"))
    Authorisation.objects.filter(instrument="mining_registration_2").update(instrument="mining_registration")
    counted = counts(dues(law_in_force(), **MONTH))
    lines = [(line.party, line.due) for each in counted for line in return_lines([each], now=held.now).lines]
    assert len(lines) == len(set(lines)) == sum(each.owed for each in counted)


@pytest.mark.django_db(transaction=True)
def test_old_counts_are_shown_while_they_are_counted_again(held: Office, monkeypatch: pytest.MonkeyPatch):
    begun: list[tuple[object, ...]] = []
    monkeypatch.setattr("rugsat.web.console.counted.Thread", lambda target, args, daemon: Begun(target, args, begun))
    monkeypatch.setattr(moment, "clock", lambda: held.now)
    first = due_counts(date(2026, 3, 1))
    authorise(held, "m9", "mining_registration", (date(2025, 1, 1), None, "in_force"))
    assert due_counts(date(2026, 3, 1)) == first
    assert not begun
    held.wait(1)
    for _ in range(3):
        assert due_counts(date(2026, 3, 1)) == first
    assert len(begun) == 1
    target, args = begun[0]
    target(*args)  # type: ignore[operator]
    after = due_counts(date(2026, 3, 1))
    assert after.at == held.now
    assert sum(each.owed for each in after.what) > sum(each.owed for each in first.what)


class Begun:
    """A thread that does not run by itself."""

    def __init__(self, target: object, args: object, begun: list[tuple[object, ...]]) -> None:
        self.start = lambda: begun.append((target, args))
