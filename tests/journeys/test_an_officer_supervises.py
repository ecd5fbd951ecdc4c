"""In a real browser: a run is watched, a finding is dismissed or becomes a case, a policy act gets force."""
# ruff: noqa: F811 - a fixture is named again by whatever takes it

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from rugsat.evidence.lake.lake import Lake
from rugsat.law.resolve import Resolved, resolve
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.kept_law import law_in_force
from rugsat.store.policy.models import PolicyAct
from rugsat.store.runs.lease import take_lease
from rugsat.store.runs.models import Run
from rugsat.usecases.lead_run import lead
from rugsat.usecases.work_runs import Worker
from rugsat.web.layout import moment
from tests.operations.conftest import _filed_lake, demo_inputs, demo_pack, filed_lake  # noqa: F401 - fixtures
from tests.usecases.people import Office, make_people
from tests.web.chromium import signed_page
from tests.web.console.supervised import STARTED, supervised
from tests.web.register.test_register_in_a_browser import browser  # noqa: F401 - a fixture

pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]
CHECK = "Power above licensed capacity"


@pytest.fixture
def office(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    settings.OFFICE = tmp_path / "office"
    settings.JURISDICTION, settings.DEMONSTRATION = "tm", ("demonstration",)
    made = Office(STARTED)
    monkeypatch.setattr(moment, "clock", lambda: made.now)
    make_people(made)
    return made


def page_of(browser: Browser, live_server: Any, login: str) -> Page:
    page = signed_page(browser, live_server, login)
    page.goto(f"{live_server.url}/console/")
    return page


def test_a_finding_is_looked_at_replayed_and_dismissed(
    office: Office,
    filed_lake: Lake,
    live_server: Any,
    browser: Browser,
):
    supervised(office, filed_lake)
    page = page_of(browser, live_server, "serdar")
    page.get_by_role("link", name="Findings", exact=True).click()
    page.get_by_label("Check", exact=True).select_option(label=CHECK)
    expect(page.locator("#lines").get_by_role("row")).to_have_count(2)
    page.get_by_role("link", name=CHECK).click()
    page.get_by_role("button", name="Replay it").click()
    expect(page.get_by_text("Being replayed")).to_be_visible()
    Worker("w1", lambda: office.now).work(until_idle=True)
    expect(page.get_by_text("It stands, to the last digit.")).to_have_count(2)
    page.get_by_role("link", name="Back to the finding").click()
    page.get_by_text("Dismiss it").click()
    page.get_by_label("Why nothing follows from it").fill("The meter was swapped that week.")
    page.get_by_role("button", name="Dismiss the finding").click()
    expect(page.get_by_role("alert").get_by_text("The finding is dismissed.")).to_be_visible()
    expect(page.get_by_text("The meter was swapped that week.").first).to_be_visible()
    page.reload()
    assert OfficeFinding.objects.get(check_name="power_above_licensed_capacity").status == "dismissed"


def test_a_finding_becomes_a_case_that_is_closed(
    office: Office,
    filed_lake: Lake,
    live_server: Any,
    browser: Browser,
):
    supervised(office, filed_lake)
    page = page_of(browser, live_server, "serdar")
    page.goto(f"{live_server.url}/console/findings/?check=power_above_licensed_capacity")
    page.get_by_role("link", name=CHECK).click()
    page.get_by_text("Open a case on it").click()
    page.get_by_label("On what ground").fill("Twice the licensed power for five days.")
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("alert").get_by_text("The case is opened on the finding.")).to_be_visible()
    page.get_by_role("link", name="TM-E-2026-").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Case of findings")
    page.get_by_text("Close the case").first.click()
    page.get_by_label("They are open again").check()
    page.get_by_label("Why", exact=True).fill("Joined with another authority's case.")
    page.get_by_role("button", name="Close the case").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Closed")
    assert OfficeFinding.objects.get(check_name="power_above_licensed_capacity").status == "open"


def test_a_policy_act_goes_from_draft_to_force(office: Office, live_server: Any, browser: Browser):
    since = office.now.date() + timedelta(days=10)
    serdar = page_of(browser, live_server, "serdar")
    serdar.get_by_role("link", name="The law").click()
    serdar.get_by_label("Words in the title or name").fill("outflow_limit")
    serdar.get_by_role("button", name="Show").click()
    serdar.get_by_role("link", name="Value that a resident may send abroad").click()
    serdar.get_by_role("button", name="Draft a policy act that sets this").click()
    serdar.get_by_label("English").fill("Lower limit of outflow")
    serdar.get_by_label("Why it is needed").fill("Capital leaves faster than it comes in.")
    serdar.get_by_label("Holds from the day").fill(since.isoformat())
    serdar.get_by_label("Value", exact=True).fill("3500")
    serdar.get_by_role("button", name="Keep the draft").click()
    expect(serdar.get_by_text("You have written this act")).to_be_visible()
    dilber = page_of(browser, live_server, "dilber")
    dilber.goto(serdar.url)
    dilber.get_by_role("button", name="Adopt the act").click()
    expect(dilber.get_by_role("heading", level=1)).to_contain_text("Adopted, to come")
    digest = PolicyAct.objects.get().rule_pack
    assert law_in_force().digest == digest
    with dilber.expect_download() as saved:
        dilber.get_by_role("link", name=digest).click()
    assert saved.value.suggested_filename == f"{digest}.json"
    assert [_limit(since - timedelta(days=1)), _limit(since)] == [7000, 3500]
    office.wait(11)
    later = page_of(browser, live_server, "anna")
    later.goto(serdar.url)
    expect(later.get_by_role("heading", level=1)).to_contain_text("In force")
    later.get_by_role("link", name="Value that a resident may send abroad").click()
    expect(later.get_by_role("definition").get_by_text("3,500.00")).to_be_visible()


def _limit(on: date) -> int:
    answer = resolve(law_in_force(), "exchange.outflow_limit", on)
    assert isinstance(answer, Resolved)
    return int(str(answer.value))


def test_a_run_is_started_watched_and_done(
    office: Office,
    filed_lake: Lake,
    live_server: Any,
    browser: Browser,
    settings: Any,
):
    shutil.copytree(filed_lake.folder, settings.OFFICE / "lake")
    page = page_of(browser, live_server, "serdar")
    page.get_by_role("link", name="Runs", exact=True).click()
    page.get_by_text("Start a run").first.click()
    page.get_by_label("To the day").fill("2026-03-31")
    page.get_by_label("Register", exact=True).select_option("lake")
    page.get_by_label(CHECK).check()
    page.get_by_role("button", name="Start the run").click()
    expect(page.locator("#progress")).to_contain_text("Waiting")
    lease = take_lease("worker-1", at=office.now, length=timedelta(minutes=10))
    assert lease is not None
    lead(lease, clock=lambda: office.now, stopping=lambda: False)
    # Nobody loads the page again: it asks by itself how far the run is.
    expect(page.locator("#progress")).to_contain_text("What came of it")
    assert Run.objects.get().state == "done"
    page.get_by_role("link", name="Findings of the office").click()
    expect(page.get_by_role("link", name=CHECK)).to_be_visible()
