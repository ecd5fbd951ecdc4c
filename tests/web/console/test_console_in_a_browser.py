"""The desk of officers in Debian's Chromium: two of them decide a case, and every page at two widths has no barrier."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from rugsat.store.licensing.models import AttestationRow, Authorisation
from rugsat.store.runs.models import Run
from rugsat.usecases.ask import ask
from rugsat.usecases.countersign import countersign
from rugsat.usecases.open_application import open_application
from rugsat.usecases.register_party import register_party
from rugsat.usecases.submit import submit
from rugsat.usecases.suspend import suspend
from tests.usecases.people import Office, apply, grant_it, prepare
from tests.web.chromium import WIDTHS, axe, browser, signed_page, wrong_with
from tests.web.console.test_the_page_of_a_party import CHAIN
from tests.web.signed import signed_in

__all__ = ["axe", "browser"]
pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def places(office: Office) -> dict[str, dict[str, str]]:
    """The pages by who looks at them, in an office in which a case is suspended, one questioned, one submitted."""
    prepare(office)
    held = apply(office)
    grant_it(office, held)
    register_party(office.call("anna"), party="altyn", says=CHAIN)
    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial"}
    questioned, new = (open_application(office.call("kerim"), **asked).subject for _ in range(2))
    for case in (questioned, new):
        submit(office.call("kerim"), case=case)
    ask(office.call("anna"), case=questioned, note="Which transformer feeds the site?")
    office.wait(40)
    countersign(office.call("serdar"), case=held, signs_for="suspend")
    suspend(office.call("dilber"), case=held, ground="the grid is in danger", note="It burnt out twice.")
    return {
        "anna": {
            "morning": "/console/",
            "queue": "/console/cases/",
            "questioned": f"/console/cases/{questioned}/",
            "sign": f"/console/cases/{new}/acts/countersign/",
            "ask": f"/console/cases/{new}/acts/ask/",
            "correct": f"/console/cases/{held}/acts/correct/",
            "letter": f"/console/cases/{held}/letters/5/",
            "service": f"/console/cases/{questioned}/service/2/",
            "attest": f"/console/cases/{held}/attest/",
            "withdraw": f"/console/cases/{held}/attestations/{first_said(held)}/withdraw/",
            "hand-in": f"/console/cases/{held}/hand-in/",
            "search": "/console/search/?q=ораз",
            "nothing-found": "/console/search/?q=nobody",
        },
        "dilber": {
            "director": "/console/",
            "suspended": f"/console/cases/{held}/",
            "owners": "/console/parties/altyn/",
            "party": "/console/parties/karakum/",
            "calendar": "/console/calendar/",
            "map": "/console/map/",
        },
        "merdan": {"fee": f"/console/cases/{new}/fee/"},
    }


def first_said(case: str) -> int:
    return AttestationRow.objects.filter(case=case).order_by("pk").values_list("pk", flat=True)[0]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_a_barrier_or_is_wider_than_its_window(
    places: dict[str, dict[str, str]], browser: Browser, axe: str, live_server, width: str
):
    found: list[str] = []
    for login, pages in places.items():
        page = signed_page(browser, live_server, login, width=WIDTHS[width])
        refused: list[str] = []
        page.on("console", lambda said, to=refused: to.append(said.text) if "Content Security" in said.text else None)
        for name, address in pages.items():
            answer = page.goto(f"{live_server.url}{address}")
            # Where the procedure has no such step now, the page says what can be done instead.
            assert answer is not None
            assert answer.status in {200, 409}, name
            found += wrong_with(page, name, axe)
        found += refused
    assert found == []


def test_two_officers_decide_a_case_and_the_register_says_so(office: Office, browser: Browser, live_server):
    prepare(office)
    case = apply(office)
    anna = signed_page(browser, live_server, "anna")
    anna.goto(f"{live_server.url}/console/")
    anna.get_by_role("link", name=case).first.click()
    anna.get_by_role("button", name="Sign as the first officer").click()
    anna.get_by_label("Grant").check()
    anna.get_by_role("button", name="Look at it before it is done").click()
    anna.get_by_role("button", name="Sign as the first officer").click()
    expect(anna.get_by_text("anna has signed first, for: Grant")).to_be_visible()
    dilber = signed_page(browser, live_server, "dilber")
    dilber.goto(f"{live_server.url}/console/cases/{case}/")
    dilber.get_by_role("button", name="Grant").click()
    dilber.get_by_label("Conditions").fill("Meters are read every month")
    dilber.get_by_role("button", name="Look at it before it is done").click()
    expect(dilber.get_by_role("article")).to_contain_text("Conditions: Meters are read every month.")
    dilber.get_by_role("button", name="Change it").click()
    expect(dilber.get_by_label("Conditions")).to_have_value("Meters are read every month")
    dilber.get_by_role("button", name="Look at it before it is done").click()
    dilber.get_by_role("button", name="Grant").click()
    expect(dilber.get_by_text("The application is granted.")).to_be_visible()
    number = Authorisation.objects.get(case=case).authorisation
    dilber.goto(f"{live_server.url}/authorisations/{number}")
    expect(dilber.get_by_text("Meters are read every month")).to_be_visible()


def test_the_queue_narrows_while_one_chooses_and_the_filter_is_kept(office: Office, browser: Browser, live_server):
    prepare(office)
    case = apply(office)
    page = signed_page(browser, live_server, "anna")
    page.goto(f"{live_server.url}/console/cases/")
    page.get_by_label("Number or name").fill("nobody")
    expect(page.get_by_text("No case is like that.")).to_be_visible()
    page.get_by_label("Number or name").fill("карак")
    expect(page.get_by_role("link", name=case)).to_be_visible()
    page.get_by_text("Save this filter under a name").click()
    page.get_by_label("Name", exact=True).fill("Karakum")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Karakum", exact=True)).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("status", [400, 404, 500, None])
def test_a_list_that_cannot_be_had_does_not_leave_another_in_its_place(
    office: Office, browser: Browser, live_server, status: int | None
):
    prepare(office)
    case = apply(office)
    page = signed_page(browser, live_server, "anna")
    page.goto(f"{live_server.url}/console/cases/")
    asked: list[str] = []

    def fail(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            route.continue_()
        elif status is None:
            route.abort()
        else:
            route.fulfill(status=status, body="Something is wrong")

    page.route("**/console/cases/?*", fail)
    page.get_by_label("Number or name").fill("nobody")
    expect(page.get_by_text("No case is like that.")).to_be_visible()
    expect(page.get_by_role("link", name=case)).to_have_count(0)
    assert "q=nobody" in page.url
    assert len(asked) == 2, "the part, and then the whole page"


def test_another_language_shows_the_list_as_it_is_narrowed(office: Office, browser: Browser, live_server):
    prepare(office)
    apply(office)
    page = signed_page(browser, live_server, "anna")
    page.goto(f"{live_server.url}/console/cases/")
    page.get_by_label("Number or name").fill("nobody")
    expect(page.get_by_text("No case is like that.")).to_be_visible()
    page.get_by_role("navigation", name="Language").get_by_role("link").first.click()
    expect(page.locator("html")).not_to_have_attribute("lang", "en")
    assert page.locator("#q").input_value() == "nobody"


def test_a_run_that_is_watched_takes_away_neither_the_focus_nor_what_is_selected(
    office: Office, browser: Browser, live_server
):
    prepare(office)
    signed_in("serdar").post("/console/runs/", {"act_key": "s1", "register": "lake"})
    address = f"/console/runs/{Run.objects.get().number}/"
    page = signed_page(browser, live_server, "serdar")
    page.goto(f"{live_server.url}{address}")
    page.get_by_role("region", name="Stages").focus()
    polled(page, address)
    expect(page.get_by_role("region", name="Stages")).to_be_focused()
    page.get_by_role("rowheader").first.select_text()
    selected = page.evaluate("String(getSelection())")
    assert selected
    polled(page, address)
    assert page.evaluate("String(getSelection())") == selected


def polled(page: Page, address: str) -> None:
    """Wait until the page has asked twice for its part."""
    for _ in range(2):
        with page.expect_response(lambda answer: answer.url.endswith(address)):
            pass
    page.wait_for_timeout(200)
