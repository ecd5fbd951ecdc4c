"""A warning in Debian's Chromium: drafted by one officer and signed by another, at two widths, without barriers."""
# ruff: noqa: F811 - a fixture is named again by whatever takes it

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from rugsat.store.parties.models import FirmWarning
from rugsat.web.layout import moment
from tests.usecases.people import Office, make_people, warn
from tests.web.chromium import WIDTHS, axe, browser, errors_of, signed_page, wrong_with  # noqa: F401 - fixtures
from tests.web.console.supervised import STARTED
from tests.web.console.test_warnings_pages import FORM, SAYS

pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    settings.OFFICE = tmp_path / "office"
    settings.JURISDICTION, settings.DEMONSTRATION = "tm", ("demonstration",)
    office = Office(STARTED)
    monkeypatch.setattr(moment, "clock", lambda: office.now)
    make_people(office)
    return office


@pytest.mark.parametrize("width", WIDTHS)
def test_a_warning_is_drafted_signed_and_its_end_drafted_on_pages_without_barriers(
    office: Office, live_server, browser: Browser, axe: str, width: str
):
    given = warn(office, SAYS | {"name": "Kumush Pay", "names": [], "websites": ["kumush.icu"]}).subject
    serdar, sona = (signed_page(browser, live_server, login, width=WIDTHS[width]) for login in ("serdar", "sona"))
    errors, bad, site = [errors_of(serdar), errors_of(sona)], list[str](), f"{live_server.url}/console/warnings/"
    serdar.goto(site)
    bad += wrong_with(serdar, "warnings", axe)
    serdar.click("text=Draft a warning")
    bad += wrong_with(serdar, "warning_new", axe)
    for name in ("name", "names", "websites", "ground", "rests_on"):
        serdar.fill(f"[name={name}]", FORM[name])
    serdar.select_option("[name=instrument]", FORM["instrument"])
    serdar.click("text=Keep the draft")
    serdar.wait_for_selector("text=another officer signs it")
    bad += wrong_with(serdar, "own_draft", axe)
    sona.goto(serdar.url)
    bad += wrong_with(sona, "draft_to_sign", axe)
    sona.click("text=Sign, and warn the public")
    sona.wait_for_selector("text=The public is warned from today on")
    assert FirmWarning.objects.filter(name=FORM["name"]).exists()
    serdar.goto(f"{site}{given}/withdraw/")
    bad += wrong_with(serdar, "warning_end", axe)
    serdar.fill("[name=note]", "It has got its licence.")
    serdar.click("text=Keep the draft")
    serdar.wait_for_selector("text=What the warning says today")
    bad += wrong_with(serdar, "withdrawal", axe)
    assert bad == []
    assert errors == [[], []]
