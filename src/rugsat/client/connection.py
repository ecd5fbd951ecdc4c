"""Asking the API over HTTP: files in pieces, one key for all attempts, and waiting where one is told to."""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from rugsat.kernel.errors import RugsatError

_PIECE = 1 << 20
_AT_HOME = {"localhost", "127.0.0.1", "::1"}
_TRY_AGAIN = {429, 502, 503, 504}
_LONGEST_WAIT_S = 60.0


class NotAnsweredError(RugsatError):
    """The office gave no answer that can be read."""


class ProblemError(RugsatError):
    """The office refused; its problem (RFC 9457) says what, why and what to do next."""

    def __init__(self, problem: Mapping[str, Any]) -> None:
        self.problem = dict(problem)
        self.status = int(problem.get("status", 0))
        self.kind = str(problem.get("type", "")).rpartition(":")[2]
        super().__init__(str(problem.get("detail") or problem.get("title") or "refused without a word"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, which may be sent several times."""

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    body: bytes | Path = b""
    media_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def again(self) -> bool:
        """Whether sending it again can do no harm: it only reads, or it has a key."""
        return self.method == "GET" or "Idempotency-Key" in self.headers

    @property
    def target(self) -> str:
        """Path and query."""
        given = {name: value for name, value in self.query.items() if value not in {None, ""}}
        return f"{self.path}?{urlencode(given)}" if given else self.path


class Connection:
    """The way to an office; nothing stays open between two requests."""

    def __init__(self, address: str, token: str, *, timeout_s: float = 3600, attempts: int = 4) -> None:
        parts = urlsplit(address)
        if parts.scheme not in {"https", "http"} or not parts.hostname:
            message = f"'{address}' is no address of an office: write it as https://rugsat.example.org"
            raise NotAnsweredError(message)
        if parts.scheme == "http" and parts.hostname not in _AT_HOME:
            message = f"{address} is not encrypted, and the token would be seen on the way: write https://"
            raise NotAnsweredError(message)
        self._secure, self._host, self._port = parts.scheme == "https", parts.hostname, parts.port
        self._below = parts.path.rstrip("/")
        self._token, self._timeout_s, self._attempts = token, timeout_s, attempts

    def json(self, asked: Asked) -> Any:
        """The JSON that a request is answered with; ProblemError where it is refused."""
        with self._answered(asked) as answer:
            return _read(answer)

    def save(self, asked: Asked, to: Path) -> Path:
        """Write what a request is answered with to a file, piece by piece."""
        with self._answered(asked) as answer, to.open("wb") as file:
            while piece := answer.read(_PIECE):
                file.write(piece)
        return to

    @contextmanager
    def _answered(self, asked: Asked) -> Iterator[HTTPResponse]:
        for attempt in range(1, self._attempts + 1):
            last = attempt == self._attempts
            kind = HTTPSConnection if self._secure else HTTPConnection
            connection = kind(self._host, self._port, timeout=self._timeout_s, blocksize=_PIECE)
            try:
                answer = self._sent(connection, asked)
                if answer.status in _TRY_AGAIN and not last and (asked.again or answer.status == 429):
                    _wait(answer, attempt)
                    continue
                if answer.status >= 400:
                    raise ProblemError(_read(answer))
                yield answer
                return
            except (OSError, HTTPException) as error:
                if last or not asked.again:
                    message = f"{self._host} did not answer ({error or type(error).__name__}): try again later"
                    raise NotAnsweredError(message) from error
                _wait(None, attempt)
            finally:
                connection.close()

    def _sent(self, connection: HTTPConnection, asked: Asked) -> HTTPResponse:
        headers = {"Accept": "application/json, application/problem+json", **asked.headers}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        if asked.media_type:
            headers["Content-Type"] = asked.media_type
        target = self._below + asked.target
        if isinstance(asked.body, bytes):
            connection.request(asked.method, target, body=asked.body or None, headers=headers)
            return connection.getresponse()
        headers["Content-Length"] = str(asked.body.stat().st_size)
        with asked.body.open("rb") as file:
            try:
                connection.request(asked.method, target, body=file, headers=headers)
            except (BrokenPipeError, ConnectionResetError):
                # A file that is refused is not read to its end: what the office said of it may be there already.
                return connection.getresponse()
            return connection.getresponse()


def _wait(answer: HTTPResponse | None, attempt: int) -> None:
    told = answer.headers.get("Retry-After", "") if answer else ""
    time.sleep(min(float(told) if told.isdecimal() else 2.0 ** (attempt - 2), _LONGEST_WAIT_S))


def _read(answer: HTTPResponse) -> Any:
    content = answer.read()
    try:
        return json.loads(content)
    except ValueError:
        if answer.status >= 400:
            return {"status": answer.status, "title": answer.reason}
        message = f"the answer is no JSON ({content[:60]!r}): is this the address of an office?"
        raise NotAnsweredError(message) from None
