import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rugsat.kernel.names.fold import words_of
from rugsat.kernel.period import Period
from rugsat.store.bitemporal import Said, write
from rugsat.store.licensing.models import Authorisation, AuthorisationFacts, Device, Wallet
from rugsat.store.parties.models import BankAccount, Holding, NameKey, Party, PartyFacts, Person, Responsible
from tests.usecases.people import ISSUERS, KARAKUM, OFFICERS, WALLET_ADDRESS, Office
from tests.web.register.conftest import suspend_it
from tests.web.register.site import ADDRESSES

FILES = ("/data/authorisations.csv", "/data/authorisations.json", "/data/casps.csv")
EVERY = [*ADDRESSES.values(), *FILES, "/?language=ru", "/search?q=hidden+person", "/search?q=orazow"]
NOT_PUBLIC = [
    "Orazow",
    "Aşyr",
    "1980-05-01",
    "TM00BANK1",
    WALLET_ADDRESS,
    "S19-0001",
    "MR-0001",
    "Hidden Person",
    "37.60",
    "criminal",
]


def text_of(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()


def test_what_must_stay_within_is_there_to_be_found(office: Office):
    assert Person.objects.filter(name="Orazow Aşyr").exists()
    assert Holding.objects.exists()
    assert Responsible.objects.exists()
    assert BankAccount.objects.filter(account="TM00BANK1").exists()
    assert Wallet.objects.filter(wallet__contains=WALLET_ADDRESS).exists()
    assert Device.objects.filter(serial="S19-0001").exists()
    assert PartyFacts.objects.filter(name="Hidden Person").exists()
    assert KARAKUM["persons"]
    assert ISSUERS


@pytest.mark.parametrize("address", EVERY)
def test_no_page_and_no_file_tells_of_a_person_an_officer_a_wallet_or_an_account(
    office: Office, client: Client, number: str, address: str
):
    suspend_it(office)
    shown = text_of(client.get(address.format(number=number), follow=True))
    # What was asked is said again in the field of the search, which tells nothing.
    shown = re.sub(r'(?s)<input class="govuk-input" id="q".*?>|<title>.*?</title>|hreflang|href="\?[^"]*"', "", shown)
    officers = [name for name in OFFICERS if name not in {"adviser", "reviewer", "register", "administrator"}]
    told = [word for word in [*NOT_PUBLIC, *officers] if re.search(rf"\b{re.escape(word)}\b", shown)]
    assert told == []


def test_a_natural_person_has_no_page(office: Office, client: Client):
    assert client.get("/parties/person-1").status_code == 404


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_a_page_may_load_nothing_but_what_comes_with_it(office: Office, client: Client, number: str, address: str):
    answer = client.get(address.format(number=number))
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    page = answer.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_a_demonstration_says_so_on_every_page(office: Office, client: Client, number: str, address: str):
    assert "this is no register of any state" in client.get(address.format(number=number)).content.decode()


def test_without_a_demonstration_nothing_is_said_of_one(office: Office, client: Client, settings):
    settings.DEMONSTRATION = ()
    assert "this is no register of any state" not in client.get("/").content.decode()


def test_what_is_asked_is_shown_as_text_and_never_as_markup(office: Office, client: Client):
    asked = '"><script>alert(1)</script>'
    for address in ("/search?q=", "/verify?text=", "/authorisations?after=", "/parties/x?on=", "/map?zone="):
        shown = client.get(address + asked.replace('"', "%22").replace("<", "%3C")).content.decode()
        assert "<script>alert" not in shown


def test_a_language_is_chosen_only_for_this_site(client: Client, office: Office):
    answer = client.get("/?language=ru", PATH_INFO="//example.org/page")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/example.org/page"


def _more(office: Office, count: int) -> None:
    """Many more parties of one word, each with an authorisation."""
    numbers = [f"TM-MR-2025-{each:06}-00" for each in range(count)]
    case = Authorisation.objects.get(instrument="mining_registration").case
    Party.objects.bulk_create(Party(party=f"p{each}", opened_at=office.now) for each in range(count))
    NameKey.objects.bulk_create(
        NameKey(party_id=f"p{each}", word=word) for each in range(count) for word in words_of(f"Karakum {each}")
    )
    Authorisation.objects.bulk_create(
        Authorisation(
            authorisation=number,
            party_id=f"p{each}",
            case=case,
            instrument="mining_registration",
            granted_at=office.now,
        )
        for each, number in enumerate(numbers)
    )
    period = Period(office.now.date().replace(year=2025))
    facts = {"kind": "legal_entity", "country": "TM", "lei": None, "registered_on": None}
    write(
        PartyFacts,
        [Said({"party_id": f"p{each}"}, {**facts, "name": f"Karakum {each}"}) for each in range(count)],
        period=period,
        at=office.now,
        act="earlier",
    )
    held = {"cls": "industrial", "status": "in_force"}
    write(
        AuthorisationFacts,
        [Said({"authorisation_id": number}, {**held, "party_id": f"p{i}"}) for i, number in enumerate(numbers)],
        period=period,
        at=office.now,
        act="earlier",
    )


def test_the_number_of_questions_to_the_database_grows_with_no_row(office: Office, client: Client, number: str):
    addresses = [address.format(number=number) for address in ADDRESSES.values()]

    def asked() -> dict[str, int]:
        counted = {}
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counted[address] = len(queries)
        return counted

    client.get("/")
    few = asked()
    _more(office, 300)
    many = asked()
    assert many == few
    assert max(many.values()) <= 10


def test_a_list_leads_from_page_to_page_through_every_row_once(office: Office, client: Client, number: str):
    _more(office, 60)
    address, seen = "/authorisations", []
    for _page in range(10):
        shown = client.get(address).content.decode()
        seen += re.findall(r'href="/authorisations/([^"?]+)"', shown)
        following = re.search(r'href="([^"]+)" rel="next"', shown)
        if following is None:
            break
        address = following[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == AuthorisationFacts.objects.filter(superseded_at__isnull=True).count()


def test_a_search_leads_from_page_to_page(office: Office, client: Client):
    _more(office, 30)
    first = client.get("/search?q=karakum").content.decode()
    assert "31 parties" in first
    second = client.get("/search?q=karakum&page=2").content.decode()
    assert set(re.findall(r'href="(/parties/\w+)"', first)).isdisjoint(re.findall(r'href="(/parties/\w+)"', second))
