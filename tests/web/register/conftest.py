"""An office behind its register: a miner authorised and then suspended, providers, a bank, an asset, foreign firms."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client

from rugsat.kernel.names.fold import words_of
from rugsat.kernel.period import Period
from rugsat.law.resolve import resolve
from rugsat.store.bitemporal import Said, write
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import ApprovedAsset, Authorisation, Case
from rugsat.store.parties.models import NameKey, Party, PartyFacts
from rugsat.usecases.countersign import countersign
from rugsat.usecases.suspend import suspend
from rugsat.web.layout import moment
from tests.usecases.people import Office, apply, approve, grant_it, make_people, prepare, warn

WARNED = {
    "name": "Altyn Coin",
    "names": ["Алтын Коин"],
    "websites": ["https://www.altyncoin.top", "t.me/altyncoin"],
    "country": "TM",
    "instrument": "exchange_licence",
    "ground": "Ygtyýarnamasyz alyş-çalyş hyzmatlaryny hödürleýär.",
    "basis": "law",
    "rests_on": "Wirtual aktiwler hakynda kanun, madda",
}


@pytest.fixture
def web(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office on a Monday in March, whose clock the pages read."""
    settings.OFFICE = tmp_path / "office"
    settings.JURISDICTION, settings.DEMONSTRATION = "tm", ("demonstration",)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    made = Office(datetime(2026, 3, 2, 5, tzinfo=UTC))
    monkeypatch.setattr(moment, "clock", lambda: made.now)
    return made


@pytest.fixture
def office(db: None, web: Office) -> Office:
    """The office with all that its register shows; `number` of Karakum is granted on 2 March."""
    fill(web)
    return web


def fill(office: Office) -> None:
    """Karakum is granted a registration; a provider, a bank and an asset are approved."""
    make_people(office)
    prepare(office)
    for party, name in (("grid-mary", "Mary Energo"), ("senagat", "Senagat Bank"), ("fire-service", "Fire Service")):
        facts = {"kind": "legal_entity", "name": name, "country": "TM", "lei": None, "registered_on": None}
        said = [Said({"party_id": party}, facts)]
        write(PartyFacts, said, period=Period(date(2025, 1, 1)), at=office.now, act="earlier")
    approve(office, "senagat", "partner_bank")
    said = [Said({"dti": "4H95J0R2X"}, {"name": "Bitcoin"})]
    write(ApprovedAsset, said, period=Period(date(2026, 1, 1)), at=office.now, act="earlier")
    Party.objects.create(party="yyldyz", opened_at=office.now)
    facts = {"kind": "entrepreneur", "name": "Ýyldyz Şanly", "country": "TM", "lei": None, "registered_on": None}
    write(
        PartyFacts, [Said({"party_id": "yyldyz"}, facts)], period=Period(date(2025, 1, 1)), at=office.now, act="earlier"
    )
    NameKey.objects.bulk_create(NameKey(party_id="yyldyz", word=word) for word in words_of("Ýyldyz Şanly"))
    Party.objects.create(party="person-1", opened_at=office.now)
    private = {"kind": "natural_person", "name": "Hidden Person", "country": "TM", "lei": None, "registered_on": None}
    said = [Said({"party_id": "person-1"}, private)]
    write(PartyFacts, said, period=Period(date(2025, 1, 1)), at=office.now, act="earlier")
    NameKey.objects.bulk_create(NameKey(party_id="person-1", word=word) for word in words_of("Hidden Person"))
    grant_it(office, apply(office))
    warn(office, WARNED)


@pytest.fixture
def number(office: Office) -> str:
    """The number of Karakum's registration."""
    return Authorisation.objects.get(instrument="mining_registration").authorisation


def suspend_it(office: Office) -> None:
    """Suspend Karakum's registration at once, as two officers may on an urgent ground."""
    case = Case.objects.get(party_id="karakum").case
    ground = resolve(law_in_force(), "procedure.urgent_suspension_grounds", office.now.date()).value[0]
    countersign(office.call("serdar"), case=case, signs_for="suspend")
    suspend(office.call("dilber"), case=case, ground=ground)


@pytest.fixture
def client() -> Client:
    """Somebody without an account."""
    return Client()
