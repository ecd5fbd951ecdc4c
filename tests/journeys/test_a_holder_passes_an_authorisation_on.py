"""Journey in Debian's Chromium: a holder asks for a transfer, the new holder agrees, two officers decide."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from rugsat.store.accounts.models import Account, Role
from rugsat.store.licensing.models import Authorisation
from rugsat.usecases.register_party import register_party
from tests.usecases.people import KARAKUM, WALLET, Office, apply, grant_it, prepare, signed
from tests.usecases.test_transfers import attest_new_holder
from tests.web.chromium import WIDTHS, axe, browser, errors_of, signed_page, wrong_with
from tests.web.conftest import office

__all__ = ["axe", "browser", "office"]
pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case(office: Office) -> str:
    """A case whose authorisation Karakum holds, and another firm with a user of its own."""
    prepare(office)
    case = str(apply(office))
    grant_it(office, case)
    holding = {"owner": "p1", "held": "newco", "share": "1"}
    register_party(
        office.call("anna"), party="newco", says={**KARAKUM, "name": "New Hash", "holdings": [holding], "accounts": []}
    )
    account = Account.objects.create(login="aman", name="Aman", party_id="newco")
    Role.objects.create(account=account, role="applicant", since=date(2025, 1, 1))
    return case


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def looked_at(page: Page, name: str, axe: str) -> list[str]:
    """What is wrong with the page at each width."""
    wrong = []
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        wrong += wrong_with(page, f"{name} at {width}", axe)
    return wrong


def test_a_holder_passes_an_authorisation_on(office: Office, case: str, live_server: Any, browser: Browser, axe: str):
    there = f"{live_server.url}/portal/applications/{case}/"
    kerim = signed_page(browser, live_server, "kerim")
    errors = errors_of(kerim)
    kerim.goto(there)
    kerim.get_by_role("link", name="Apply for a transfer", exact=True).click()
    wrong = looked_at(kerim, "asking", axe)
    kerim.locator("[name=to]").fill("newco")
    press(kerim, "Apply for a transfer")
    expect(kerim.get_by_text("must agree").first).to_be_visible()
    wrong += looked_at(kerim, "pending", axe)

    attest_new_holder(office, case)
    aman = signed_page(browser, live_server, "aman")
    errors += errors_of(aman)
    aman.goto(f"{live_server.url}/portal/")
    aman.get_by_role("link", name=case, exact=True).click()
    wrong += looked_at(aman, "coming", axe)
    aman.get_by_role("link", name="Prove control").click()
    press(aman, "Make the message")
    wrong += looked_at(aman, "wallet", axe)
    aman.locator("[name=signature]").fill(signed(aman.locator("#message").input_value()))
    press(aman, "Verify and hand in")
    expect(aman.get_by_text("Nothing is missing")).to_be_visible()
    assert WALLET in aman.content()
    aman.get_by_label("We will hold it, with all that is owed under it").check()
    press(aman, "Hand in the answer")
    expect(aman.get_by_text("You have agreed", exact=True)).to_be_visible()
    wrong += looked_at(aman, "agreed", axe)

    grant_it(office, case)
    assert Authorisation.objects.get(case=case).party_id == "newco"
    aman.goto(there)
    expect(aman.get_by_text("In force", exact=True).first).to_be_visible()
    assert kerim.goto(there).status == 404
    assert wrong == []
    assert [each for each in errors if "404" not in each] == []
