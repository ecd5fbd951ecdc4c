"""Every page of the portal in Debian's Chromium, at two widths: no barrier, no error, no bar to scroll sideways."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser

from rugsat.evidence.credentials.key_ring import make_key_ring
from rugsat.store.accounts.models import Account, Role
from rugsat.store.api_access.models import ReceivedFiling
from rugsat.store.licensing.models import CaseAct
from rugsat.usecases.ask import ask
from rugsat.usecases.ask_for_information import ask_for_information
from rugsat.usecases.issue_certificate import issue_certificate
from rugsat.usecases.open_application import open_application
from tests.usecases.made_runs import Runs, found
from tests.usecases.people import APPLICATION, WALLET, Office, apply, grant_it
from tests.usecases.test_requests import QUESTION
from tests.web.api.machine import month
from tests.web.chromium import WIDTHS, axe, browser, errors_of, signed_page, wrong_with
from tests.web.portal.form import send
from tests.web.portal.papers import paper
from tests.web.signed import signed_in

__all__ = ["axe", "browser"]
pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def places(filled: Office, tmp_path: Path, settings: Any) -> dict[str, dict[str, str]]:
    """The addresses of all pages by who looks at them, in an office in which everything has happened."""
    folder = settings.OFFICE / "keys" / "authority"
    make_key_ring(folder, jurisdiction="tm", authority={"en": "Central Bank"}, on=filled.now.date())
    Role.objects.create(account=Account.objects.get(login="kerim"), role="principal", since=filled.now.date())
    held = apply(filled)
    number = grant_it(filled, held)
    issue_certificate(filled.call("anna"), number=number)
    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial"}
    draft = open_application(filled.call("kerim"), **asked, says=APPLICATION).subject
    empty = open_application(filled.call("kerim"), party="karakum", instrument="exchange_licence").subject
    questioned = apply_again(filled)
    request = ask_for_information(filled.call("serdar"), party="karakum", question=QUESTION).subject
    row = found("party:karakum/return:mining_monthly/period:2026-01", "return_overdue")
    Runs(filled, tmp_path).take_up(row)
    kerim = signed_in("kerim")
    bad = month("2026-01").replace(b"2604000000", b"much")
    filed = {"return": "mining_monthly", "period": "2026-01", "kind": "original", "file": paper("a.csv", bad)}
    send(kerim, "/portal/returns/file", **filed)
    receipt = ReceivedFiling.objects.get().filing
    case, begun = f"/portal/applications/{held}", f"/portal/applications/{draft}"
    wallet = urlencode({"wallet": WALLET})
    return {
        "kerim": {
            "start": "/portal/",
            "applications": "/portal/applications/",
            "new": "/portal/applications/new",
            "granted": f"{case}/",
            "letter": f"{case}/letters/3",
            "draft": f"{begun}/",
            "empty": f"/portal/applications/{empty}/",
            "questioned": f"/portal/applications/{questioned}/",
            "answer": f"/portal/applications/{questioned}/act/answer",
            "sites": f"{begun}/sites/",
            "site": f"{begun}/sites/item?item=karakum-1",
            "machines": f"{begun}/devices/",
            "machine": f"{begun}/devices/item",
            "machines-file": f"{begun}/devices/file",
            "wallets": f"{begun}/wallets/",
            "wallet": f"{begun}/wallets/prove?{wallet}",
            "banks": f"/portal/applications/{empty}/banks/",
            "plan": f"/portal/applications/{empty}/plans/custody",
            "documents": f"{case}/documents/",
            "fee": f"{case}/fee",
            "submit": f"{begun}/submit",
            "surrender": f"{case}/act/surrender",
            "authorisations": "/portal/authorisations/",
            "authorisation": f"/portal/authorisations/{number}",
            "returns": "/portal/returns/",
            "calendar": "/portal/returns/calendar",
            "file": "/portal/returns/file?return=mining_monthly&period=2026-02",
            "check": "/portal/returns/check",
            "receipt": f"/portal/returns/receipts/{receipt}",
            "requests": "/portal/requests/",
            "request": f"/portal/requests/{request}",
            "findings": "/portal/findings/",
            "finding": f"/portal/findings/{row['finding']}",
            "organisation": "/portal/organisation/",
            "owner": "/portal/organisation/holdings/item?item=p1+karakum",
            "person": "/portal/organisation/persons/item",
            "facts": "/portal/organisation/facts",
            "users": "/portal/users/",
            "user": "/portal/users/of/kerim",
            "user-new": "/portal/users/new",
            "tokens": "/portal/tokens/",
            "token-new": "/portal/tokens/new",
            "nothing": "/portal/applications/TM-A-1999-000001-00/",
        },
        "grid": {
            "grid-start": "/portal/",
            "attestations": "/portal/attestations/",
            "attest": f"/portal/attestations/{draft}/connection?about=connection:MR-0001",
            "withdraw": f"/portal/attestations/{first_said()}/withdraw",
        },
        "fire": {
            "fire-attestations": "/portal/attestations/",
            "certify": f"/portal/attestations/{questioned}/fire_certificate?about=site:karakum-1",
        },
    }


def first_said() -> int:
    from rugsat.store.licensing.models import AttestationRow  # noqa: PLC0415 - once Django is set up

    return AttestationRow.objects.filter(by="grid-mary").values_list("pk", flat=True)[0]


def apply_again(office: Office) -> str:
    """A second application, upon which a question is open."""
    from rugsat.usecases.submit import submit  # noqa: PLC0415 - once Django is set up

    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial"}
    case = open_application(office.call("kerim"), **asked, says=APPLICATION).subject
    submit(office.call("kerim"), case=case)
    ask(office.call("anna"), case=case, note="Which pool do you use?")
    return case


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_a_barrier_an_error_or_a_bar_to_scroll_sideways(
    places: dict[str, dict[str, str]], live_server: Any, browser: Browser, axe: str, width: str
):
    wrong: list[str] = []
    for login, pages in places.items():
        page = signed_page(browser, live_server, login, width=WIDTHS[width])
        errors = errors_of(page)
        for name, address in pages.items():
            page.goto(f"{live_server.url}{address}")
            wrong += wrong_with(page, name, axe)
        wrong += errors
    assert [each for each in wrong if "404" not in each] == []


def test_what_one_typed_is_still_there_after_one_signed_out_in_another_tab(
    filled: Office, live_server: Any, browser: Browser, axe: str
):
    case = apply_again(filled)
    page = signed_page(browser, live_server, "kerim")
    page.goto(f"{live_server.url}/portal/applications/{case}/act/answer")
    words = "The pool of the town.\nSince March."
    page.locator("textarea").fill(words)
    page.context.clear_cookies()
    page.locator("main form button").click()
    page.get_by_role("heading", name="Not sent yet").wait_for()
    assert wrong_with(page, "not sent", axe) == []
    cookie = signed_in("kerim").cookies["sessionid"]
    page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    page.get_by_role("button", name="Send it now").click()
    page.wait_for_url(f"**/portal/applications/{case}/")
    told = CaseAct.objects.get(case=case, verb="answer").note
    assert told.replace("\r\n", "\n") == words
