"""Verifying whatever the authority has signed, without the authority: a file, the text of a code, a number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from rugsat.evidence.credentials.certificate import Certificate, StatusPosition
from rugsat.evidence.credentials.cose import kind_of_claims
from rugsat.evidence.credentials.cwt import Compact, from_code_text, verify_compact
from rugsat.evidence.credentials.extra import needed
from rugsat.evidence.credentials.jws import kind_of
from rugsat.evidence.credentials.plain_json import read_json
from rugsat.evidence.credentials.sd_jwt import verify_credential
from rugsat.evidence.credentials.signed import signature_beside, text_beside, verify_digest
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.evidence.credentials.status_list import CWT_KIND, JWT_KIND, Status, StatusList, read_status_list
from rugsat.evidence.credentials.trust import Trust
from rugsat.evidence.log.note import Verifier
from rugsat.kernel.digest import digest_of_file
from rugsat.kernel.language import gettext as _
from rugsat.operations.certificate.paper import CODE
from rugsat.operations.verification.answer import Answer, Kind, Term, term_on
from rugsat.operations.verification.bundle import verify_bundle
from rugsat.operations.verification.picture import code_on, is_picture
from rugsat.operations.verification.register_archive import is_register_archive, register_folder
from rugsat.operations.verification.status import Known, Snapshot, entry_of, open_snapshot, status_of

_SIGN1 = b"\xd2\x84"
"""How a COSE_Sign1 with its tag begins."""
_LARGEST = 1 << 30
"""Bytes of a file that is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a verifier has at hand."""

    trust: Trust
    on: date
    lists: Sequence[StatusList] = ()
    snapshot: Snapshot | None = None
    log_keys: Sequence[Verifier] = ()


def verify(asked: str, means: Means) -> Answer:
    """Verify a file, the text of a code, or the number of a certificate that the register snapshot is asked for."""
    path = Path(asked)
    if _is_file(path):
        return verify_file(path, means)
    if is_code_text(asked):
        return _relied_on(Kind.CODE, lambda: _code(asked, means))
    return _number(asked, means)


def is_code_text(text: str) -> bool:
    """Tell whether a text is that of a printed code."""
    try:
        from_code_text(text)
    except CredentialError:
        return False
    return True


def verify_file(path: Path, means: Means) -> Answer:
    """Verify a file of any kind that the authority gives out, by what it begins with."""
    if path.stat().st_size > _LARGEST:
        message = f"{path} is larger than {_LARGEST >> 20} MB; nothing that the authority signs is"
        raise CredentialError(message)
    content = path.read_bytes()
    if content.startswith(b"%PDF"):
        return _relied_on(Kind.DOCUMENT, lambda: _document(content, means))
    if content.startswith(b"PK") and is_register_archive(path):
        return _relied_on(Kind.REGISTER, lambda: _register(path, means))
    if content.startswith(b"PK"):
        return verify_bundle(content, trust=means.trust, log_keys=means.log_keys)
    if is_picture(content):
        return _relied_on(Kind.CODE, lambda: _code(code_on(content), means))
    if content.startswith(_SIGN1):
        return _cbor(content, means)
    return _text(path, content, means)


def _text(path: Path, content: bytes, means: Means) -> Answer:
    text = content.decode(errors="replace").strip()
    if "~" in text and text.startswith("ey"):
        return _relied_on(Kind.CREDENTIAL, lambda: _credential(text, means))
    if text.startswith("ey") and kind_of(text) == JWT_KIND:
        return _relied_on(Kind.STATUS_LIST, lambda: _status_list(content, means.trust))
    if is_code_text(text):
        return _relied_on(Kind.CODE, lambda: _code(text, means))
    what = _what(content)
    if what is None:
        message = (
            f"{path} is nothing that can be verified: name a certificate (PDF), a credential, a picture or the text "
            "of a code, a status list, a rule pack, a receipt or a bundle"
        )
        raise CredentialError(message)
    return _relied_on(what, lambda: _beside(path, what, means.trust))


def _relied_on(kind: Kind, verified: Callable[[], Answer]) -> Answer:
    """The answer; where it is not to be relied on, the answer that says why."""
    try:
        return verified()
    except CredentialError as error:
        return Answer(kind=kind, problem=str(error))


def _document(content: bytes, means: Means) -> Answer:
    needed("pyhanko")
    from rugsat.operations.certificate.document_verification import (  # noqa: PLC0415 - it needs the extra
        attachment_of,
        verify_document,
    )

    signed = verify_document(content, trust=means.trust)
    code = attachment_of(content, CODE)
    if code is None:
        return Answer(
            kind=Kind.DOCUMENT,
            key=signed.key,
            signed_at=signed.signed_at,
            said={"signed_by": signed.signer},
            notes=(_("No signed code is attached to it, so it says nothing that a program can read"),),
        )
    answer = _code(code.decode(errors="replace"), means)
    if signed.key in means.trust.keys:
        means.trust.keys[signed.key].speaks_for(str(answer.said["jurisdiction"]))
    said = _("Nothing but the word of the authority says when it was signed")
    if signed.stamped:
        said = _("A time stamp by {body} says when it was signed").format(body=signed.stamp)
    elif signed.stamp:
        said = _("The time stamp by {body} is not trusted: give the root certificate of that body with --time-root")
        said = said.format(body=signed.stamp)
    return replace(
        answer,
        kind=Kind.DOCUMENT,
        key=signed.key,
        signed_at=signed.signed_at,
        said={**answer.said, "signed_by": signed.signer},
    ).noting(said)


def _code(text: str, means: Means) -> Answer:
    return _compact(from_code_text(text), means)


def _compact(content: bytes, means: Means) -> Answer:
    said = verify_compact(content, trust=means.trust)
    return _with_status(_of_compact(said, means.on), said.status, means)


def _of_compact(said: Compact, on: date) -> Answer:
    return Answer(
        kind=Kind.CODE,
        number=said.number,
        key=said.key,
        signed_at=said.issued_at,
        said={
            "jurisdiction": said.jurisdiction,
            "holder": said.holder,
            "instrument": said.instrument,
            "class": said.cls,
            "since": said.since.isoformat(),
            "until": said.until.isoformat() if said.until else None,
        },
        on=on,
        term=term_on(on, said.since, said.until),
        demonstration=said.demonstration,
    )


def _credential(text: str, means: Means) -> Answer:
    verified = verify_credential(text, trust=means.trust)
    certificate: Certificate = verified.certificate
    answer = Answer(
        kind=Kind.CREDENTIAL,
        number=certificate.number,
        key=verified.key,
        signed_at=verified.issued_at,
        said={**certificate.to_json(), "owners_withheld": verified.withheld},
        on=means.on,
        term=term_on(means.on, certificate.since, certificate.until),
        demonstration=bool(certificate.demonstration),
    )
    return _with_status(answer, certificate.status, means)


def _with_status(answer: Answer, position: StatusPosition | None, means: Means) -> Answer:
    """The answer with what the status list or a signed register snapshot says, whichever knows more lately."""
    jurisdiction = str(answer.said.get("jurisdiction", ""))
    known = status_of(position, means.lists, on=means.on, jurisdiction=jurisdiction)
    statement = means.snapshot.statement if means.snapshot else None
    said_later = statement and (known.status == "unknown" or not known.as_of or statement.signed_at > known.as_of)
    if means.snapshot and statement and said_later and statement.jurisdiction in {"", jurisdiction}:
        entry = entry_of(means.snapshot, answer.number, on=means.on)
        missing = _("The register snapshot knows no authorisation {number} on that day").format(number=answer.number)
        if entry:
            known = Known(str(entry["status"]), statement.signed_at)
        elif known.status == "unknown":
            known = Known("unknown", note=missing)
    notes = (known.note,) if known.note else ()
    return replace(answer, status=known.status, status_as_of=known.as_of).noting(*notes)


def _cbor(content: bytes, means: Means) -> Answer:
    """A status list, or the signed bytes of a code, in their binary form."""
    if kind_of_claims(content) == CWT_KIND:
        return _relied_on(Kind.STATUS_LIST, lambda: _status_list(content, means.trust))
    return _relied_on(Kind.CODE, lambda: _compact(content, means))


def _status_list(content: bytes, trust: Trust) -> Answer:
    listed = read_status_list(content, trust=trust)
    places = len(listed.statuses) * 8 // listed.bits
    revoked, suspended = (listed.count(status) for status in (Status.REVOKED, Status.SUSPENDED))
    until = listed.valid_until.isoformat() if listed.valid_until else None
    return Answer(
        kind=Kind.STATUS_LIST,
        number=listed.uri,
        key=listed.key,
        signed_at=listed.as_of,
        said={"places": places, "revoked": revoked, "suspended": suspended, "to_be_used_until": until},
    )


def _what(content: bytes) -> Kind | None:
    """Which of the things that are signed beside the file a JSON document is."""
    try:
        document: Any = read_json(content)
    except ValueError:
        return None
    if not isinstance(document, dict):
        return None
    if {"jurisdiction", "files"} <= set(document):
        return Kind.RULE_PACK
    return Kind.RECEIPT if {"sender", "return", "status", "rule_pack"} <= set(document) else None


def _beside(path: Path, kind: Kind, trust: Trust) -> Answer:
    """What is signed by a text beside it: its digest must be the one that was signed."""
    signature = signature_beside(path)
    if not signature.is_file():
        message = f"nobody signed it: there is no {signature.name} beside it; get both files from the authority"
        raise CredentialError(message)
    digest = digest_of_file(path)
    statement = verify_digest(text_beside(path), digest, what=kind.value, trust=trust)
    return Answer(kind=kind, number=digest, key=statement.key, signed_at=statement.signed_at, said={"sha256": digest})


def _register(path: Path, means: Means) -> Answer:
    """A register snapshot itself, as one file."""
    with register_folder(path) as folder:
        statement = open_snapshot(folder, trust=means.trust).statement
        tables = sorted(table.stem for table in folder.iterdir())
    if statement is None:
        message = "nobody signed it: the archive brings no signature; get it again from the authority"
        raise CredentialError(message)
    return Answer(
        kind=Kind.REGISTER,
        number=statement.digest,
        key=statement.key,
        signed_at=statement.signed_at,
        said={"sha256": statement.digest, "tables": tables},
    )


def _number(number: str, means: Means) -> Answer:
    if means.snapshot is None:
        message = f"there is no file '{number}', and it is no text of a code; to look up a number, give --register"
        raise CredentialError(message)
    entry = entry_of(means.snapshot, number, on=means.on)
    if entry is None:
        message = f"the register snapshot knows no authorisation '{number}' on {means.on}; look at the number again"
        raise CredentialError(message)
    statement = means.snapshot.statement
    return Answer(
        kind=Kind.REGISTER,
        problem="" if statement else "the snapshot is not signed: it is as reliable as where it came from",
        number=number,
        key=statement.key if statement else "",
        signed_at=statement.signed_at if statement else None,
        said={name: entry[name] for name in ("holder", "party", "instrument", "class", "licensed_w")},
        on=means.on,
        term=Term.IN_TERM,
        status=str(entry["status"]),
        status_as_of=statement.signed_at if statement else None,
    )


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # the text of a code can be longer than a path may be
        return False
