"""A JSON body is read strictly, and what goes wrong within tells nothing of the inside."""

import pytest

from rugsat.web.api.routes import applications
from tests.web.api.machine import Api, Token


@pytest.fixture
def api(token: Token) -> Api:
    return token()


def sent(api: Api, body: bytes, media_type: str = "application/json") -> tuple[int, str]:
    answer = api.client.generic("POST", "/api/v1/applications", body, content_type=media_type, headers=api.headers)
    return answer.status_code, answer.json()["type"].removeprefix("urn:rugsat:problem:")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"instrument": NaN}',
        b'{"instrument": "a", "instrument": "b"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"says": ' * 40 + b"{}" + b"}" * 40,
    ],
)
def test_what_is_no_plain_json_is_refused(api: Api, body: bytes):
    assert sent(api, body) == (400, "not-json")


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"3",
        b'"text"',
        b"null",
        b'{"instrument": "a\\u0000"}',
        b'{"instrument": "\\ud800"}',
        b'{"instrument": "a", "more": 1}',
        b"{}",
    ],
)
def test_what_is_not_the_form_is_refused(api: Api, body: bytes):
    assert sent(api, body) == (422, "not-valid")


def test_another_media_type_is_refused(api: Api):
    assert sent(api, b"instrument: a", "application/yaml") == (415, "not-json")


def test_a_body_that_is_too_large_is_refused_before_it_is_read(api: Api, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert sent(api, b'{"instrument": "' + b"a" * 2000 + b'"}') == (413, "too-large")


def test_an_error_that_nobody_foresaw_tells_nothing_of_the_inside(api: Api, monkeypatch, caplog):
    def broken(*_: object, **__: object) -> None:
        message = "the password is secret"
        raise ZeroDivisionError(message)

    monkeypatch.setattr(applications, "open_application", broken)
    answer = api.send("POST", "/applications", {"instrument": "mining_registration"})
    assert answer.status_code == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert b"secret" not in answer.content
    assert "secret" in caplog.text
