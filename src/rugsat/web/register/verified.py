"""What verifying a number or the text of a code comes to: what was signed, and what the register says of it today."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from django.conf import settings

from rugsat.evidence.credentials.cwt import Compact, from_code_text, verify_compact
from rugsat.evidence.credentials.key_ring import trust_file
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.evidence.credentials.trust import Trust, read_trust
from rugsat.kernel.identifiers.register_number import is_register_number
from rugsat.store.queries.public.authorisation import status_of
from rugsat.store.queries.public.lines import Line


class Verdict(StrEnum):
    """The answer in one word."""

    VALID = "valid"
    NOT_IN_FORCE = "not_in_force"
    UNKNOWN = "unknown"
    MISTYPED = "mistyped"
    FORGED = "forged"


@dataclass(frozen=True, slots=True)
class Verified:
    """The answer: the line of the register, and what the code says where one was given."""

    verdict: Verdict
    line: Line | None = None
    code: Compact | None = None
    problem: str = ""


def authority_keys() -> Path:
    """The folder of the keys that the authority of the office signs with."""
    folder: Path = settings.OFFICE
    return folder / "keys" / "authority"


def trusted() -> Trust:
    """The authority's public keys; none where the office has none."""
    path = trust_file(authority_keys())
    return read_trust([path]) if path.is_file() else Trust({})


def verified(text: str, *, on: date) -> Verified:
    """Verify a number, or the text of a code; neither is ever taken for the name of a file."""
    try:
        content = from_code_text(text)
    except CredentialError:
        return _number(text, on)
    try:
        code = verify_compact(content, trust=trusted())
    except CredentialError as error:
        return Verified(Verdict.FORGED, problem=str(error))
    found = _number(code.number, on)
    return Verified(found.verdict, found.line, code, found.problem)


def _number(text: str, on: date) -> Verified:
    number = text.strip().upper()
    line = status_of(number, on=on)
    if line is None:
        looks_right = is_register_number(number)
        return Verified(Verdict.UNKNOWN if looks_right else Verdict.MISTYPED)
    return Verified(Verdict.VALID if line.status == "in_force" else Verdict.NOT_IN_FORCE, line)
