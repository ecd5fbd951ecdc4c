"""The register in Debian's Chromium: a journey, every page at two widths, and what axe finds on it."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.usecases.people import Office
from tests.web.register.conftest import fill, suspend_it
from tests.web.register.site import ADDRESSES, AXE_VERSION, number_of

pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]
WIDTHS = {"wide": 1280, "phone": 390}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop, within which Django takes every question to the database for one from a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("there is no chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The program that looks for barriers, from npm; fetched, because it is large and only a test needs it."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("there is no npm: apt-get install npm")
    folder = tmp_path_factory.mktemp("axe")
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", f"axe-core@{AXE_VERSION}"]
    if subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode:
        pytest.skip("axe-core could not be fetched")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text()


@pytest.fixture
def filled(web: Office) -> Office:
    fill(web)
    web.wait(3)
    suspend_it(web)
    return web


def open_page(browser: Browser, width: int, language: str = "en") -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale=language, bypass_csp=False)
    return context.new_page()


def test_one_searches_finds_the_party_and_sees_that_it_is_suspended(filled: Office, live_server, browser: Browser):
    page = open_page(browser, 1280)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/search")
    page.get_by_label("Name or number").fill("каракум")
    page.get_by_role("link", name="Karakum Hash").click()
    page.wait_for_url("**/parties/karakum")
    page.get_by_role("link", name=number_of("karakum")).click()
    page.wait_for_url("**/authorisations/*")
    assert page.get_by_text("the holder may not act under it until it is reinstated").is_visible()
    page.get_by_label("As of the day").fill("2026-03-03")
    page.get_by_role("button", name="Show that day").click()
    page.wait_for_url("**on=2026-03-03")
    assert not page.get_by_text("the holder may not act under it until").is_visible()
    assert {url.split("/")[2] for url in asked} == {live_server.url.split("/")[2]}, "no other host was asked"


def test_everything_is_there_without_javascript(filled: Office, live_server, browser: Browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/")
    page.get_by_label("Name or number").fill("karakum")
    page.get_by_role("button", name="Search").click()
    assert page.get_by_role("link", name="Karakum Hash").is_visible()


def test_the_keyboard_leads_past_the_menu_to_the_content(filled: Office, live_server, browser: Browser):
    page = open_page(browser, 1280)
    page.goto(f"{live_server.url}/warnings")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("width", [700, 1000])
def test_what_is_printed_is_no_wider_than_the_paper_and_has_no_menu(
    filled: Office, live_server, browser: Browser, width: int
):
    page = open_page(browser, width)
    page.emulate_media(media="print")
    for name, address in ADDRESSES.items():
        page.goto(f"{live_server.url}{address.format(number=number_of('karakum'))}")
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{name} is {wider} pixels too wide"
        assert not page.get_by_role("navigation", name="Menu").is_visible()
        narrow = page.evaluate("[...document.querySelectorAll('th')].filter(each => each.offsetWidth < 40).length")
        assert narrow == 0, f"{name} has a column too narrow to be read"


@pytest.mark.parametrize("language", ["en", "ru", "tk"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_a_barrier_an_error_or_a_bar_to_scroll_sideways(
    filled: Office, live_server, browser: Browser, axe: str, width: str, language: str
):
    page = open_page(browser, WIDTHS[width], language)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    shots = os.environ.get("RUGSAT_SCREENSHOTS")
    for name, address in ADDRESSES.items():
        page.goto(f"{live_server.url}{address.format(number=number_of('karakum'))}")
        if shots:
            page.screenshot(path=Path(shots) / f"{name}_{width}_{language}.png", full_page=True)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{name} is {wider} pixels too wide"
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
        )
        barriers = [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found["violations"]]
        assert barriers == [], f"{name}: {json.dumps(barriers, ensure_ascii=False, indent=1)}"
    assert [error for error in errors if "404" not in error] == []
