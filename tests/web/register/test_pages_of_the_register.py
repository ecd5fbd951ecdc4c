import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from rugsat.usecases.import_register import import_register
from tests.usecases.people import Office
from tests.web.register.conftest import suspend_it

ESMA = Path(__file__).parents[3] / "examples" / "demo" / "data" / "esma_casp_2026-02-09.csv"
PAGES = {
    "/": "The register today",
    "/search": "Write a name or a number.",
    "/search?q=karakum": "Karakum Hash",
    "/parties/karakum": "Certificate of registration of a miner",
    "/authorisations": "Karakum Hash",
    "/authorisations?status=suspended": "There is no such authorisation",
    "/approved": "Mary Energo",
    "/approved/banks": "Senagat Bank",
    "/approved/assets": "4H95J0R2X",
    "/warnings": "No authorisation was suspended or revoked",
    "/map": "Mary, Industrial zone 4",
    "/map?zone=mary": "Mary, Industrial zone 4",
    "/statistics": "Authorisations in force by instrument",
    "/verify": "Number, or text of the code",
    "/data": "Signed snapshots",
    "/data/changes": "not on the register",
}


@pytest.mark.parametrize(("address", "content"), PAGES.items(), ids=PAGES)
def test_a_page_answers_with_its_content(office: Office, client: Client, address: str, content: str):
    answer = client.get(address)
    assert answer.status_code == 200
    assert content in answer.content.decode()


def test_the_page_of_an_authorisation_shows_its_site_power_and_history(office: Office, client: Client, number: str):
    shown = client.get(f"/authorisations/{number}").content.decode()
    assert "In force" in shown
    assert "Mary, Industrial zone 4" in shown
    assert "2\u00a0MW" in shown
    assert "Act: Grant" in shown


def test_a_suspended_authorisation_is_shown_as_of_each_day(office: Office, client: Client, number: str):
    before = office.now.date()
    office.wait(3)
    suspend_it(office)
    page = f"/authorisations/{number}"
    assert "the holder may not act under it until it is reinstated" in client.get(page).content.decode()
    earlier = client.get(f"{page}?on={before}").content.decode()
    assert "the holder may not act under it until" not in earlier
    assert "This is how it was on 2 March 2026" in earlier
    assert number in client.get("/warnings").content.decode()
    assert number not in client.get(f"/warnings?on={before}").content.decode()
    changed = client.get(f"/data/changes?since={before}&until={office.now.date()}").content.decode()
    assert "1 authorisation changed" in changed
    assert "Suspended" in changed


def test_before_it_was_granted_an_authorisation_is_not_shown(office: Office, client: Client, number: str):
    answer = client.get(f"/authorisations/{number}?on={office.now.date() - timedelta(days=30)}")
    assert answer.status_code == 404
    assert "ask for another day" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Karakum Hash", "Karakum Hash"),
        ("Каракум", "Karakum Hash"),
        ("каракум хэш", "Karakum Hash"),
        ("hash KARA", "Karakum Hash"),
        ("Ýyldyz", "Ýyldyz Şanly"),
        ("Йылдыз Шанлы", "Ýyldyz Şanly"),
        ("Yildiz Shanli", "Ýyldyz Şanly"),
    ],
)
def test_a_party_is_found_in_latin_cyrillic_and_turkmen_spelling(office: Office, client: Client, text: str, party: str):
    shown = client.get("/search", {"q": text}).content.decode()
    assert f">{party}</a>" in shown
    assert "1 party" in shown


def test_what_is_not_there_is_not_found_and_the_page_says_what_to_do(office: Office, client: Client):
    shown = client.get("/search", {"q": "Nobody Knows"}).content.decode()
    assert "Nothing found" in shown
    assert "send no money" in shown


def test_a_number_finds_its_holder(office: Office, client: Client, number: str):
    assert "Karakum Hash" in client.get("/search", {"q": number.lower()}).content.decode()


def test_a_filter_narrows_what_is_found(office: Office, client: Client):
    shown = client.get("/search", {"q": "karakum", "status": "suspended"}).content.decode()
    assert "Nothing found" in shown


@pytest.mark.parametrize(
    "address",
    [
        "/search?page=0",
        "/search?page=x",
        f"/search?page=000000001{'9' * 30}",
        f"/search?page=000000001{'9' * 5000}",
        "/?status=none",
        "/parties/karakum?on=2026-3-1",
        "/map?zone=moon",
    ],
)
def test_a_question_that_is_written_wrongly_is_refused_with_what_to_do(office: Office, client: Client, address: str):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "The question cannot be answered" in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/nowhere", "/parties/nobody", "/parties/no%00body", "/approved/hats", "/data/x.csv", "/keys"]
)
def test_what_is_not_there_answers_404(office: Office, client: Client, address: str):
    assert client.get(address).status_code == 404


def test_a_page_may_only_be_read(office: Office, client: Client):
    assert client.post("/verify", {"text": "x"}).status_code == 405


def figures(page: str) -> dict[str, int]:
    told = re.findall(r"<dt>([^<]+)</dt><dd>([0-9,]+)</dd>", page)
    return {words: int(count.replace(",", "")) for words, count in told}


def test_where_nothing_was_given_abroad_nothing_is_said_of_it(office: Office, client: Client):
    for address in ("/", "/statistics"):
        shown = client.get(address).content.decode()
        assert "authorisations in force" in figures(shown)
        assert "abroad" not in shown


def test_what_was_given_abroad_is_counted_apart_from_what_this_authority_gave(office: Office, client: Client):
    before = figures(client.get("/statistics").content.decode())["authorisations in force"]
    call = office.call("dilber")
    content, file = ESMA.read_bytes(), ESMA.name
    import_register(call, content=content, file=file, instrument="exchange_licence", accept_faults=True)
    for address in ("/", "/statistics"):
        found = figures(client.get(address).content.decode())
        assert found["authorisations in force, given by this authority"] == before
        assert found["authorisations in force, given abroad and registered here"] > 100
        assert "authorisations in force" not in found


def test_charts_and_tables_of_what_was_given_abroad_stand_apart(office: Office, client: Client):
    before = client.get("/statistics").content.decode()
    call = office.call("dilber")
    content, file = ESMA.read_bytes(), ESMA.name
    import_register(call, content=content, file=file, instrument="exchange_licence", accept_faults=True)
    shown = client.get("/statistics").content.decode()
    ours, abroad = shown.split("Given abroad, registered here</h2>")
    assert abroad.count("<figure>") >= 2
    assert "Authorisations given abroad, in force, by instrument" in abroad
    assert cells(ours) == cells(before)
    assert cells(abroad).isdisjoint(cells(before))


def cells(page: str) -> set[str]:
    """Rows of the tables behind the charts."""
    return set(re.findall(r"<tr class=\"govuk-table__row\">.*?</tr>", page, re.DOTALL))
