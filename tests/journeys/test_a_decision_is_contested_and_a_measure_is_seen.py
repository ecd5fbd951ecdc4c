"""Journeys in Debian's Chromium: a refusal is appealed and set aside; a suspension is seen by the public."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, Page, expect

from rugsat.evidence.credentials.key_ring import make_key_ring
from rugsat.evidence.credentials.status_list import Status
from rugsat.store.licensing.models import Authorisation, Case
from rugsat.store.queries.certificates import statuses
from rugsat.usecases.publish_statuses import publish_statuses
from tests.usecases.people import Office, apply, grant_it, prepare
from tests.web.chromium import browser, signed_page
from tests.web.conftest import office

__all__ = ["browser", "office"]
pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case(office: Office) -> str:
    """A complete application of a miner."""
    prepare(office)
    return str(apply(office))


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def act(page: Page, site: str, case: str, verb: str, done: str, **fields: str) -> None:
    """Do an act at the console: fill it in, look at the letter, do it."""
    page.goto(f"{site}/console/cases/{case}/acts/{verb}/")
    for name, value in fields.items():
        field = page.locator(f"[name={name}]").first
        match field.evaluate("each => each.type ?? each.tagName"):
            case "select-one":
                field.select_option(value)
            case "radio":
                page.locator(f'[name={name}][value="{value}"]').check()
            case _:
                field.fill(value)
    press(page, "Look at it before it is done")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_text(done)).to_be_visible()


def first_choice(page: Page, site: str, case: str, verb: str) -> str:
    """The first ground that the law lists for an act."""
    page.goto(f"{site}/console/cases/{case}/acts/{verb}/")
    found = page.locator("[name=ground]").first
    if found.evaluate("each => each.type") == "radio":
        return str(found.get_attribute("value"))
    return next(value for value in found.evaluate("each => [...each.options].map(one => one.value)") if value)


def test_a_refusal_is_read_appealed_and_set_aside(office: Office, case: str, live_server: Any, browser: Browser):
    site = live_server.url
    act(signed_page(browser, live_server, "anna"), site, case, "countersign", "You have signed", signs_for="refuse")
    dilber = signed_page(browser, live_server, "dilber")
    ground = first_choice(dilber, site, case, "refuse")
    said = {"ground": ground, "note": "The point feeds homes, too."}
    act(dilber, site, case, "refuse", "The application is refused.", **said)
    office.wait(3)
    kerim = signed_page(browser, live_server, "kerim")
    kerim.goto(f"{site}/portal/applications/{case}/")
    expect(kerim.get_by_text("The point feeds homes, too.").first).to_be_visible()
    kerim.get_by_role("link", name="Appeal", exact=True).first.click()
    press(kerim, "Appeal")
    expect(kerim.get_by_role("alert").first).to_be_visible()
    kerim.locator("[name=note]").fill("It has a transformer of its own.")
    press(kerim, "Appeal")
    expect(kerim.get_by_text("The appeal is handed in.")).to_be_visible()
    reviewer = signed_page(browser, live_server, "reviewer")
    act(reviewer, site, case, "set_aside", "The decision is set aside.", note="It has one, says the provider.")
    assert Case.objects.get(case=case).state == "submitted"
    kerim.goto(f"{site}/portal/applications/{case}/")
    expect(kerim.get_by_text("It has one, says the provider.").first).to_be_visible()


def test_a_suspension_shows_on_the_public_page_and_in_the_list_of_statuses(
    office: Office, case: str, live_server: Any, browser: Browser
):
    site, number = live_server.url, grant_it(office, case)
    publish(office)
    public = browser.new_page()
    public.goto(f"{site}/authorisations/{number}")
    expect(public.get_by_text("the holder may not act under it")).to_have_count(0)
    before = public.request.get(f"{site}/status/1").body()
    serdar = signed_page(browser, live_server, "serdar")
    act(serdar, site, case, "countersign", "You have signed", signs_for="suspend")
    dilber = signed_page(browser, live_server, "dilber")
    ground = first_choice(dilber, site, case, "suspend")
    act(dilber, site, case, "suspend", "The authorisation is suspended.", ground=ground, note="It burnt out.")
    publish(office)
    public.reload()
    expect(public.get_by_text("the holder may not act under it")).to_be_visible()
    answer = public.request.get(f"{site}/status/1")
    assert answer.headers["content-type"] == "application/statuslist+jwt"
    assert answer.body() != before
    place = Authorisation.objects.get(authorisation=number).status_place.place
    assert statuses() == {place: int(Status.SUSPENDED)}
    public.goto(f"{site}/verify?text={number}")
    expect(public.get_by_text("suspended").first).to_be_visible()


def publish(office: Office) -> None:
    """Publish the list in a thread of its own: what signs it runs an event loop, and so does the browser."""

    def do() -> None:
        keys = settings.OFFICE / "keys" / "authority"
        if not keys.is_dir():
            make_key_ring(keys, jurisdiction="tm", authority={"en": "Central Bank"}, on=office.now.date())
        publish_statuses(office.call("register"))
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(do).result()
