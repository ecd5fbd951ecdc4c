"""Warnings about firms without authorisation on the public register, told apart from suspensions."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from django.conf import settings
from django.test import Client

from rugsat.evidence.credentials.key_ring import make_key_ring, trust_file
from rugsat.evidence.credentials.trust import read_trust
from rugsat.operations.legacy.esma_ncasps import read_ncasps
from rugsat.operations.load_register import read_register
from rugsat.operations.verification.register_archive import register_folder
from rugsat.operations.verification.status import open_snapshot
from rugsat.usecases.draft_warning import draft_warning
from rugsat.usecases.import_warnings import import_warnings
from rugsat.usecases.publish_public_register import publish_public_register
from rugsat.web.register.warning_files import NCASPS
from tests.usecases.people import Office, end_warning, warn
from tests.web.register.conftest import WARNED, suspend_it
from tests.web.register.site import WARNING

FILE = Path(__file__).parents[3] / "examples" / "demo" / "data" / "esma_ncasp_2026-02-09.csv"


def shown(client: Client, address: str, **asked: str) -> str:
    return client.get(address, asked).content.decode()


def between(page: str, first: str, last: str) -> str:
    return page[page.index(first) : page.index(last)]


def import_all(office: Office) -> None:
    import_warnings(office.call("dilber"), content=FILE.read_bytes(), file=FILE.name, accept_faults=True)


def test_firms_without_authorisation_stand_apart_from_suspended_authorisations(
    office: Office, client: Client, number: str
):
    suspend_it(office)
    page = shown(client, "/warnings")
    unauthorised = between(page, 'id="unauthorised"', 'id="suspended"')
    suspended = between(page, 'id="suspended"', "Not on the register at all?")
    assert "Altyn Coin" in unauthorised
    assert number not in unauthorised
    assert number in suspended
    assert "Altyn Coin" not in suspended
    assert "Not authorised" in unauthorised
    assert "Not authorised" not in suspended


@pytest.mark.parametrize("text", ["altyn coin", "Алтын", "altyncoin.top", "https://altyncoin.top/"])
def test_a_search_shows_the_warning_before_those_who_are_authorised(office: Office, client: Client, text: str):
    page = shown(client, "/search", q=text)
    assert "Warnings about firms without authorisation" in page
    assert f"/warnings/{WARNING}" in page
    assert "Not found among those who hold an authorisation" in page
    assert "Nothing found" not in page


def test_a_firm_under_the_name_of_one_who_is_authorised_is_shown_beside_it(office: Office, client: Client):
    warn(office, WARNED | {"name": "Karakum Hash Trading", "names": [], "websites": []})
    page = shown(client, "/search", q="karakum")
    assert page.index("Karakum Hash Trading") < page.index('href="/parties/karakum"')
    assert "1 party" in page


def test_a_search_for_somebody_else_shows_no_warning(office: Office, client: Client):
    assert "Warnings about firms" not in shown(client, "/search", q="karakum")
    assert "Nothing found" in shown(client, "/search", q="nobody")


def test_a_warning_says_what_is_lacking_on_what_ground_and_by_what_article(office: Office, client: Client):
    page = shown(client, f"/warnings/{WARNING}")
    for word in (*WARNED["names"], *WARNED["websites"], WARNED["ground"], WARNED["rests_on"]):
        assert word in page
    assert "This firm holds no Licence" in page
    assert 'href="https://www.altyncoin.top"' not in page


def test_a_warning_that_was_withdrawn_is_shown_of_the_days_on_which_it_was_given(office: Office, client: Client):
    day = office.now.date().isoformat()
    office.wait(4)
    end_warning(office, WARNING)
    assert client.get(f"/warnings/{WARNING}").status_code == 404
    assert "Altyn Coin" in shown(client, f"/warnings/{WARNING}", on=day)
    assert "Altyn Coin" not in shown(client, "/warnings")
    assert "Altyn Coin" in shown(client, "/warnings", on=day)
    assert "Warnings about firms" not in shown(client, "/search", q="altyn")


def test_no_officer_is_named_with_a_warning(office: Office, client: Client):
    for address in (f"/warnings/{WARNING}", "/warnings", "/data/warnings.json"):
        answer = client.get(address)
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"serdar" not in said.lower()
        assert b"sona" not in said.lower()


def test_what_changed_between_two_days_tells_of_warnings_that_came_and_went(office: Office, client: Client):
    day = office.now.date()
    before = (day - timedelta(days=1)).isoformat()
    page = shown(client, "/data/changes", since=before, until=day.isoformat())
    assert "1 warning changed" in page
    assert "not given" in page
    assert WARNED["ground"] in page
    office.wait(4)
    end_warning(office, WARNING)
    later = office.now.date().isoformat()
    page = shown(client, "/data/changes", since=day.isoformat(), until=later)
    assert f'href="/warnings/{WARNING}?on={day}"' in page
    assert "1 warning changed" not in shown(client, "/data/changes", since=before, until=later)


def test_a_warning_that_is_only_drafted_is_nowhere_public(office: Office, client: Client):
    draft_warning(office.call("serdar"), says=WARNED | {"name": "Kumush Pay", "names": [], "websites": []})
    for address in ("/warnings", "/search?q=kumush", "/data/changes"):
        assert "Kumush Pay" not in shown(client, address)
    assert b"Kumush" not in b"".join(client.get("/data/warnings.json").streaming_content)


def test_the_signed_snapshot_of_a_day_holds_the_warnings_with_what_is_public_of_them(office: Office):
    make_key_ring(
        settings.OFFICE / "keys" / "authority", jurisdiction="tm", authority={"en": "A"}, on=office.now.date()
    )
    import_all(office)
    told = publish_public_register(office.call("dilber")).told
    assert (told["signed"], told["rows"]["register.warnings"]) == (True, 101)
    with register_folder(Path(told["file"])) as folder:
        trust = read_trust([trust_file(settings.OFFICE / "keys" / "authority")])
        assert open_snapshot(folder, trust=trust).statement is not None
        table = read_register(folder)["register.warnings"]
        text = (folder / "warnings.csv").read_text()
    (own,) = table.filter(pl.col("warning") == WARNING).to_dicts()
    assert json.loads(own["websites"]) == WARNED["websites"]
    assert (own["name"], own["basis"], own["source"], own["until"]) == (WARNED["name"], "law", None, None)
    assert "serdar" not in text.lower()
    assert "sona" not in text.lower()


def test_a_warning_of_another_authority_names_it_and_no_licence_of_this_country(office: Office, client: Client):
    import_all(office)
    page = shown(client, "/search", q="mexc")
    assert "Netherlands Authority for the Financial Markets (AFM) has warned on 16 September 2025" in page
    assert "Holds no" not in page


def test_the_list_of_warnings_leads_on_by_itself_and_keeps_the_place_of_the_other(office: Office, client: Client):
    import_all(office)
    page = shown(client, "/warnings", after="TM")
    assert 'href="/warnings?after=TM&amp;behind=' in page
    assert client.get("/warnings", {"behind": "x"}).status_code == 200


def test_a_place_in_the_list_that_is_none_begins_it_anew(office: Office, client: Client):
    assert "Altyn Coin" in shown(client, "/warnings", behind="9_9")


def test_what_a_firm_calls_itself_is_shown_as_text_and_never_as_markup(office: Office, client: Client):
    name = "<script>alert(1)</script> Coin"
    says = WARNED | {"name": name, "websites": ["https://a.com/<script>alert(2)</script>"], "ground": "<b>x</b>"}
    number = warn(office, says).subject
    for address in (f"/warnings/{number}", "/warnings", "/search?q=script"):
        page = shown(client, address)
        assert "<script>alert" not in page
        assert "<b>x</b>" not in page


def test_own_warnings_come_in_the_columns_of_esma_and_are_read_as_its_register_is(office: Office, client: Client):
    import_all(office)
    content = b"".join(client.get("/data/ncasps.csv").streaming_content)
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert tuple(row) == NCASPS
    assert row["ae_website"] == "https://www.altyncoin.top|t.me/altyncoin"
    (warning,), faults = read_ncasps(content, file="ours.csv")
    assert (warning.name, warning.websites, faults) == ("Altyn Coin", tuple(WARNED["websites"]), ())


def test_all_warnings_come_as_json_with_whoever_gave_them(office: Office, client: Client):
    import_all(office)
    told = json.loads(b"".join(client.get("/data/warnings.json").streaming_content))
    assert len(told["warnings"]) == 101
    assert {each["source"] for each in told["warnings"]} == {"", "ESMA"}
