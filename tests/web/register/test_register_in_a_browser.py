"""The register in Debian's Chromium: a journey, every page at two widths, and what axe finds on it."""

import pytest
from playwright.sync_api import Browser, Locator, Page, Route

from tests.usecases.people import Office
from tests.web.chromium import WIDTHS, axe, browser, errors_of, open_page, wider_than_the_window, wrong_with
from tests.web.register.conftest import fill, suspend_it
from tests.web.register.site import ADDRESSES, number_of

__all__ = ["axe", "browser"]
pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]
_PAINTED = """['html', 'body', '.rugsat-foot'].filter(each => !['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'].includes(
  getComputedStyle(document.querySelector(each)).backgroundColor))"""
_SPACED = """{ const style = new CSSStyleSheet(); document.adoptedStyleSheets = [style]; style.replaceSync(
  '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }'
  + 'p { margin-bottom: 2em !important }') }"""
"""The spaces that a reader may set and that no page may lose anything by (WCAG 1.4.12)."""


@pytest.fixture
def filled(web: Office) -> Office:
    fill(web)
    web.wait(3)
    suspend_it(web)
    return web


def test_one_searches_finds_the_party_and_sees_that_it_is_suspended(filled: Office, live_server, browser: Browser):
    page = open_page(browser)
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


def test_what_was_found_can_be_pressed_as_long_as_people_press(filled: Office, live_server, browser: Browser):
    page, found = found_by_typing(live_server, browser)
    found.click(delay=1000)
    page.wait_for_url("**/parties/karakum")


def test_what_is_pressed_stays_until_it_is_let_go(filled: Office, live_server, browser: Browser):
    page, found = found_by_typing(live_server, browser)
    press_while_more_is_typed(page, found, "акум")
    page.mouse.up()
    page.wait_for_url("**/parties/karakum")


def test_what_came_while_something_was_pressed_is_shown_afterwards(filled: Office, live_server, browser: Browser):
    page, found = found_by_typing(live_server, browser)
    press_while_more_is_typed(page, found, "абогаз")
    assert found.is_visible()
    page.mouse.move(0, 0)
    page.mouse.up()
    page.get_by_role("heading", name="Nothing found").wait_for()


def test_back_leads_to_the_whole_page_of_what_was_searched_before(filled: Office, live_server, browser: Browser):
    page, found = found_by_typing(live_server, browser)
    page.get_by_label("Name or number").fill("nobody")
    page.get_by_role("heading", name="Nothing found").wait_for()
    page.go_back()
    found.wait_for()
    assert page.get_by_label("Name or number").input_value() == "кар"
    assert page.get_by_role("navigation", name="Menu").is_visible()


def found_by_typing(live_server, browser: Browser) -> tuple[Page, Locator]:
    page = open_page(browser)
    page.goto(f"{live_server.url}/search")
    page.get_by_label("Name or number").fill("кар")
    found = page.get_by_role("link", name="Karakum Hash")
    found.wait_for()
    return page, found


def press_while_more_is_typed(page: Page, found: Locator, more: str) -> None:
    """The pointer goes down after what was typed has been asked for, and is still down when the answer is there."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/search?q=*", hold)
    found.hover()
    with page.expect_request("**/search?q=*"):
        page.get_by_label("Name or number").fill(f"кар{more}")
    page.mouse.down()
    with page.expect_response("**/search?q=*"):
        held.pop().continue_()
    page.unroute("**/search?q=*")
    page.wait_for_timeout(500)


def test_everything_is_there_without_javascript(filled: Office, live_server, browser: Browser):
    page = open_page(browser, script=False)
    page.goto(f"{live_server.url}/")
    page.get_by_label("Name or number").fill("karakum")
    page.get_by_role("button", name="Search").click()
    assert page.get_by_role("link", name="Karakum Hash").is_visible()


def test_the_keyboard_leads_past_the_menu_to_the_content(filled: Office, live_server, browser: Browser):
    page = open_page(browser)
    page.goto(f"{live_server.url}/warnings")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("width", [700, 1000])
def test_what_is_printed_is_no_wider_than_the_paper_and_has_no_menu(
    filled: Office, live_server, browser: Browser, width: int
):
    page = open_page(browser, width=width)
    page.emulate_media(media="print")
    for name, address in ADDRESSES.items():
        page.goto(f"{live_server.url}{address.format(number=number_of('karakum'))}")
        wider = wider_than_the_window(page)
        assert wider <= 0, f"{name} is {wider} pixels too wide"
        assert not page.get_by_role("navigation", name="Menu").is_visible()
        assert page.evaluate(_PAINTED) == [], f"{name} is printed on grey"
        narrow = page.evaluate("[...document.querySelectorAll('th')].filter(each => each.offsetWidth < 40).length")
        assert narrow == 0, f"{name} has a column too narrow to be read"


@pytest.mark.parametrize("language", ["en", "ru", "tk"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_a_barrier_an_error_or_a_bar_to_scroll_sideways(
    filled: Office, live_server, browser: Browser, axe: str, width: str, language: str
):
    page = open_page(browser, width=WIDTHS[width], language=language)
    errors = errors_of(page)
    for name, address in ADDRESSES.items():
        page.goto(f"{live_server.url}{address.format(number=number_of('karakum'))}")
        assert wrong_with(page, name, axe) == []
    assert [error for error in errors if "404" not in error] == []


def test_with_wider_letters_on_a_narrow_screen_nobody_scrolls_sideways(filled: Office, live_server, browser: Browser):
    page = open_page(browser, width=320)
    for name, address in ADDRESSES.items():
        page.goto(f"{live_server.url}{address.format(number=number_of('karakum'))}")
        page.evaluate(_SPACED)
        assert wider_than_the_window(page) <= 0, name


def test_drawings_and_the_menu_can_be_read_where_the_system_sets_the_colours(
    filled: Office, live_server, browser: Browser
):
    page = open_page(browser)
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(f"{live_server.url}/statistics")
    words = "[...new Set([...document.querySelectorAll('.chart text')].map(each => getComputedStyle(each).fill))]"
    assert page.evaluate(words) == [page.evaluate("getComputedStyle(document.querySelector('h1')).color")]
    lines = "[...document.querySelectorAll('.rugsat-menu a')].map(each => getComputedStyle(each).borderBottomColor)"
    seen = [line for line in page.evaluate(lines) if line != "rgb(0, 0, 0)"]
    assert len(seen) == 1, "only the page that one is on is underlined"
