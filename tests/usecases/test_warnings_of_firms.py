"""Warnings about firms that were never licensed: given, changed, withdrawn, taken over from another register."""

from datetime import timedelta
from pathlib import Path

import pytest

from rugsat.store.outbox.models import Entry
from rugsat.store.parties.models import FirmWarning
from rugsat.store.queries.public.warned import listed, search, warning
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.call import NotPermittedError
from rugsat.usecases.import_register import ImportRefusedError
from rugsat.usecases.import_warnings import import_warnings
from rugsat.usecases.issue_warning import issue_warning
from rugsat.usecases.plain_text import TextRefusedError
from rugsat.usecases.warning_form import WarningRefusedError
from rugsat.usecases.withdraw_warning import withdraw_warning
from tests.usecases.people import Office, apply, grant_it, prepare

FILE = Path(__file__).parents[2] / "examples" / "demo" / "data" / "esma_ncasp_2026-02-09.csv"
SAYS = {
    "name": "Altyn Coin",
    "names": ["Алтын Коин"],
    "websites": ["https://www.altyncoin.top", "t.me/altyncoin"],
    "instrument": "exchange_licence",
    "ground": "Offers the exchange of crypto-assets and holds no licence.",
    "basis": "law",
    "rests_on": "Law on virtual assets, an article",
}


def given(office: Office, **changed: object) -> str:
    return issue_warning(office.call("serdar"), says=SAYS | changed).subject


def names(text: str, office: Office) -> list[str]:
    return [each.name for each in search(text, on=office.now.date())]


@pytest.mark.parametrize(
    "text",
    ["Altyn", "алтын", "АЛТЫН КОИН", "coin altyn", "altyncoin.top", "https://www.altyncoin.top", "t.me/altyncoin"],
)
def test_a_firm_that_is_warned_of_is_found_by_any_spelling_and_by_its_website(office: Office, text: str):
    given(office)
    given(office, name="Kumush Pay", names=[], websites=["kumush.icu"])
    assert names(text, office) == ["Altyn Coin"]


def test_a_warning_says_what_the_firm_lacks_and_what_the_warning_rests_on(office: Office):
    told = warning(given(office), on=office.now.date())
    assert told.warning.startswith("TM-W-2026-000001-")
    assert (told.instrument, told.basis, told.rests_on) == ("exchange_licence", "law", SAYS["rests_on"])
    assert told.websites == tuple(SAYS["websites"])


def test_a_warning_that_is_withdrawn_is_given_no_longer_and_stays_readable(office: Office):
    number, first = given(office), office.now.date()
    office.wait(5)
    withdraw_warning(office.call("dilber"), warning=number, note="it has got its licence")
    assert listed(on=office.now.date()).warnings == ()
    assert [each.warning for each in listed(on=first).warnings] == [number]
    assert names("altyn", office) == []
    with pytest.raises(NotOnTheRegisterError, match="ask for another day"):
        warning(number, on=office.now.date())
    assert FirmWarning.objects.filter(warning=number).count() == 2
    with pytest.raises(WarningRefusedError, match="is given"):
        withdraw_warning(office.call("dilber"), warning=number, note="once more")


def test_a_warning_that_is_given_says_something_else_from_a_day_on(office: Office):
    number, first = given(office), office.now.date()
    office.wait(2)
    more = SAYS | {"websites": ["altyncoin.icu"]}
    changed = issue_warning(office.call("serdar"), says=more, warning=number)
    assert changed.subject == number
    assert warning(number, on=office.now.date()).websites == ("altyncoin.icu",)
    assert warning(number, on=first).websites == tuple(SAYS["websites"])
    assert names("altyncoin.icu", office) == ["Altyn Coin"]


