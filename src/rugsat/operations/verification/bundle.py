"""Verifying a bundle: every byte is as listed, the list is signed, and what it holds fits together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from rugsat.evidence.credentials.plain_json import read_json
from rugsat.evidence.credentials.signed import SUFFIX, Statement, verify_digest
from rugsat.evidence.credentials.signer import CredentialError
from rugsat.evidence.credentials.trust import Trust
from rugsat.evidence.log.commitment import Leaf
from rugsat.evidence.log.errors import LogError
from rugsat.evidence.log.note import Verifier
from rugsat.evidence.log.opening import OPENING, Opening
from rugsat.evidence.log.proof import EntryProof
from rugsat.kernel.language import gettext as _
from rugsat.operations.bundle.container import MANIFEST, SIGNATURE, listed_in, packed, unpacked
from rugsat.operations.bundle.sealing import WHAT
from rugsat.operations.verification.answer import Answer, Kind
from rugsat.operations.verification.bundle_parts import filing_notes, law_notes

_FILING = 16
"""How many digits of its digest a receipt is called by."""
_SIGNED = {"law/rule_pack.json": "rule_pack"}


@dataclass(frozen=True, slots=True)
class _Opened:
    files: Mapping[str, bytes]
    said: Mapping[str, Any]

    def digest(self, path: str) -> str:
        return sha256(self.files[path]).hexdigest()

    def json(self, path: str) -> Any:
        try:
            return read_json(self.files[path])
        except (KeyError, ValueError):
            message = f"it holds no {path} that can be read"
            raise CredentialError(message) from None


def verify_bundle(content: bytes, *, trust: Trust, log_keys: Sequence[Verifier] = ()) -> Answer:
    """Verify a bundle: its bytes, its list, its signature, and whatever in it is signed itself."""
    opened: _Opened | None = None
    try:
        opened = _opened(content)
        statement = _statement(opened, trust)
        _refuse_unlike(opened)
        belonging = [*law_notes(opened), *filing_notes(opened)]
        notes = [*_signatures(opened, trust), *belonging, *_proofs(opened, log_keys)]
    except CredentialError as error:
        said = {name: opened.said[name] for name in ("kind", "key", "title")} if opened else {}
        return Answer(kind=Kind.BUNDLE, problem=str(error), number=str(said.get("key", "")), said=said)
    said = {name: opened.said[name] for name in ("kind", "key", "title", "jurisdiction", "made_at")}
    return Answer(
        kind=Kind.BUNDLE,
        number=str(opened.said["key"]),
        key=statement.key,
        signed_at=statement.signed_at,
        said={**said, "files": len(opened.said["files"])},
        demonstration=bool(opened.said["demonstration"]),
        notes=tuple(notes),
    )


def _opened(content: bytes) -> _Opened:
    files = unpacked(content)
    said = listed_in(files[MANIFEST])
    listed = {each["path"]: each["sha256"] for each in said["files"]}
    inside = set(files) - {MANIFEST, SIGNATURE}
    if inside != set(listed) or len(listed) != len(said["files"]):
        strange = sorted(inside ^ set(listed))
        message = f"its list does not name the files that are in it, as {strange[:1]}; it was changed"
        raise CredentialError(message)
    changed = sorted(path for path, digest in listed.items() if sha256(files[path]).hexdigest() != digest)
    if changed:
        message = f"{changed[0]} was changed after it was listed ({len(changed)} of {len(listed)} files)"
        raise CredentialError(message)
    signature = files.get(SIGNATURE, b"").decode(errors="replace")
    if packed(files[MANIFEST], signature, {path: files[path] for path in listed}) != content:
        message = "bytes between its files were changed; what its files say is as listed, but get it again"
        raise CredentialError(message)
    return _Opened(files, said)


def _statement(opened: _Opened, trust: Trust) -> Statement:
    if SIGNATURE not in opened.files:
        message = "nobody signed it: its digests agree, but anyone could have put it together"
        raise CredentialError(message)
    text = opened.files[SIGNATURE].decode(errors="replace")
    statement = verify_digest(text, opened.digest(MANIFEST), what=WHAT, trust=trust)
    trust.key(statement.key).speaks_for(opened.said["jurisdiction"])
    return statement


def _refuse_unlike(opened: _Opened) -> None:
    """Refuse what does not fit together: a finding under another rule pack, a receipt under another name."""
    if opened.said["kind"] == "finding":
        finding = opened.json("finding.json")
        run = opened.json("run.json")
        if "law/rule_pack.json" not in opened.files:
            message = "it holds no rule pack, on which the finding rests"
            raise CredentialError(message)
        packs = {opened.digest("law/rule_pack.json"), _field(finding, "rule_pack"), _field(run, "rule_pack")}
        if len(packs) != 1:
            message = "the rule pack in it is not the one that the finding rests on"
            raise CredentialError(message)
        commits = {_field(each, "lake_commit") for each in (finding, run)}
        if _field(finding, "finding") != opened.said["key"] or len(commits) != 1:
            message = "the finding in it is not the one that the bundle names, or the run did not find it"
            raise CredentialError(message)
    if opened.said["kind"] == "decision" and _field(opened.json("act.json"), "key") != opened.said["key"]:
        message = "the act in it is not the one that the bundle names"
        raise CredentialError(message)
    for path in _receipts(opened):
        name = path.removeprefix("receipts/").removesuffix(".json")
        if not opened.digest(path).startswith(name) or len(name) != _FILING:
            message = f"{path} is not the receipt that it is called"
            raise CredentialError(message)


def _signatures(opened: _Opened, trust: Trust) -> Iterator[str]:
    """What is said of the rule pack and the receipts; CredentialError where a signature does not fit."""
    signable = {path: what for path, what in _SIGNED.items() if path in opened.files}
    signable |= dict.fromkeys(_receipts(opened), "receipt")
    unsigned = []
    for path, what in signable.items():
        signature = opened.files.get(f"{path}{SUFFIX}")
        if signature is None:
            unsigned.append(path)
            continue
        verify_digest(signature.decode(errors="replace"), opened.digest(path), what=what, trust=trust)
    signed = len(signable) - len(unsigned)
    yield _("Of {all} rule packs and receipts in it, {signed} are signed themselves").format(
        all=len(signable), signed=signed
    )


def _proofs(opened: _Opened, keys: Sequence[Verifier]) -> Iterator[str]:
    """What is said of the proofs of the log; CredentialError where one does not hold."""
    brought = [path for path in opened.files if path.startswith("log/")]
    paths = [path for path in brought if not path.endswith(OPENING)]
    if strange := sorted({path.removesuffix(OPENING) for path in brought} - set(paths)):
        message = f"{strange[0]}{OPENING} says what an entry stands for whose proof is not in it"
        raise CredentialError(message)
    if not paths:
        yield _("It brings no proof of the log")
        return
    if not keys:
        yield _("Proofs of the log not checked: {count}; give the key of the log with --log-key").format(
            count=len(paths)
        )
        return
    for path in paths:
        try:
            proof = EntryProof.from_text(opened.files[path].decode(errors="replace"))
            checkpoint = proof.verify(keys)
        except LogError as error:
            message = f"{path}: {error}"
            raise CredentialError(message) from None
        yield _("{file}: entry {index} of the log {log} at {size} entries").format(
            file=path, index=proof.inclusion.index, log=checkpoint.origin, size=checkpoint.size
        )
        yield _what_is_proven(path, proof, opened.files.get(f"{path}{OPENING}"))


def _what_is_proven(path: str, proof: EntryProof, opening: bytes | None) -> str:
    """That an act of a kind was logged on a day; which one, only where content and salt are there and fit."""
    if opening is not None:
        try:
            leaf = Opening.from_bytes(opening).refuse_unless_of(proof.entry)
        except LogError as error:
            message = f"{path}{OPENING}: {error}"
            raise CredentialError(message) from None
        said = _("{file}: the entry is an act {act} of {day} and stands for what {opening} says")
        return said.format(file=path, act=leaf.act, day=leaf.day, opening=f"{path}{OPENING}")
    try:
        leaf = Leaf.from_bytes(proof.entry)
    except LogError:
        return _("{file}: the entry is no commitment to an act, and proves none").format(file=path)
    said = _("{file}: it proves that an act {act} was logged on {day}, not which one: content and salt show that")
    return said.format(file=path, act=leaf.act, day=leaf.day)


def _field(content: Any, name: str) -> str | None:
    """A field of a JSON object as text; None where there is none, or no object."""
    return str(content[name]) if isinstance(content, dict) and name in content else None


def _receipts(opened: _Opened) -> list[str]:
    return sorted(path for path in opened.files if path.startswith("receipts/") and path.endswith(".json"))
