"""The pages of findings: listed, looked at, replayed, dismissed, put into a case."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from rugsat.evidence.lake.lake import Lake
from rugsat.store.enforcement.models import FindingCase
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.runs.models import AskedReplay
from rugsat.usecases.work_runs import Worker
from tests.operations.conftest import _filed_lake, demo_inputs, demo_pack, filed_lake  # noqa: F401 - fixtures
from tests.usecases.people import Office
from tests.web.console.supervised import supervised
from tests.web.signed import signed_in

CHECK = "power_above_licensed_capacity"


@pytest.fixture
def run(office: Office, filed_lake: Lake) -> Path:  # noqa: F811 - a fixture
    return supervised(office, filed_lake)


@pytest.fixture
def serdar(run: Path) -> Client:
    return signed_in("serdar")


def one(check: str = CHECK) -> OfficeFinding:
    found = OfficeFinding.objects.filter(check_name=check).order_by("finding").first()
    assert found is not None
    return found


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return str(answer.content.decode())


def test_the_list_shows_open_findings_and_can_be_narrowed(serdar: Client):
    everything = text(serdar, "/console/findings/")
    assert everything.count('<th class="govuk-table__header govuk-!-font-weight-regular" scope="row"') == (
        OfficeFinding.objects.count()
    )
    narrowed = text(
        serdar, f"/console/findings/?check={CHECK}&family=mining&standing={one().standing}&q={one().subject[:9]}"
    )
    assert narrowed.count("/console/findings/") < everything.count("/console/findings/")
    assert one().finding in narrowed
    assert "There is no such finding" in text(serdar, "/console/findings/?status=gone")
    assert "There is no such finding" in text(serdar, "/console/findings/?until=2025-01-01")
    assert one().finding not in text(serdar, "/console/findings/?party=nobody")
    text(serdar, "/console/findings/?check=nothing_of_the_kind", 400)
    text(serdar, "/console/findings/?after=nowhere", 400)


def test_the_list_is_grouped_by_check_and_by_party(serdar: Client):
    by_check = text(serdar, "/console/findings/?group=check")
    assert f"check={CHECK}" in by_check
    assert "<h1" in text(serdar, "/console/findings/?group=party")


def test_the_list_goes_on_page_by_page_and_asks_no_more_for_more_rows(
    serdar: Client, django_assert_max_num_queries, monkeypatch: pytest.MonkeyPatch
):
    held = one()
    rows = [
        OfficeFinding(**{**_columns(held), "finding": f"{number:016x}", "says": held.says}) for number in range(120)
    ]
    OfficeFinding.objects.bulk_create(rows)
    seen, address, pages = set[str](), "/console/findings/", 0
    while address:
        with django_assert_max_num_queries(8):
            page = serdar.get(address).content.decode()
        keys = set(_keys(page))
        assert not keys & seen
        seen |= keys
        address, pages = _next(page), pages + 1
    assert len(seen) == OfficeFinding.objects.count()
    assert pages >= 3


def _columns(held: OfficeFinding) -> dict[str, object]:
    names = (
        "check_name",
        "subject",
        "status",
        "first_day",
        "last_day",
        "standing",
        "lifecycle",
        "first_run",
        "last_run",
    )
    return {name: getattr(held, name) for name in names}


def _keys(page: str) -> list[str]:
    return [part[:16] for part in page.split('href="/console/findings/')[1:] if len(part.partition("/")[0]) == 16]


def _next(page: str) -> str:
    _, _, rest = page.partition('rel="next"')
    before = page[: len(page) - len(rest)]
    if not rest:
        return ""
    return before.rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")


def test_every_finding_has_a_page_with_law_evidence_and_history(serdar: Client):
    for held in _one_of_each():
        page = text(serdar, f"/console/findings/{held.finding}/")
        assert page.count("<h1") == 1
        assert "<svg" in page
        assert "First seen" in page
        assert "Rule pack" in page
        assert "The law in force on its days" in page


def _one_of_each() -> list[OfficeFinding]:
    return list({each.check_name: each for each in OfficeFinding.objects.all()}.values())


def test_the_law_of_its_day_stands_with_value_and_act(serdar: Client):
    page = text(serdar, f"/console/findings/{one().finding}/")
    assert "mining.capacity_tolerance" in page
    assert "Demonstration of the Turkmen regime" in page


def test_a_finding_of_a_check_that_is_on_trial_says_so_in_the_list_and_on_its_page(serdar: Client):
    held, words = one(), "opens no case by itself"
    addresses = ("/console/findings/", f"/console/findings/{held.finding}/")
    OfficeFinding.objects.update(lifecycle="stable")
    assert [words in text(serdar, each) for each in addresses] == [False, False]
    OfficeFinding.objects.filter(finding=held.finding).update(lifecycle="experimental")
    assert [words in text(serdar, each) for each in addresses] == [True, True]


def test_the_rows_that_it_rests_on_are_shown_and_can_be_taken_away(serdar: Client):
    held = one()
    page = text(serdar, f"/console/findings/{held.finding}/rows/")
    assert "register.authorisations" in page
    link = page.partition(".csv")[0].rpartition('href="')[2] + ".csv"
    file = serdar.get(link)
    assert file.status_code == 200
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert b"," in file.content
    assert serdar.get(f"/console/findings/{held.finding}/rows/nothing.csv").status_code == 404


def test_a_replay_waits_for_a_worker_and_gives_the_same_then_and_now(serdar: Client, office: Office):
    address = f"/console/findings/{one().finding}/replay/"
    assert "It has not been replayed yet" in text(serdar, address)
    for key in ("k1", "k1", "k2"):
        answer = serdar.post(address, {"act_key": key})
        assert (answer.status_code, answer.headers["Location"]) == (303, address)
    assert AskedReplay.objects.count() == 1
    page = text(serdar, address)
    assert "Being replayed" in page
    assert 'hx-trigger="every 2s"' in page
    assert "Look again" in page
    assert "No worker has taken it up" not in page
    office.now += timedelta(seconds=20)
    assert "No worker has taken it up. Have one begun on the server: rugsat runs work" in text(serdar, address)
    part = serdar.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="replay"')
    Worker("w1", lambda: office.now).work(until_idle=True)
    page = text(serdar, address)
    assert page.count("It stands, to the last digit.") == 2
    assert "every 2s" not in page
    assert "Replay it again" in page
    assert "Replay of a finding asked for" in text(serdar, f"/console/findings/{one().finding}/")


def test_a_replay_that_failed_says_why_and_can_be_asked_for_again(serdar: Client, office: Office, run: Path):
    address = f"/console/findings/{one().finding}/replay/"
    serdar.post(address, {"act_key": "k1"})
    away = run.rename(run.with_name("elsewhere"))
    Worker("w1", lambda: office.now).work(until_idle=True)
    page = text(serdar, address)
    assert "It could not be replayed" in page
    assert "is not in the lake of the office" in page
    away.rename(run)
    assert serdar.post(address, {"act_key": "k2"}).status_code == 303
    assert AskedReplay.objects.count() == 2


def test_a_finding_whose_run_is_lost_says_so_and_is_still_led(serdar: Client, run: Path):
    run.rename(run.with_name("elsewhere"))
    held = one()
    assert "no longer holds the run" in text(serdar, f"/console/findings/{held.finding}/")
    assert "Bring the lake of that run back" in text(serdar, f"/console/findings/{held.finding}/rows/")
    refused = serdar.post(f"/console/findings/{held.finding}/replay/")
    assert refused.status_code == 400
    assert "bring it back" in refused.content.decode()


def test_a_finding_is_dismissed_once_with_a_reason_and_by_whoever_may(serdar: Client):
    held = one()
    address, sent = f"/console/findings/{held.finding}/", {"do": "dismiss", "act_key": "k1", "act_seen": held.version}
    assert serdar.post(address, sent).status_code == 400
    held.refresh_from_db()
    assert held.status == "open"
    sent["note"] = "The meter was swapped that day."
    for _ in range(2):
        assert serdar.post(address, sent).status_code == 303
    held.refresh_from_db()
    assert (held.status, held.version) == ("dismissed", 2)
    page = text(serdar, address)
    assert "The meter was swapped that day." in page
    assert "Dismiss it" not in page
    assert "Entry " in page


def test_an_officer_who_has_not_seen_the_last_change_is_told(serdar: Client):
    held = one()
    OfficeFinding.objects.filter(pk=held.pk).update(version=7)
    answer = serdar.post(
        f"/console/findings/{held.finding}/", {"do": "dismiss", "act_key": "k", "act_seen": 1, "note": "A reason."}
    )
    assert answer.status_code == 409
    assert "A reason." in answer.content.decode()


def test_whoever_has_not_just_shown_who_he_is_is_asked_again(run: Path):
    held = one()
    answer = signed_in("serdar", fresh=False).post(
        f"/console/findings/{held.finding}/", {"do": "dismiss", "act_key": "k", "note": "A reason."}
    )
    assert answer.status_code == 302
    held.refresh_from_db()
    assert held.status == "open"


def test_a_licensing_officer_looks_but_is_offered_no_act_and_a_firm_finds_nothing(run: Path):
    held = one()
    anna = signed_in("anna")
    assert "What you can do" not in text(anna, f"/console/findings/{held.finding}/")
    answer = anna.post(f"/console/findings/{held.finding}/", {"do": "dismiss", "act_key": "k", "note": "A reason."})
    assert answer.status_code == 403
    kerim = signed_in("kerim")
    for address in ("/console/findings/", f"/console/findings/{held.finding}/", "/console/finding-cases/"):
        assert kerim.get(address).status_code == 404
        assert kerim.post(address).status_code == 404


def test_a_finding_becomes_a_case_and_the_case_is_closed(serdar: Client):
    held = one()
    address = f"/console/findings/{held.finding}/"
    sent = {"do": "open", "act_key": "k1", "act_seen": held.version, "note": "Twice the licensed power."}
    assert serdar.post(address, sent).status_code == 303
    case = FindingCase.objects.get()
    assert case.case in text(serdar, address)
    assert case.case in text(serdar, "/console/finding-cases/?mine=1")
    page = text(serdar, f"/console/finding-cases/{case.case}/")
    assert "Twice the licensed power." in page
    closed = {"outcome": "dismissed", "note": "The meter was wrong.", "act_key": "k2", "act_seen": case.version}
    assert serdar.post(f"/console/finding-cases/{case.case}/", closed).status_code == 303
    held.refresh_from_db()
    assert held.status == "dismissed"
    assert "Close the case" not in text(serdar, f"/console/finding-cases/{case.case}/")


def test_what_there_is_not_is_not_found(serdar: Client):
    for address in ("findings/nothing/", "findings/nothing/rows/", "finding-cases/nothing/"):
        assert serdar.get(f"/console/{address}").status_code == 404
