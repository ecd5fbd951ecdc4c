"""What a browser is told with every page, what a forged form comes to, and what nobody reaches who should not."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from rugsat.store.accounts.models import Account, Role
from rugsat.usecases.permissions import matrix
from rugsat.web.layout.session import SETS_UP
from tests.usecases.people import OFFICERS, USERS, Office
from tests.web.accounts.door import enter, give_app, give_password, sign_in
from tests.web.signed import signed_in as signed_in_as

HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
OPEN = ("/", "/search", "/account/sign-in", "/account/sign-out", "/no-such-page", "/api/v1/nothing")
SIGNED_IN = ("/account/", "/account/factors", "/account/password", "/console/")


@pytest.fixture
def signed_in(office: Office, client: Client) -> Client:
    give_app("anna")
    enter(client, "anna")
    return client


def every_address() -> Iterator[tuple[str, str]]:
    """Every address of the web with the name of its page; what an address takes is filled in with something."""

    def below(resolver: URLResolver, before: str, space: str) -> Iterator[tuple[str, str]]:
        for each in resolver.url_patterns:
            part = before + str(each.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
            if isinstance(each, URLResolver):
                yield from below(each, part, f"{each.namespace}:" if each.namespace else space)
            elif isinstance(each, URLPattern):
                yield "/" + re.sub(r"<(?:int:)\w+>", "1", part).replace("<", "").replace(">", ""), f"{space}{each.name}"

    for path, name in below(get_resolver(), "", ""):
        yield re.sub(r"(?:str|slug|path|uuid):", "", path), name


PAGES = sorted({(path, name) for path, name in every_address() if not path.startswith("/api/")})
ADDING = ("/account/factors/app", "/account/factors/passkeys/add")
ELSEWHERE = ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example")


@pytest.mark.parametrize("address", OPEN)
def test_every_answer_tells_the_browser_to_be_careful(office: Office, client: Client, address: str):
    _careful(client.get(address))


@pytest.mark.parametrize("address", SIGNED_IN)
def test_a_page_for_whoever_has_signed_in_is_kept_by_nobody(signed_in: Client, address: str):
    answer = signed_in.get(address)
    assert answer.status_code == 200
    _careful(answer)
    assert "no-store" in answer["Cache-Control"]


def _careful(answer) -> None:
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in answer["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in answer["Permissions-Policy"]


@pytest.mark.parametrize("address", [*SIGNED_IN, *ADDING, "/account/sign-in"])
def test_no_page_carries_a_script_or_a_style_of_its_own(signed_in: Client, address: str):
    client = Client() if address == "/account/sign-in" else signed_in
    page = client.get(address).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)


def test_cookies_are_for_this_site_and_for_no_script(office: Office, client: Client):
    client.get("/account/sign-in")
    enter(client, "kerim")
    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"], name
        assert client.cookies[name]["samesite"] == "Lax", name


def test_a_form_from_elsewhere_is_refused_and_nothing_is_done(office: Office):
    strict = Client(enforce_csrf_checks=True)
    give_password("kerim")
    refused = sign_in(strict, "kerim")
    assert refused.status_code == 403
    assert "did not come from this site" in refused.content.decode()
    page = strict.get("/account/sign-in").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    elsewhere = sign_in(strict, "kerim", csrfmiddlewaretoken=token[:-1] + ("a" if token[-1] != "a" else "b"))
    assert elsewhere.status_code == 403
    assert sign_in(strict, "kerim", csrfmiddlewaretoken=token).status_code == 302


def test_every_page_refuses_a_forged_form(office: Office):
    since = office.now.date().replace(year=2025)
    Role.objects.create(account=Account.objects.get(login="kerim"), role="principal", since=since)
    browsers: dict[str, tuple[frozenset[str], Client]] = {}
    for login in (*OFFICERS, *USERS):
        held = frozenset(Role.objects.filter(account__login=login).values_list("role", flat=True))
        browsers[login] = (held, Client(enforce_csrf_checks=True, raise_request_exception=False))
    for path, name in PAGES:
        who = next(login for login, (held, _) in browsers.items() if matrix().sees(name, held, signed_in=True))
        client = browsers[who][1]
        if not client.cookies:
            client.cookies = signed_in_as(who).cookies
        answer = client.post(path)
        assert answer.status_code == 403, (path, who)
        assert "did not come from this site" in answer.content.decode(), (path, who)


def test_machines_bring_a_token_and_no_form(office: Office):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/api/v1/returns?file=a.csv", b"", content_type="text/csv").status_code == 401


def test_a_session_lets_nobody_into_the_api(signed_in: Client):
    assert signed_in.get("/api/v1/receipts").status_code == 401


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_signing_in_leads_to_no_other_site(office: Office, client: Client, elsewhere: str):
    give_password("kerim")
    answer = sign_in(client, "kerim", next=elsewhere)
    assert (answer.status_code, answer.url) == (302, "/portal/")


def test_an_officer_without_a_factor_reaches_nothing_but_setting_one_up(office: Office, client: Client):
    give_password("dilber")
    assert sign_in(client, "dilber").status_code == 302
    pages = [(path, name) for path, name in every_address() if not name.startswith("api-v1")]
    assert len(pages) > 30
    for path, name in pages:
        if name in SETS_UP or path.startswith("/api/"):
            continue
        for method in (client.get, client.post):
            answer = method(path)
            assert (answer.status_code, answer.headers.get("Location")) == (302, "/account/factors"), (path, name)
    for name in SETS_UP - {"account_logout", "account_provider_again", "account_provider_callback"}:
        reached = next(path for path, each in pages if each == name)
        assert client.get(reached).status_code in {200, 302}, reached
        assert client.get(reached).headers.get("Location") != "/account/factors" or name == "mfa_index"


def test_whoever_has_a_factor_reaches_his_pages(signed_in: Client):
    assert signed_in.get("/console/").status_code == 200
    assert signed_in.get("/portal/").status_code == 404, "an officer has no portal"


def test_a_host_that_is_not_ours_is_refused(office: Office, client: Client):
    assert client.get("/", HTTP_HOST="evil.example").status_code == 400


def test_what_is_shown_by_the_pages_to_sign_in_is_text_and_never_markup(office: Office, client: Client):
    asked = '"><script>alert(1)</script>'
    shown = sign_in(client, asked, "x", next=asked).content.decode()
    assert "<script>alert" not in shown
    assert "<script>alert" not in client.get("/account/sign-in", {"next": asked}).content.decode()
