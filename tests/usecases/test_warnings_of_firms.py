"""Warnings about firms that were never licensed: given, changed, withdrawn, taken over from another register."""

from datetime import timedelta
from pathlib import Path

import pytest

from rugsat.store.outbox.models import Entry
from rugsat.store.parties.models import FirmWarning, WarningDraft
from rugsat.store.queries.public.warned import listed, search, warning
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.call import NotPermittedError, StaleError
from rugsat.usecases.case_act import SayingMissingError
from rugsat.usecases.delegate import delegate
from rugsat.usecases.draft_warning import draft_warning
from rugsat.usecases.draft_warning_withdrawal import draft_warning_withdrawal
from rugsat.usecases.drop_warning_draft import drop_warning_draft
from rugsat.usecases.import_register import ImportRefusedError
from rugsat.usecases.import_warnings import import_warnings
from rugsat.usecases.issue_warning import issue_warning
from rugsat.usecases.plain_text import TextRefusedError
from rugsat.usecases.warning_form import WarningRefusedError
from rugsat.usecases.withdraw_warning import withdraw_warning
from tests.usecases.people import Office, apply, end_warning, grant_it, prepare, warn

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
    return warn(office, SAYS | changed).subject


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
    end_warning(office, number)
    assert listed(on=office.now.date()).warnings == ()
    assert [each.warning for each in listed(on=first).warnings] == [number]
    assert names("altyn", office) == []
    with pytest.raises(NotOnTheRegisterError, match="ask for another day"):
        warning(number, on=office.now.date())
    assert FirmWarning.objects.filter(warning=number).count() == 2
    with pytest.raises(WarningRefusedError, match="is given"):
        draft_warning_withdrawal(office.call("dilber"), warning=number, note="once more")


def test_a_warning_that_is_given_says_something_else_from_a_day_on(office: Office):
    number, first = given(office), office.now.date()
    office.wait(2)
    more = SAYS | {"websites": ["altyncoin.icu"]}
    changed = warn(office, more, warning=number)
    assert changed.subject == number
    assert warning(number, on=office.now.date()).websites == ("altyncoin.icu",)
    assert warning(number, on=first).websites == tuple(SAYS["websites"])
    assert names("altyncoin.icu", office) == ["Altyn Coin"]


def test_whoever_gives_a_warning_is_told_of_those_who_are_authorised_under_that_name(office: Office):
    prepare(office)
    grant_it(office, apply(office))
    drafted = draft_warning(office.call("serdar"), says=SAYS | {"name": "Каракум Хэш"})
    assert drafted.told["authorised_under_that_name"] == ["karakum"]
    told = issue_warning(office.call("sona"), draft=drafted.subject).told
    assert told["authorised_under_that_name"] == ["karakum"]
    assert warn(office, SAYS).told["authorised_under_that_name"] == []


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
        draft_warning(office.call("serdar"), says=SAYS | changed)
    assert (FirmWarning.objects.count(), Entry.objects.count()) == (0, before)


def test_an_officer_without_that_office_warns_of_nobody(office: Office):
    draft = draft_warning(office.call("serdar"), says=SAYS).subject
    with pytest.raises(NotPermittedError):
        draft_warning(office.call("merdan"), says=SAYS)
    with pytest.raises(NotPermittedError):
        issue_warning(office.call("anna"), draft=draft)
    assert not FirmWarning.objects.exists()


def test_whoever_drafted_a_warning_does_not_give_it_also_not_in_the_name_of_another(office: Office):
    draft = draft_warning(office.call("serdar"), says=SAYS).subject
    day = office.now.date()
    delegate(
        office.call("sona"), to="serdar", office="supervisor", since=day, until=day + timedelta(days=9), note="leave"
    )
    for more in ({}, {"on_behalf_of": "sona"}):
        with pytest.raises(NotPermittedError, match="four eyes"):
            issue_warning(office.call("serdar", **more), draft=draft)
    assert not FirmWarning.objects.exists()
    assert search("altyn", on=day) == ()
    issue_warning(office.call("sona"), draft=draft)
    assert names("altyn", office) == ["Altyn Coin"]


def test_whoever_let_another_draft_in_his_name_does_not_sign(office: Office):
    day = office.now.date()
    delegate(
        office.call("sona"), to="serdar", office="supervisor", since=day, until=day + timedelta(days=9), note="leave"
    )
    draft = draft_warning(office.call("serdar", on_behalf_of="sona"), says=SAYS).subject
    with pytest.raises(NotPermittedError, match="sona has written"):
        issue_warning(office.call("sona"), draft=draft)
    issue_warning(office.call("dilber"), draft=draft)


def test_a_withdrawal_needs_two_officers_too(office: Office):
    number = given(office)
    draft = draft_warning_withdrawal(office.call("dilber"), warning=number, note="a mistake").subject
    with pytest.raises(NotPermittedError, match="four eyes"):
        withdraw_warning(office.call("dilber"), draft=draft)
    assert names("altyn", office) == ["Altyn Coin"]
    withdraw_warning(office.call("serdar"), draft=draft)
    assert names("altyn", office) == []


def test_a_draft_is_signed_or_dropped_once_and_does_what_it_says(office: Office):
    number = given(office)
    end = draft_warning_withdrawal(office.call("serdar"), warning=number, note="a mistake").subject
    with pytest.raises(WarningRefusedError, match="rugsat warnings withdraw"):
        issue_warning(office.call("dilber"), draft=end)
    with pytest.raises(SayingMissingError):
        drop_warning_draft(office.call("dilber"), draft=end, note=" ")
    drop_warning_draft(office.call("serdar"), draft=end, note="it is true after all")
    for act in (withdraw_warning, issue_warning):
        with pytest.raises(WarningRefusedError, match="dropped already"):
            act(office.call("dilber"), draft=end)
    with pytest.raises(WarningRefusedError, match="signed already"):
        issue_warning(office.call("dilber"), draft=WarningDraft.objects.get(state="signed").draft)
    with pytest.raises(WarningRefusedError, match="rugsat warnings drafts"):
        issue_warning(office.call("dilber"), draft="warning_draft_2026_9999")
    assert names("altyn", office) == ["Altyn Coin"]


def test_a_draft_upon_a_warning_that_was_acted_on_since_is_not_signed(office: Office):
    number = given(office)
    late = draft_warning(office.call("serdar"), says=SAYS | {"ground": "Otherwise."}, warning=number).subject
    warn(office, SAYS | {"websites": ["altyncoin.icu"]}, warning=number)
    with pytest.raises(WarningRefusedError, match="says something else since"):
        issue_warning(office.call("dilber"), draft=late)
    assert warning(number, on=office.now.date()).websites == ("altyncoin.icu",)


def test_a_draft_that_changed_since_it_was_seen_is_not_signed(office: Office):
    draft = draft_warning(office.call("serdar"), says=SAYS).subject
    drop_warning_draft(office.call("serdar"), draft=draft, note="not yet")
    with pytest.raises(StaleError):
        issue_warning(office.call("dilber", seen=1), draft=draft)


def test_the_log_holds_both_officers_of_a_warning(office: Office):
    number = given(office)
    said = Entry.objects.get(kind="warning_issued", subject=number).content
    assert (said["drafted_by"], said["acted_by"]) == ("serdar", "sona")


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
    end_warning(office, mexc, note="not about this country")
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
        draft_warning(office.call("serdar"), says=SAYS, warning=mexc)


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
