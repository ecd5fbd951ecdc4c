"""Journeys of firms in Debian's Chromium: a miner is registered, an exchange applies, a return is corrected."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, Locator, Page, expect

from rugsat.evidence.credentials.key_ring import make_key_ring
from rugsat.store.accounts.models import Account, Role
from rugsat.store.licensing.models import Case
from rugsat.usecases.attest import attest
from rugsat.usecases.hand_in_document import hand_in_document
from rugsat.usecases.invoice_fee import invoice_fee
from rugsat.usecases.issue_certificate import issue_certificate
from rugsat.usecases.register_party import register_party
from tests.usecases.people import (
    APPLICATION,
    WALLET,
    Office,
    apply,
    approve,
    attestations,
    grant_it,
    pay,
    prepare,
    signed,
)
from tests.web.api.machine import month
from tests.web.chromium import browser, signed_page
from tests.web.conftest import office

__all__ = ["browser", "office"]
pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def prepared(office: Office) -> Office:
    prepare(office)
    return office


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def follow(page: Page, words: str) -> None:
    page.get_by_role("link", name=words, exact=True).first.click()


def fill(page: Page, **fields: str) -> None:
    """Type into the fields of a form by their names."""
    for name, value in fields.items():
        field = page.locator(f"[name={name}]").first
        if field.evaluate("each => each.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def begin(page: Page, site: str, what: str) -> str:
    """Begin an application; its number."""
    page.goto(f"{site}/portal/applications/")
    press(page, "Begin an application")
    page.get_by_label(what).check()
    press(page, "Begin")
    return page.locator("h1").inner_text()


def add(page: Page, case_page: str, section: str, **fields: str) -> None:
    page.goto(f"{case_page}{section}/item")
    fill(page, **fields)
    press(page, "Save")
    expect(page.get_by_text("It is saved.")).to_be_visible()


def waiting(page: Page, what: str) -> Locator:
    """The link by which a thing of that kind is attested; what is read aloud alone stands behind a space."""
    return page.get_by_role("link", name=re.compile(rf"Attest\s*: {re.escape(what)}")).first


def attest_it(page: Page, here: str, what: str, **fields: str) -> None:
    """Attest the first thing of that kind that waits."""
    page.goto(f"{here}/portal/attestations/")
    waiting(page, what).click()
    fill(page, **fields)
    page.get_by_label("We have looked at this ourselves").check()
    press(page, "Attest")
    expect(page.get_by_text("It is attested.")).to_be_visible()


def officers_attest(office: Office, case: str) -> None:
    """Officers write down what bodies without accounts of their own have said."""
    handed = {"case": case, "kind": "letters", "name": "letters.pdf", "content": b"%PDF-1.7 letters"}
    document = hand_in_document(office.call("kerim"), **handed).told["digest"]
    for login, body, said in attestations():
        if login == "anna" and said["about"] not in {"customs:TM-2025-1", "customs:TM-2025-2"}:
            attest(office.call(login), case=case, attestation={**said, "document": document if body else ""}, by=body)


def issue(office: Office, number: str) -> None:
    """Issue the certificate in a thread of its own: what signs it runs an event loop, and so does the browser."""

    def act() -> None:
        issue_certificate(office.call("anna"), number=number)
        connections.close_all()

    with ThreadPoolExecutor(1) as aside:
        aside.submit(act).result()


def apply_in_the_browser(page: Page, site: str) -> str:
    """Karakum begins an application, fills it in, proves its wallet and submits; the number of the case."""
    case = begin(page, site, "Certificate of registration of a miner: Industrial")
    case_page = f"{site}/portal/applications/{case}/"
    place, machine = APPLICATION["sites"][0], APPLICATION["devices"][0]
    add(page, case_page, "sites", **place)
    add(
        page, case_page, "connections", connection="MR-0001", site="karakum-1", provider="grid-mary", capacity_kw="2000"
    )
    add(page, case_page, "devices", **{**{key: str(value) for key, value in machine.items()}, "made_on": "2025-01"})
    add(page, case_page, "wallets", account=WALLET, purpose="payout")
    page.get_by_role("link", name="Prove control").click()
    press(page, "Make the message")
    fill(page, signature=signed(page.get_by_label("Message").input_value()))
    press(page, "Verify and hand in")
    expect(page.get_by_text("The signature is verified")).to_be_visible()
    page.goto(f"{case_page}submit")
    press(page, "Submit the application")
    expect(page.get_by_text("Application submitted").first).to_be_visible()
    return case


def others_attest(browser: Browser, live_server: Any) -> None:
    """The provider attests the point and its meter, the fire service the site."""
    provider = signed_page(browser, live_server, "grid")
    attest_it(provider, live_server.url, "Connection point and its capacity", site="karakum-1", capacity_kw="2000")
    attest_it(provider, live_server.url, "Meter of its own", meter="M-1")
    fire = signed_page(browser, live_server, "fire")
    fire.goto(f"{live_server.url}/portal/attestations/")
    waiting(fire, "Certificate of fire safety").click()
    fire.get_by_label("Passed", exact=True).check()
    fire.get_by_label("We have looked at this ourselves").check()
    press(fire, "Attest")
    expect(fire.get_by_text("It is attested.")).to_be_visible()


def fetched(page: Page, words: str) -> bytes:
    """What is behind a link."""
    with page.expect_download() as download:
        follow(page, words)
    return Path(download.value.path()).read_bytes()


def test_a_miner_applies_the_provider_attests_two_officers_grant_and_anybody_verifies(
    prepared: Office,
    live_server: Any,
    browser: Browser,
    settings: Any,
):
    site, keys = live_server.url, settings.OFFICE / "keys" / "authority"
    make_key_ring(keys, jurisdiction="tm", authority={"en": "Central Bank"}, on=prepared.now.date())
    page = signed_page(browser, live_server, "kerim")
    case = apply_in_the_browser(page, site)
    others_attest(browser, live_server)
    officers_attest(prepared, case)
    pay(prepared, str(invoice_fee(prepared.call("merdan"), case=case).told["invoice"]))
    page.goto(f"{site}/portal/applications/{case}/")
    expect(page.get_by_text("Nothing is missing")).to_be_visible()
    number = grant_it(prepared, case)
    issue(prepared, number)

    page.goto(f"{site}/portal/authorisations/{number}")
    assert fetched(page, "Certificate on paper (PDF)").startswith(b"%PDF-")
    code = fetched(page, "Text of the printed code").decode().strip()
    anybody = browser.new_context().new_page()
    anybody.goto(f"{site}/verify")
    anybody.locator("[name=text]").fill(code)
    anybody.get_by_role("button", name="Verify").click()
    expect(anybody.get_by_text(number).first).to_be_visible()
    expect(anybody.get_by_text("In force").first).to_be_visible()


def test_an_exchange_applies_and_its_bank_confirms(
    prepared: Office,
    live_server: Any,
    browser: Browser,
):
    site = live_server.url
    register_party(
        prepared.call("anna"), party="senagat-bank", says={"kind": "bank", "name": "Senagat Bank", "country": "TM"}
    )
    approve(prepared, "senagat-bank", "partner_bank")
    teller = Account.objects.create(login="teller", name="Teller", party_id="senagat-bank")
    Role.objects.create(account=teller, role="bank", since=prepared.now.date())
    page = signed_page(browser, live_server, "kerim", width=390)
    page.goto(f"{site}/portal/applications/new")
    page.locator("input[name=what][value^=exchange_licence]").first.check()
    press(page, "Begin")
    case = page.locator("h1").inner_text()
    case_page = f"{site}/portal/applications/{case}/"
    add(page, case_page, "banks", bank="senagat-bank", account="TM-CLIENTS-1")
    page.goto(f"{case_page}plans/custody")
    fill(
        page, cold_share="95", key_holders="A\nB\nC", signatures_needed="2", recovery="Two safes", audit_every_days="30"
    )
    press(page, "Save")
    expect(page.get_by_text("The plan is saved.")).to_be_visible()
    assert Case.objects.get(case=case).items.get(kind="plan").content["key_holders"] == ["A", "B", "C"]

    bank = signed_page(browser, live_server, "teller")
    attest_it(bank, site, "Account for clients' money", accounts="TM-CLIENTS-1")
    attest_it(bank, site, "Capital paid in", amount="10000000", currency="TMT")
    bank.goto(case_page)
    expect(bank.get_by_role("heading", name="Page not found")).to_be_visible()
    page.goto(case_page)
    page.get_by_text("What is met or not asked").click()
    for requirement in ("Partner bank confirms", "Capital confirmed"):
        met = page.get_by_role("heading", name=requirement)
        expect(met).to_be_visible()
        expect(met).to_contain_text("Met")


def test_a_return_with_faults_is_corrected_and_accepted(
    prepared: Office,
    live_server: Any,
    browser: Browser,
    tmp_path: Path,
):
    grant_it(prepared, apply(prepared))
    bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
    bad.write_bytes(month("2026-01").replace(b"2604000000", b"much"))
    good.write_bytes(month("2026-01"))
    page = signed_page(browser, live_server, "kerim")
    page.goto(f"{live_server.url}/portal/returns/")
    press(page, "Check before filing")
    fill(page, **{"return": "mining_monthly", "period": "2026-01"})
    page.locator("[name=file]").set_input_files(bad)
    press(page, "Check the file")
    expect(page.get_by_text("Nothing was filed, nothing of the file is kept")).to_be_visible()
    expect(page.locator("mark", has_text="much")).to_be_visible()
    page.goto(f"{live_server.url}/portal/returns/file?return=mining_monthly&period=2026-01")
    page.locator("[name=file]").set_input_files(bad)
    press(page, "File a return")
    expect(page.get_by_text("Rejected").first).to_be_visible()
    expect(page.locator("mark", has_text="much")).to_be_visible()
    press(page, "File it again, mended")
    page.locator("[name=file]").set_input_files(good)
    press(page, "File a return")
    expect(page.get_by_text("Accepted", exact=True).first).to_be_visible()
    page.goto(f"{live_server.url}/portal/returns/")
    assert page.locator("#filed ~ div tbody tr").count() == 2
