"""Debian's Chromium, its pages, and the program that looks for barriers."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.web.signed import signed_in

WIDTHS = {"wide": 1280, "phone": 390}
RULES = "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
_AXE_VERSION = "4.14.1"
_LONGEST_WAIT_MS = 60_000
expect.set_options(timeout=_LONGEST_WAIT_MS)


@pytest.fixture
def browser() -> Iterator[Browser]:
    """A browser for one test; what signs certificates must come before it, for it keeps an event loop."""
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
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", f"axe-core@{_AXE_VERSION}"]
    if subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode:
        pytest.skip("axe-core could not be fetched")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text()


def open_page(browser: Browser, *, width: int = 1280, language: str = "en", script: bool = True) -> Page:
    """A page of a browser of its own, in which nobody has signed in."""
    context = browser.new_context(viewport={"width": width, "height": 900}, locale=language, java_script_enabled=script)
    context.set_default_timeout(_LONGEST_WAIT_MS)
    return context.new_page()


def signed_page(browser: Browser, site: Any, login: str, *, width: int = 1280, language: str = "en") -> Page:
    """A page of a browser of its own, in which an account has signed in."""
    page = open_page(browser, width=width, language=language)
    cookie = signed_in(login).cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": site.url}])
    return page


def errors_of(page: Page) -> list[str]:
    """What the page will say of errors from now on: those of its scripts, and those that the browser tells."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    return errors


def wrong_with(page: Page, name: str, axe: str) -> list[str]:
    """What is wrong with a page, in words: barriers, a bar to scroll sideways, not one title."""
    found = [f"{name}: {json.dumps(each, ensure_ascii=False)}" for each in barriers(page, axe)]
    if (wider := wider_than_the_window(page)) > 0:
        found.append(f"{name} is {wider} pixels too wide")
    if page.locator("h1").count() != 1:
        found.append(f"{name} has not one title")
    return found


def wider_than_the_window(page: Page) -> int:
    """How many pixels one would have to scroll sideways."""
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


def barriers(page: Page, axe: str) -> list[tuple[str, list[str]]]:
    """What axe finds on a page."""
    page.evaluate(axe)
    found = page.evaluate(RULES)
    return [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found["violations"]]
