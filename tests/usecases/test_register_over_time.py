"""The register as of any day: parties that change, the register of others, names, questions that do not grow."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rugsat.store.queries.authorisations import authorisation, listed
from rugsat.store.queries.parties import history, party, search
from rugsat.usecases.change_party import change_party
from rugsat.usecases.import_register import ImportRefusedError, import_register
from rugsat.usecases.open_application import open_application
from rugsat.usecases.party_form import PartyRefusedError
from rugsat.usecases.register_party import register_party
from tests.usecases.people import APPLICATION, KARAKUM, Office, apply, grant_it, prepare

ESMA = Path(__file__).parents[2] / "examples" / "demo" / "data" / "esma_casp_2026-02-09.csv"


def test_the_models_and_the_migrations_say_the_same(db: None):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_party_is_what_it_was_on_each_day_and_as_it_was_known(office: Office):
    before = office.now
    office.wait(10)
    renamed = {**KARAKUM, "name": "Garagum Heş", "persons": [], "holdings": [], "responsible": []}
    change_party(office.call("anna"), party="karakum", says=renamed, since=date(2026, 3, 5))
    assert party(party="karakum", now=office.now)["name"] == "Garagum Heş"
    assert party(party="karakum", now=office.now, on=date(2026, 3, 4))["name"] == "Karakum Hash"
    as_known = party(party="karakum", now=office.now, on=date(2026, 3, 6), known=before)
    assert (as_known["name"], len(as_known["persons"])) == ("Karakum Hash", 1)
    assert party(party="karakum", now=office.now)["persons"] == []
    assert len(history(party="karakum")["facts"]) == 3


@pytest.mark.parametrize("text", ["Karakum", "каракум", "KARAKUM hash", "Хэш", "karak"])
def test_a_party_is_found_by_its_name_in_any_spelling(office: Office, text: str):
    assert [each["party"] for each in search(text=text)] == ["karakum"]


def test_nobody_is_found_by_a_name_that_nobody_has(office: Office):
    assert search(text="Karakum Mary") == []
    assert search(text=" ") == []


def test_a_register_with_faulty_rows_is_entered_only_when_somebody_accepts_that(office: Office):
    asked = {"content": ESMA.read_bytes(), "file": ESMA.name, "instrument": "exchange_licence"}
    with pytest.raises(ImportRefusedError, match="rows cannot be taken"):
        import_register(office.call("dilber"), **asked)
    done = import_register(office.call("dilber"), **asked, accept_faults=True)
    assert done.told["entered"] == len(listed(now=office.now, instrument="exchange_licence"))
    assert {each["row"] for each in done.told["faults"] if each["refused"]}
    found = {each["lei"]: each["since"] for each in search(text="bitpanda")}
    assert found["5493007WZ7IFULIL8G21"] == "2025-04-09"
    again = import_register(office.call("dilber"), **asked, accept_faults=True)
    assert (again.told["entered"], again.told["known_before"]) == (0, done.told["entered"])


def test_one_firm_is_one_party_whoever_enters_it(office: Office):
    """An LEI names a firm all over the world: a second party of the same would split what is known of it."""
    lei = "5299005V5GBSN2A4C303"
    register_party(office.call("anna"), party="bybit", says={**KARAKUM, "lei": lei})
    with pytest.raises(PartyRefusedError, match=f"the LEI {lei} is that of the party 'bybit'"):
        register_party(office.call("anna"), party="bybit-2", says={**KARAKUM, "lei": lei})
    change_party(office.call("anna"), party="bybit", says={**KARAKUM, "lei": lei, "name": "Bybit EU"})
    asked = {"content": ESMA.read_bytes(), "file": ESMA.name, "instrument": "exchange_licence"}
    done = import_register(office.call("dilber"), **asked, accept_faults=True)
    assert done.told["known_before"] == 1
    assert [each["party"] for each in search(text="bybit") if each["lei"] == lei] == ["bybit"]


def questions(ask, **asked: object) -> int:
    with CaptureQueriesContext(connection) as counted:
        ask(**asked)
    return len(counted)


def test_no_question_to_the_register_grows_with_its_rows(office: Office):
    prepare(office)
    number = grant_it(office, apply(office))
    asked = [
        (listed, {"now": office.now}),
        (search, {"text": "k"}),
        (party, {"party": "karakum", "now": office.now}),
        (authorisation, {"number": number, "now": office.now}),
    ]
    few = [questions(ask, **more) for ask, more in asked]
    import_register(
        office.call("dilber"),
        content=ESMA.read_bytes(),
        file=ESMA.name,
        instrument="exchange_licence",
        accept_faults=True,
    )
    for _ in range(20):
        open_application(
            office.call("kerim"), party="karakum", instrument="mining_registration", cls="industrial", says=APPLICATION
        )
    assert [questions(ask, **more) for ask, more in asked] == few