def test_whoever_gives_a_warning_is_told_of_those_who_are_authorised_under_that_name(office: Office):
    prepare(office)
    grant_it(office, apply(office))
    told = issue_warning(office.call("serdar"), says=SAYS | {"name": "Каракум Хэш"}).told
    assert told["authorised_under_that_name"] == ["karakum"]
    assert issue_warning(office.call("serdar"), says=SAYS).told["authorised_under_that_name"] == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": " ."}, "warning.name"),
        ({"name": "x" * 401}, "warning.name"),
        ({"name": "Altyn \u202enioC"}, "holds the character"),
        ({"names": ["Altyn\x00"]}, "holds the character"),
        ({"ground": "It \u2066lies"}, "ground: .* holds the character"),
        ({"instrument": "no_such"}, "warning.instrument: the law has .*exchange_licence"),
        ({"ground": " "}, "warning.ground"),
        ({"basis": "rumour"}, "'rumour' is not one of law, policy"),
        ({"rests_on": ""}, "warning.rests_on"),
        ({"websites": ["javascript:alert(1)"]}, "write it as in example.org"),
        ({"country": "XX"}, "'XX' is no country"),
        ({"lei": "5299005V5GBSN2A4C304"}, "check digits"),
        ({"websites": ["a.com"] * 300}, "200 names and websites"),
    ],
)
def test_a_warning_that_is_written_wrongly_is_refused_by_its_field(office: Office, changed: dict, message: str):
    before = Entry.objects.count()
    with pytest.raises((WarningRefusedError, TextRefusedError), match=message):
        given(office, **changed)
    assert (FirmWarning.objects.count(), Entry.objects.count()) == (0, before)


def test_an_officer_without_that_office_warns_of_nobody(office: Office):
    with pytest.raises(NotPermittedError):
        issue_warning(office.call("anna"), says=SAYS)


def test_the_register_of_another_authority_is_taken_over_once_with_every_fault_named(office: Office):
    content = FILE.read_bytes()
    with pytest.raises(ImportRefusedError, match="row 84, ae_lei_name 'DFG789': the same warning stands in row 83"):
        import_warnings(office.call("dilber"), content=content, file=FILE.name)
    assert not FirmWarning.objects.exists()
    told = import_warnings(office.call("dilber"), content=content, file=FILE.name, accept_faults=True).told
    assert (told["entered"], told["known_before"], len(told["faults"])) == (100, 0, 2)
    again = import_warnings(office.call("dilber"), content=content, file=FILE.name, accept_faults=True).told
    assert (again["entered"], again["known_before"], again["no_longer_listed"]) == (0, 100, [])
    assert names("mexc", office) == ["MEXC Global"]
    assert warning(search("mexc", on=office.now.date())[0].warning, on=office.now.date()).basis == "foreign"


def test_a_warning_that_was_withdrawn_here_does_not_come_back_by_an_import(office: Office):
    import_warnings(office.call("dilber"), content=FILE.read_bytes(), file=FILE.name, accept_faults=True)
    mexc = search("mexc", on=office.now.date())[0].warning
    withdraw_warning(office.call("dilber"), warning=mexc, note="not about this country")
    import_warnings(office.call("dilber"), content=FILE.read_bytes(), file=FILE.name, accept_faults=True)
    assert names("mexc", office) == []


def test_what_another_authority_no_longer_lists_is_named_and_stays(office: Office):
    import_warnings(office.call("dilber"), content=FILE.read_bytes(), file=FILE.name, accept_faults=True)
    mexc = search("mexc", on=office.now.date())[0].warning
    without = b"\n".join(line for line in FILE.read_bytes().splitlines() if b"MEXC" not in line)
    told = import_warnings(office.call("dilber"), content=without, file=FILE.name, accept_faults=True).told
    assert told["no_longer_listed"] == [mexc]
    assert names("mexc", office) == ["MEXC Global"]


def test_a_warning_of_another_authority_is_not_changed_here(office: Office):
    import_warnings(office.call("dilber"), content=FILE.read_bytes(), file=FILE.name, accept_faults=True)
    mexc = search("mexc", on=office.now.date())[0].warning
    with pytest.raises(WarningRefusedError, match="another authority"):
        issue_warning(office.call("serdar"), says=SAYS, warning=mexc)


def test_the_list_leads_from_page_to_page_through_every_warning_once(office: Office):
    import_warnings(office.call("dilber"), content=FILE.read_bytes(), file=FILE.name, accept_faults=True)
    seen, after = [], ""
    while True:
        page = listed(on=office.now.date(), after=after)
        seen += [(each.since, each.warning) for each in page.warnings]
        after = page.after
        if not after:
            break
    assert len(seen) == len(set(seen)) == 100
    assert seen == sorted(seen, key=lambda each: (-each[0].toordinal(), each[1]))


def test_a_warning_is_not_given_before_the_day_on_which_it_was_decided(office: Office):
    import_warnings(office.call("dilber"), content=FILE.read_bytes(), file=FILE.name, accept_faults=True)
    days = [each.since for each in listed(on=office.now.date(), most=200).warnings]
    assert all(each.since < min(days) + timedelta(days=1) for each in listed(on=min(days), most=200).warnings)
    assert listed(on=min(days) - timedelta(days=1)).warnings == ()
