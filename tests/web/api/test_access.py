"""Every operation with every scope, with one's own and with another's: nobody sees or does what is not his."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from rugsat.store.accounts.models import Account, Role
from rugsat.store.api_access.models import Token as TokenRow
from rugsat.store.licensing.models import Case
from rugsat.usecases.issue_token import SCOPES, TokenNotIssuedError
from rugsat.usecases.open_application import open_application
from rugsat.usecases.revoke_token import revoke_token
from rugsat.web.api.urls import api as service
from tests.usecases.people import APPLICATION, Office
from tests.web.api.machine import Api, Token, month

PUBLIC = {"list_parties", "read_party", "list_authorisations", "read_authorisation", "check_number"}


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in service.get_openapi_schema()["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path.removeprefix("/api/v1"), operation


OPERATIONS = list(operations())
EVERY = pytest.mark.parametrize(
    ("method", "path", "operation"), OPERATIONS, ids=[each["operationId"] for _, _, each in OPERATIONS]
)
BODIES: dict[str, Any] = {
    "open_application": {"instrument": "mining_registration", "cls": "industrial", "says": APPLICATION},
    "try_application": {"instrument": "mining_registration", "cls": "industrial", "says": APPLICATION},
    "change_application": {"says": APPLICATION},
    **{verb: {"note": "as asked"} for verb in ("answer", "amend", "renew", "surrender", "appeal")},
    "attest": {"kind": "connection", "about": "connection:MR-0001", "says": {"capacity_w": 1}},
}
RAW = {"file_return": "2026-03", "file_return_draft": "2026-03", "hand_in_document": "2026-03"}
QUERIES = {
    "file_return": "?file=karakum.mining_monthly.2026-03.csv",
    "file_return_draft": "?file=karakum.mining_monthly.2026-03.csv",
    "hand_in_document": "?name=letters.pdf",
}


def scope_of(operation: dict[str, Any]) -> str:
    return operation["security"][0]["token"][0] if "security" in operation else ""


def ask(api: Api, method: str, path: str, operation: dict[str, Any], **places: str) -> Any:
    name = operation["operationId"]
    place = path.format(**places)
    if name.startswith("file_returns"):
        return api.client.post(f"/api/v1{place}", {}, headers=api.headers)
    if method == "GET":
        return api.get(place)
    body = month(RAW[name]) if name in RAW else BODIES.get(name, {})
    return api.send(method, place + QUERIES.get(name, ""), body)


@pytest.fixture
def places(office: Office, token: Token) -> dict[str, str]:
    """Things of Karakum that there are: a case, a filing and a draft."""
    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial", "says": APPLICATION}
    case = open_application(office.call("kerim"), **asked).subject
    filed = token().file("karakum.mining_monthly.2026-01.csv", month("2026-01")).json()
    return {"case": case, "filing": filed["filing"], "party": "karakum", "number": "none"}


@EVERY
def test_an_operation_needs_its_own_scope_and_no_other_will_do(
    token: Token, places: dict[str, str], method: str, path: str, operation: dict[str, Any]
):
    scope = scope_of(operation)
    if not scope:
        assert operation["operationId"] in PUBLIC
        return
    for other in SCOPES:
        answer = ask(token(scopes=[other]), method, path, operation, **places)
        refused = answer.status_code == 403 and answer.json()["type"].endswith("scope-missing")
        assert refused is (other != scope), (other, answer.status_code)


@EVERY
def test_without_a_token_nothing_but_the_public_register_is_told(
    office: Office, places: dict[str, str], method: str, path: str, operation: dict[str, Any]
):
    answer = ask(Api(), method, path, operation, **places)
    if operation["operationId"] in PUBLIC:
        assert answer.status_code in {200, 404}
    else:
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"


@EVERY
def test_what_is_anothers_is_as_if_it_were_not_there(
    token: Token, places: dict[str, str], method: str, path: str, operation: dict[str, Any]
):
    if operation["operationId"] in PUBLIC | {"attest"}:
        return
    answer = ask(token("rival"), method, path, operation, **places)
    shown = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "{" in path:
        assert answer.status_code == 404
        missing = ask(token("rival"), method, path, operation, **dict.fromkeys(places, "0" * 16))
        assert missing.status_code == 404
    else:
        found = json.loads(shown)
        assert answer.status_code >= 400 or not found.get("items")
    assert b"MR-0001" not in shown or operation["operationId"] in {"open_application", "try_application"}


def test_nothing_that_the_rival_tried_changed_anything_of_karakum(token: Token, places: dict[str, str]):
    before = Case.objects.get(case=places["case"]).version
    for method, path, operation in OPERATIONS:
        ask(token("rival"), method, path, operation, **places)
    assert Case.objects.get(case=places["case"]).version == before


def test_the_scope_adds_nothing_to_what_the_account_may_do(token: Token, places: dict[str, str]):
    answer = token("grid").send("POST", "/applications", BODIES["open_application"])
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:rugsat:problem:not-permitted")


def test_a_provider_attests_what_is_not_its_own_and_the_applicant_does_not(token: Token, places: dict[str, str]):
    body = BODIES["attest"] | {"says": {"site": "karakum-1", "capacity_w": 2_000_000}}
    assert token("grid").send("POST", f"/attestations/{places['case']}", body).status_code == 201
    assert token("kerim").send("POST", f"/attestations/{places['case']}", body).status_code == 403


def test_a_token_that_was_revoked_or_has_ended_is_refused_at_once(token: Token, office: Office):
    api = token(days=2)
    assert api.get("/receipts").status_code == 200
    office.wait(2)
    assert api.get("/receipts").status_code == 401
    fresh = token()
    row = TokenRow.objects.latest("issued_at")
    revoke_token(office.call("administrator"), token=row.token)
    answer = fresh.get("/receipts")
    assert (answer.status_code, answer.json()["type"]) == (401, "urn:rugsat:problem:token-refused")


def test_a_token_of_an_account_that_was_closed_is_refused(token: Token):
    api = token()
    Account.objects.filter(login="kerim").update(is_active=False)
    assert api.get("/receipts").status_code == 401


def test_the_office_keeps_no_token_that_could_be_read(token: Token):
    api = token()
    secret = api.headers["Authorization"].removeprefix("Bearer ")
    (row,) = TokenRow.objects.values()
    assert secret not in str(row)
    assert len(secret) > 40


def test_officers_have_no_tokens_and_only_the_administrator_issues_any(token: Token, office: Office):
    with pytest.raises(TokenNotIssuedError, match="no user of an organisation"):
        token("dilber")
    with pytest.raises(TokenNotIssuedError, match="no scope"):
        token("kerim", scopes=["everything"])


def test_a_token_asks_so_often_in_a_minute_and_then_waits(token: Token, office: Office):
    api = token(requests_a_minute=5)
    office.now = office.now.replace(second=0)
    answers = [api.get("/receipts") for _ in range(7)]
    assert [each.status_code for each in answers] == [200] * 5 + [429] * 2
    assert [each.headers["RateLimit-Remaining"] for each in answers[:5]] == ["4", "3", "2", "1", "0"]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert token().get("/receipts").status_code == 200
    office.now += timedelta(minutes=1)
    assert api.get("/receipts").status_code == 200


@pytest.mark.parametrize("place", ["/applications", "/receipts", "/obligations", "/sandbox/receipts"])
def test_a_token_reads_nothing_that_the_roles_of_its_account_do_not_show(office: Office, token: Token, place: str):
    keeper = Account.objects.create(login="keeper", name="Keeper", party_id="karakum")
    Role.objects.create(account=keeper, role="principal", since=office.now.date())
    answer = token("keeper").get(place)
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:rugsat:problem:not-permitted"


def test_a_token_reads_no_more_once_the_role_of_its_account_has_ended(office: Office, token: Token):
    api = token("kerim")
    assert api.get("/applications").status_code == 200
    Role.objects.filter(account__login="kerim").update(ended_at=office.now)
    assert api.get("/applications").status_code == 403
