"""What can be asked of an office, each in one call."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from rugsat.client.connection import Asked, Connection

_JSON, _BYTES = "application/json", "application/octet-stream"


class Client:
    """An office by its API; whatever is done has a key, so that an attempt that broke off is not done twice.

    `sandbox` files drafts, whose receipts count for nothing. What the office refuses raises ProblemError.
    """

    def __init__(self, address: str, token: str = "", *, sandbox: bool = False, timeout_s: float = 3600) -> None:
        self._connection = Connection(address, token, timeout_s=timeout_s)
        self._root = "/api/v1/sandbox" if sandbox else "/api/v1"

    def file_return(self, path: Path, *, key: str = "") -> dict[str, Any]:
        """File a return, named as in karakum.mining_monthly.2026-01.csv; the filing with its receipt."""
        asked = Asked("POST", f"{self._root}/returns", {"file": path.name}, path, _BYTES, _keyed(key))
        return self._told(asked)

    def receipts(self) -> Iterator[dict[str, Any]]:
        """Your filings, the latest first."""
        return self._pages("/receipts", {})

    def receipt(self, filing: str) -> dict[str, Any]:
        """A filing with its receipt."""
        return self._get(f"/receipts/{quote(filing, '')}")

    def save_receipt(self, filing: str, what: str, to: Path) -> Path:
        """Write what lies beside a receipt to a file: original, auth_031, faults or signature."""
        return self._connection.save(Asked("GET", f"{self._root}/receipts/{quote(filing, '')}/{quote(what, '')}"), to)

    def obligations(self, *, since: str = "", until: str = "") -> list[dict[str, Any]]:
        """What you owe, in order of the days it is due."""
        found: list[dict[str, Any]] = self._get("/obligations", {"since": since, "until": until})["items"]
        return found

    def open_application(
        self, instrument: str, says: Mapping[str, Any], *, cls: str = "*", key: str = ""
    ) -> dict[str, Any]:
        """Open an application; in the sandbox say what it would come to."""
        return self._post("/applications", {"instrument": instrument, "cls": cls, "says": says}, key)

    def applications(self) -> Iterator[dict[str, Any]]:
        """Your cases in order of their numbers."""
        return self._pages("/applications", {})

    def application(self, case: str) -> dict[str, Any]:
        """A case with its deadlines and what each requirement says."""
        return self._get(f"/applications/{quote(case, '')}")

    def change_application(
        self, case: str, says: Mapping[str, Any], *, seen: int | None = None, key: str = ""
    ) -> dict[str, Any]:
        """Put what an application says in place of what it said; refused where it is newer than was seen."""
        return self._act("PUT", f"/applications/{quote(case, '')}", {"says": says}, _keyed(key) | _seen(seen))

    def submit(self, case: str, *, seen: int | None = None, key: str = "") -> dict[str, Any]:
        """Hand an application in."""
        return self._act("POST", f"/applications/{quote(case, '')}/submit", None, _keyed(key) | _seen(seen))

    def step(self, case: str, verb: str, note: str, *, key: str = "") -> dict[str, Any]:
        """Take a step that needs words: answer, amend, renew, surrender or appeal."""
        return self._post(f"/applications/{quote(case, '')}/{quote(verb, '')}", {"note": note}, key)

    def hand_in(self, case: str, document: Path, *, kind: str = "other", key: str = "") -> dict[str, Any]:
        """Hand in a document."""
        path = f"{self._root}/applications/{quote(case, '')}/documents"
        query = {"name": document.name, "kind": kind}
        return self._told(Asked("POST", path, query, document, _BYTES, _keyed(key)))

    def attest(self, case: str, attestation: Mapping[str, Any], *, key: str = "") -> dict[str, Any]:
        """Attest something of a case that is not your own."""
        return self._post(f"/attestations/{quote(case, '')}", attestation, key)

    def parties(self, text: str = "", *, on: str = "") -> Iterator[dict[str, Any]]:
        """Parties on the public register, in any spelling of their names."""
        return self._pages("/register/parties", {"q": text, "on": on})

    def party(self, party: str, *, on: str = "") -> dict[str, Any]:
        """A party on the public register."""
        return self._get(f"/register/parties/{quote(party, '')}", {"on": on})

    def authorisations(self, *, on: str = "", **asked: str) -> Iterator[dict[str, Any]]:
        """Authorisations on the public register, of a status, instrument or party where one is named."""
        return self._pages("/register/authorisations", {"on": on, **asked})

    def authorisation(self, number: str, *, on: str = "") -> dict[str, Any]:
        """An authorisation on the public register, with its history."""
        return self._get(f"/register/authorisations/{quote(number, '')}", {"on": on})

    def check(self, number: str) -> dict[str, Any]:
        """What the register says of the number on a certificate at this moment."""
        return self._get(f"/check/{quote(number, '')}")

    def _get(self, path: str, query: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return self._told(Asked("GET", self._root + path, query or {}))

    def _post(self, path: str, content: Mapping[str, Any], key: str) -> dict[str, Any]:
        return self._act("POST", path, content, _keyed(key))

    def _act(
        self, method: str, path: str, content: Mapping[str, Any] | None, headers: Mapping[str, str]
    ) -> dict[str, Any]:
        body = b"" if content is None else json.dumps(content).encode()
        return self._told(Asked(method, self._root + path, {}, body, _JSON if body else "", headers))

    def _told(self, asked: Asked) -> dict[str, Any]:
        found: dict[str, Any] = self._connection.json(asked)
        return found

    def _pages(self, path: str, query: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        cursor: str | None = ""
        while cursor is not None:
            page = self._get(path, {**query, "limit": 200, "cursor": cursor})
            yield from page["items"]
            cursor = page["next"]


def _keyed(key: str) -> dict[str, str]:
    return {"Idempotency-Key": key or str(uuid4())}


def _seen(version: int | None) -> dict[str, str]:
    return {} if version is None else {"If-Match": f'"{version}"'}
