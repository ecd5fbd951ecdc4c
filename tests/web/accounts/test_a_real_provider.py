"""Signing in at a real OpenID provider, npm's oidc-provider, in Debian's Chromium."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from tests.web.api.server import OPEN_OFFICE, RUGSAT
from tests.web.chromium import browser, open_page

__all__ = ["browser"]
pytestmark = pytest.mark.prove
VERSION = "8.8.1"
PROVIDER = Path(__file__).with_name("provider.mjs")
CLIENT, SECRET = "office", "a secret of a test that nobody else has"
_SECONDS = 60


@dataclass(frozen=True)
class Site:
    """An office that is served, and the folder that it lies in."""

    address: str
    office: Path

    def asked(self, question: str) -> list[tuple[object, ...]]:
        """The answer of the office's database."""
        with sqlite3.connect(self.office / "office.sqlite3") as database:
            return list(database.execute(question))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], address: str, log: Path, **more: object) -> Iterator[None]:
    """A server that answers at an address for as long as the block."""
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, **more)
    try:
        until = time.monotonic() + _SECONDS
        while True:
            try:
                with urlopen(address):
                    break
            except URLError:
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(_SECONDS)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An office with Anna, an officer, and Kerim, a user of a firm; and the provider that it trusts."""
    folder = tmp_path_factory.mktemp("provider")
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("there is no Node: apt-get install nodejs npm")
    command = [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", f"oidc-provider@{VERSION}"]
    if subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode:
        pytest.skip("oidc-provider could not be fetched")
    shutil.copy(PROVIDER, folder)
    (folder / "secret").write_text(SECRET + "\n")
    asked, answers = free_port(), free_port()
    issuer, address = f"http://localhost:{asked}", f"http://localhost:{answers}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RUGSAT_", "DJANGO_"))}
    surroundings = {
        **kept,
        "RUGSAT_OFFICE": str(folder / "office"),
        "RUGSAT_DEMONSTRATION": "demonstration",
        "RUGSAT_OIDC_ISSUER": issuer,
        "RUGSAT_OIDC_CLIENT": CLIENT,
        "RUGSAT_OIDC_SECRET_FILE": str(folder / "secret"),
        "RUGSAT_OIDC_NAME": "State identity",
        "RUGSAT_OIDC_TRUSTED_AMR": "mfa",
    }
    made = subprocess.run([sys.executable, OPEN_OFFICE], env=surroundings, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    back = f"{address}/account/sign-in/provider/back"
    provider = [node, "provider.mjs", str(asked), CLIENT, SECRET, back]
    serve = [str(RUGSAT), "serve", "--port", str(answers)]
    configuration = f"{issuer}/.well-known/openid-configuration"
    with (
        running(provider, configuration, folder / "provider.log", cwd=folder),
        running(serve, f"{address}/account/sign-in", folder / "office.log", env=surroundings),
    ):
        yield Site(address, folder / "office")


@pytest.fixture
def page(browser: Browser) -> Page:
    return open_page(browser)


def sign_in(page: Page, site: Site, login: str, *, factor: bool = False, at: str = "/account/sign-in") -> None:
    """Sign in at the provider as somebody, and come back."""
    page.goto(site.address + at)
    page.get_by_role("button", name="Sign in with State identity").click()
    answer_provider(page, login, factor=factor)
    page.wait_for_url(f"{site.address}/**")


def answer_provider(page: Page, login: str, *, factor: bool = False) -> None:
    page.get_by_label("Who").fill(login)
    if factor:
        page.get_by_label("Factor").check()
    page.get_by_role("button", name="Go on").click()


def test_a_user_of_a_firm_signs_in_at_the_provider_and_comes_back_to_where_he_was_going(page: Page, site: Site):
    sign_in(page, site, "kerim", at="/account/sign-in?next=/account/factors")
    assert page.url == f"{site.address}/account/factors"
    page.goto(f"{site.address}/account/")
    assert page.get_by_text("Signed in at the provider").first.is_visible()


def test_an_officer_whose_provider_asked_for_a_second_factor_goes_straight_on(page: Page, site: Site):
    sign_in(page, site, "anna", factor=True)
    assert page.url.startswith(f"{site.address}/console/")
    page.goto(f"{site.address}/account/")
    assert page.get_by_role("heading", name="Your account").is_visible()


def test_an_officer_whose_provider_asked_for_none_sets_one_up_here(page: Page, site: Site):
    sign_in(page, site, "anna")
    page.goto(f"{site.address}/console/")
    assert page.url == f"{site.address}/account/factors"
    assert page.get_by_text("needs a second factor before you can do anything else").is_visible()


def test_nobody_gets_an_account_or_a_role_by_the_word_of_the_provider(page: Page, site: Site):
    counted = "SELECT (SELECT count(*) FROM accounts_account), (SELECT count(*) FROM accounts_role)"
    before = site.asked(counted)
    sign_in(page, site, "stranger", factor=True)
    assert page.get_by_text("you have no account here").is_visible()
    page.goto(f"{site.address}/account/")
    assert "/account/sign-in" in page.url
    assert site.asked(counted) == before
    assert site.asked("SELECT count(*) FROM socialaccount_socialaccount") == [(0,)]
    last = "SELECT kind, account_id, detail FROM accounts_accessevent ORDER BY id DESC LIMIT 1"
    assert site.asked(last) == [("provider_refused", None, "unknown login")]


def test_a_closed_account_is_not_opened_by_the_provider(page: Page, site: Site):
    with sqlite3.connect(site.office / "office.sqlite3") as database:
        database.execute("UPDATE accounts_account SET is_active = 0 WHERE login = 'rival'")
    sign_in(page, site, "rival")
    assert page.get_by_text("you have no account here").is_visible()


def test_whoever_brings_a_code_without_having_asked_is_refused(page: Page, site: Site):
    page.goto(f"{site.address}/account/sign-in/provider/back?code=abc&state=def")
    assert page.get_by_text("did not say who you are").is_visible()
    page.goto(f"{site.address}/account/")
    assert "/account/sign-in" in page.url


def test_whoever_is_asked_again_shows_it_at_the_provider_and_goes_on(page: Page, site: Site):
    sign_in(page, site, "kerim")
    page.goto(f"{site.address}/account/confirm/provider?next=/account/factors")
    page.get_by_role("button", name="Go to State identity").click()
    answer_provider(page, "kerim")
    page.wait_for_url(f"{site.address}/account/factors")
    rows = site.asked("SELECT session_data FROM django_session ORDER BY expire_date DESC")
    assert rows


def test_whoever_is_another_at_the_provider_than_here_becomes_that_one(page: Page, site: Site):
    sign_in(page, site, "kerim")
    page.goto(f"{site.address}/account/confirm/provider?next=/account/")
    page.get_by_role("button", name="Go to State identity").click()
    answer_provider(page, "anna", factor=True)
    page.wait_for_url(f"{site.address}/account/")
    assert page.get_by_role("rowheader", name="Licensing officer").is_visible()


def test_the_tokens_of_the_api_are_no_matter_of_the_provider(site: Site):
    with pytest.raises(URLError):
        urlopen(f"{site.address}/api/v1/receipts")
    assert json.loads(urlopen(f"{site.address}/api/v1/register/parties").read())
