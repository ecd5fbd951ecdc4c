"""The account pages in Debian's Chromium: passkeys, codes, no JavaScript, barriers, and two widths."""

import re

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from rugsat.store.accounts.models import AccessEvent, Account
from tests.usecases.people import Office
from tests.web.accounts.door import PASSWORD, code_of, give_app, give_password
from tests.web.chromium import WIDTHS, axe, browser, errors_of, open_page, wrong_with

__all__ = ["axe", "browser"]
pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]


def give_authenticator(page: Page) -> CDPSession:
    """Let the browser have a device that makes passkeys, and whose user always agrees."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    session.authenticator = made["authenticatorId"]  # type: ignore[attr-defined]
    return session


def sign_in(page: Page, address: str, login: str) -> None:
    page.goto(f"{address}/account/sign-in")
    page.get_by_label("Login").fill(login)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_an_officer_sets_up_a_passkey_and_signs_in_with_it(office: Office, live_server, browser: Browser):
    give_password("anna")
    page = open_page(browser)
    errors = errors_of(page)
    device = give_authenticator(page)
    address = live_server.url.replace("127.0.0.1", "localhost")
    sign_in(page, address, "anna")
    page.wait_for_url("**/account/factors")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("Name").fill("Key on my ring")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/account/factors/recovery-codes")
    codes = page.locator(".rugsat-codes li").all_inner_texts()
    assert len(codes) == 10
    page.goto(f"{address}/account/factors")
    assert page.get_by_text("Key on my ring").first.is_visible()
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, address, "anna")
    page.wait_for_url("**/account/sign-in/code")
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url("**/console/")
    page.goto(f"{address}/account/confirm/passkey?next=/account/")
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(f"{address}/account/")  # the address before it ends with the same words
    kinds = list(AccessEvent.objects.filter(account__login="anna").values_list("kind", flat=True))
    assert kinds.count("factor_used") == 2
    # A device that has no passkey for this site gets nobody in, and the page says what to do.
    page.get_by_role("button", name="Sign out").click()
    device.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device.authenticator})
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {"protocol": "ctap2", "transport": "internal"}})
    sign_in(page, address, "anna")
    page.get_by_role("button", name="Use your passkey").click()
    page.get_by_text("this device has none for this site").wait_for()
    assert errors == []
    # One of the codes still gets her in, once.
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/console/")


def test_a_passkey_is_renamed_and_the_last_one_of_an_officer_is_not_removed(
    office: Office, live_server, browser: Browser
):
    give_password("anna")
    page = open_page(browser)
    give_authenticator(page)
    address = live_server.url.replace("127.0.0.1", "localhost")
    sign_in(page, address, "anna")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/account/factors/recovery-codes")
    page.goto(f"{address}/account/factors")
    page.get_by_role("link", name="Rename Passkey 1").click()
    page.get_by_label("Name").fill("My computer")
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("link", name="Remove My computer").click()
    page.get_by_role("button", name="Remove it").click()
    assert page.get_by_text("Your account needs a second factor, and this is the only one").first.is_visible()
    give_app("anna")
    page.get_by_role("link", name="Back to the second factor").click()
    page.get_by_role("link", name="Remove My computer").click()
    page.get_by_role("button", name="Remove it").click()
    page.wait_for_url("**/account/factors")
    assert page.get_by_text("My computer").count() == 0


def test_everything_but_passkeys_is_done_without_javascript(office: Office, live_server, browser: Browser):
    give_password("anna")
    page = open_page(browser, script=False)
    sign_in(page, live_server.url, "anna")
    page.wait_for_url("**/account/factors")
    page.get_by_role("button", name="Set up an app").click()
    secret = re.sub(r"\s", "", page.locator("p .rugsat-code").inner_text())
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Set up").click()
    page.wait_for_url("**/account/factors/recovery-codes")
    page.goto(f"{live_server.url}/account/factors/passkeys/add")
    assert page.get_by_text("Passkeys need JavaScript").is_visible()
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, live_server.url, "anna")
    page.get_by_label("Code").fill(code_of(secret, later=1))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/console/")
    page.goto(f"{live_server.url}/account/password")
    page.get_by_label("Present password").fill(PASSWORD)
    page.get_by_label("New password", exact=True).fill("quite another phrase")
    page.get_by_label("New password once more").fill("quite another phrase")
    page.get_by_role("button", name="Change the password").click()
    page.wait_for_url("**/console/")
    assert Account.objects.get(login="anna").check_password("quite another phrase")


def test_the_keyboard_alone_signs_in(office: Office, live_server, browser: Browser):
    give_password("kerim")
    page = open_page(browser)
    page.goto(f"{live_server.url}/account/sign-in")
    page.get_by_label("Login").focus()
    page.keyboard.type("kerim")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/portal/")


def test_a_fault_is_told_above_and_beside_the_field_and_leads_to_it(office: Office, live_server, browser: Browser):
    page = open_page(browser)
    page.goto(f"{live_server.url}/account/sign-in")
    page.get_by_label("Login").fill("kerim")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Enter your password.").click()
    assert page.evaluate("document.activeElement.id") == "id_password"
    assert page.get_by_label("Password").get_attribute("aria-describedby") == "id_password-error"


BEFORE = {
    "factors": "/account/factors",
    "app": "/account/factors/app",
    "passkey": "/account/factors/passkeys/add",
    "password": "/account/password",
    "confirm": "/account/confirm",
    "sign-out": "/account/sign-out",
}

AFTER = {
    "recovery-codes-after": "/account/factors/recovery-codes",
    "recovery-codes-renew": "/account/factors/recovery-codes/renew",
    "app-remove": "/account/factors/app/remove",
    "confirm-code": "/account/confirm/code",
    "factors-held": "/account/factors",
    "account": "/account/",
}


def enter_by_name(page: Page) -> None:
    page.locator("#id_login").fill("anna")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("form[action='/account/sign-in'] button").click()


@pytest.mark.parametrize("language", ["en", "ru", "tk"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_a_barrier_an_error_or_a_bar_to_scroll_sideways(
    office: Office, live_server, browser: Browser, axe: str, width: str, language: str
):
    give_password("anna")
    page = open_page(browser, width=WIDTHS[width], language=language)
    errors = errors_of(page)

    def look(name: str) -> None:
        assert wrong_with(page, name, axe) == []

    page.goto(f"{live_server.url}/account/sign-in")
    look("sign-in")
    page.locator("form[action='/account/sign-in'] button").click()
    look("sign-in-faults")
    enter_by_name(page)
    page.wait_for_url("**/account/factors")
    look("factors-needed")
    for name, address in BEFORE.items():
        page.goto(live_server.url + address)
        look(name)
    page.goto(f"{live_server.url}/account/factors/app")
    secret = re.sub(r"\s", "", page.locator("p .rugsat-code").inner_text())
    page.locator("#id_code").fill(code_of(secret))
    page.locator("form[action='/account/factors/app'] button").click()
    page.wait_for_url("**/account/factors/recovery-codes")
    look("recovery-codes")
    for name, address in AFTER.items():
        page.goto(live_server.url + address)
        look(name)
    page.goto(f"{live_server.url}/account/sign-out")
    page.locator("main form button").click()
    enter_by_name(page)
    page.wait_for_url("**/account/sign-in/code")
    look("code")
    assert [error for error in errors if "422" not in error] == []
