"""Bundles that somebody made to mislead: a bomb, a law of another text, a receipt of another filing."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from rugsat.cli.main import app
from rugsat.evidence.credentials.key_ring import KeyRing, Use, make_key_ring, trust_file
from rugsat.evidence.credentials.trust import read_trust
from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.log.commitment import commit, new_salt
from rugsat.evidence.log.key_files import PUBLIC, make_log_key
from rugsat.evidence.log.log import Log
from rugsat.evidence.log.note import KeySigner, Verifier, verifier_of
from rugsat.evidence.log.opening import Opening
from rugsat.kernel.errors import RugsatError
from rugsat.law.pack import RulePack
from rugsat.operations.bundle.container import About, Part
from rugsat.operations.bundle.decision import Decision, bundle_of_decision
from rugsat.operations.bundle.finding import bundle_of_finding
from rugsat.operations.bundle.sealing import sealed
from rugsat.operations.verification.answer import Answer
from rugsat.operations.verification.bundle import verify_bundle

MADE = datetime(2026, 4, 10, 8, 30, tzinfo=UTC)
Finding = Mapping[str, Any]
Files = dict[str, bytes]


@pytest.fixture
def finding(findings: list[Finding]) -> Finding:
    return next(each for each in findings if each["check"] == "household_consumption_above_cap")


@pytest.fixture
def held(signed_lake: Lake, run_folder: Path, finding: Finding) -> Files:
    made = bundle_of_finding(signed_lake, run_folder, finding, made_at=MADE)
    return {name: content for name, content in unzipped(made).items() if not name.startswith("manifest")}


def unzipped(bundle: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def signed(held: Files, authority: KeyRing, *, key: str, kind: str = "finding", jurisdiction: str = "tm") -> bytes:
    about = About(kind=kind, key=key, title="t", jurisdiction=jurisdiction, made_at=MADE)
    parts = [Part(name, content, "") for name, content in held.items()]
    return sealed(about, parts, signer=authority.signer(Use.CREDENTIALS, MADE))


def in_force(change: Callable[[dict[str, Any]], Any]) -> Callable[[Files], None]:
    def changed(held: Files) -> None:
        rows = json.loads(held["law/in_force.json"])
        change(rows[0])
        held["law/in_force.json"] = json.dumps(rows).encode()

    return changed


@pytest.mark.parametrize(
    "change",
    [
        in_force(lambda row: row.update(value="1")),
        in_force(lambda row: row.update(article="Art. 99")),
        in_force(lambda row: row.update(kind="law")),
        in_force(lambda row: row.update(until="2027-01-01")),
        in_force(lambda row: row.update(parameter="mining.capacity_tolerance")),
        in_force(lambda row: row.pop("link")),
        in_force(lambda row: row.pop("parameter")),
        lambda held: held.update({"law/in_force.json": b'{"parameter": "x"}'}),
        lambda held: held.update({"law/in_force.json": b"[1]"}),
        lambda held: held.update({"law/in_force.json": b"no JSON"}),
        lambda held: held.pop("law/in_force.json"),
    ],
)
def test_a_law_that_the_rule_pack_does_not_say_is_refused_though_it_is_signed(
    held: Files, authority: KeyRing, finding: Finding, change: Callable[[Files], object]
):
    change(held)
    problem = verify_bundle(signed(held, authority, key=finding["finding"]), trust=authority.trust).problem
    assert "law/in_force.json" in problem


@pytest.mark.parametrize("path", ["finding.json", "occasions.json", "run.json", "law/rule_pack.json"])
@pytest.mark.parametrize("content", [None, b"[]", b"{}", b"7", b"\xff", b"null"])
def test_a_part_that_is_missing_or_of_another_shape_is_refused_and_crashes_nobody(
    held: Files, authority: KeyRing, finding: Finding, path: str, content: bytes | None
):
    held.pop(path)
    if content is not None:
        held[path] = content
    if (path, content) == ("occasions.json", b"[]"):
        return  # the finding names its filings itself
    made = signed(held, authority, key=finding["finding"])
    assert verify_bundle(made, trust=authority.trust).exit_code == 1


def test_a_genuine_receipt_of_another_filing_does_not_belong_to_the_finding(
    held: Files, authority: KeyRing, finding: Finding, signed_lake: Lake
):
    receipts = (signed_lake.folder / "receipts").rglob("*.json")
    named = (path for path in receipts if sha256(path.read_bytes()).hexdigest().startswith(path.stem))
    other = next(path for path in named if f"receipts/{path.name}" not in held)
    held[f"receipts/{other.name}"] = other.read_bytes()
    made = signed(held, authority, key=finding["finding"])
    assert "none of its rows came in" in verify_bundle(made, trust=authority.trust).problem


def test_a_filing_without_its_receipt_is_told(held: Files, authority: KeyRing, finding: Finding):
    whole = verify_bundle(signed(held, authority, key=finding["finding"]), trust=authority.trust)
    assert not any("no receipt" in note for note in whole.notes)
    gone = next(name for name in held if name.startswith("receipts/") and name.endswith(".json"))
    less = {name: content for name, content in held.items() if not name.startswith(gone)}
    answer = verify_bundle(signed(less, authority, key=finding["finding"]), trust=authority.trust)
    assert answer.problem == ""
    assert any("1 have no receipt" in note for note in answer.notes)


def test_the_authority_of_another_state_signs_no_bundle_of_this_one(held: Files, finding: Finding, tmp_path: Path):
    other = make_key_ring(tmp_path / "kz", jurisdiction="kz", authority={"en": "KZ"}, on=date(2026, 1, 1))
    made = signed(held, other, key=finding["finding"])
    assert "signs for another" in verify_bundle(made, trust=read_trust([trust_file(other.folder)])).problem


def decision(pack: RulePack, authority: KeyRing, proofs: Mapping[str, bytes]) -> bytes:
    said = Decision(
        key="TM-ACT-2026-0007",
        title="Suspension",
        on=date(2026, 4, 9),
        act={"verb": "suspend"},
        rests_on=("mining.capacity_tolerance",),
        proofs=proofs,
    )
    return bundle_of_decision(said, pack, made_at=MADE, signer=authority.signer(Use.CREDENTIALS, MADE))


def test_a_decision_is_the_one_that_is_named_under_the_law_of_its_day(demo_pack: RulePack, authority: KeyRing):
    held = {
        name: content
        for name, content in unzipped(decision(demo_pack, authority, {})).items()
        if not name.startswith("manifest")
    }
    for changed, why in (
        (held | {"act.json": held["act.json"].replace(b"0007", b"0008")}, "not the one that the bundle names"),
        (held | {"law/in_force.json": held["law/in_force.json"].replace(b'"value": "', b'"value": "9')}, "another law"),
    ):
        made = signed(changed, authority, key="TM-ACT-2026-0007", kind="decision")
        assert why in verify_bundle(made, trust=authority.trust).problem


def proof_in(folder: Path, origin: str, entry: bytes) -> tuple[bytes, Verifier]:
    signer = KeySigner(origin, Ed25519PrivateKey.generate())
    with Log.open(folder, signer) as log:
        log.append_at(0, [b"one", entry])
        log.checkpoint()
        return log.reader().entry_proof(1).to_text().encode(), verifier_of(signer)


def test_a_proof_of_another_log_or_by_another_key_of_its_name_is_refused(
    demo_pack: RulePack, authority: KeyRing, tmp_path: Path
):
    leaf = commit("case_suspend", date(2026, 4, 9), {"key": "x"}, salt=new_salt()).to_bytes()
    proof, key = proof_in(tmp_path / "log", "log.example", leaf)
    other, _ = proof_in(tmp_path / "other", "other.example", leaf)
    same_name, _ = proof_in(tmp_path / "same", "log.example", leaf)
    assert (
        verify_bundle(decision(demo_pack, authority, {"a": proof}), trust=authority.trust, log_keys=[key]).problem == ""
    )
    for foreign in (other, same_name, proof[:-20], b"", b"\xff\xfe", proof.replace(b"index 1", b"index 0")):
        made = decision(demo_pack, authority, {"a": foreign})
        assert "log/a" in verify_bundle(made, trust=authority.trust, log_keys=[key]).problem


def test_what_a_proof_proves_and_what_it_does_not_is_told(demo_pack: RulePack, authority: KeyRing, tmp_path: Path):
    leaf = commit("case_suspend", date(2026, 4, 9), {"key": "x"}, salt=new_salt()).to_bytes()
    for entry, words in ((leaf, "an act case_suspend was logged on 2026-04-09, not which one"), (b"x", "proves none")):
        proof, key = proof_in(tmp_path / str(len(entry)), "log.example", entry)
        made = decision(demo_pack, authority, {"a": proof})
        notes = verify_bundle(made, trust=authority.trust, log_keys=[key]).notes
        assert any(words in note for note in notes)


def test_what_an_entry_stands_for_is_held_against_its_proof(demo_pack: RulePack, authority: KeyRing, tmp_path: Path):
    opening = Opening({"key": "x"}, new_salt())
    leaf = commit("case_suspend", date(2026, 4, 9), opening.content, salt=opening.salt).to_bytes()
    proof, key = proof_in(tmp_path / "log", "log.example", leaf)

    def verified(**files: bytes) -> Answer:
        named = {name.replace("_", "."): content for name, content in files.items()}
        return verify_bundle(decision(demo_pack, authority, named), trust=authority.trust, log_keys=[key])

    whole = verified(a=proof, a_opening=opening.to_bytes())
    assert whole.problem == ""
    assert any("stands for what log/a.opening says" in note for note in whole.notes)
    other = Opening({"key": "y"}, opening.salt)
    assert "does not stand for this content" in verified(a=proof, a_opening=other.to_bytes()).problem
    assert "no opening" in verified(a=proof, a_opening=b"{}").problem
    assert "whose proof is not in it" in verified(b_opening=opening.to_bytes()).problem


def zipped(files: Files, method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def manifest(**changed: Any) -> bytes:
    listed = [{"path": "a", "sha256": sha256(b"x").hexdigest(), "size": 1, "what": ""}]
    said = {"format": "rugsat-bundle", "version": 1, "kind": "decision", "key": "k", "title": "t", "jurisdiction": "tm"}
    return json.dumps({**said, "made_at": MADE.isoformat(), "demonstration": [], "files": listed, **changed}).encode()


def test_a_bomb_is_refused_before_it_is_unpacked(authority: KeyRing):
    bomb = zipped({"manifest.json": b"{}", "zeros": bytes(64 << 20)}, zipfile.ZIP_DEFLATED)
    assert len(bomb) < 100_000
    assert "are packed" in verify_bundle(bomb, trust=authority.trust).problem
    plain = zipped({"manifest.json": b"{}", "a": b"x" * 100})
    begin = plain.index(b"PK\x01\x02", plain.index(b"PK\x01\x02") + 4)
    says = plain[: begin + 20] + (1 << 29).to_bytes(4, "little") * 2 + plain[begin + 28 :]
    assert "are packed" in verify_bundle(says, trust=authority.trust).problem


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packed_bundle_with_damage_is_refused_and_crashes_nobody(authority: KeyRing, method: int):
    whole = zipped({"manifest.json": manifest() * 9}, method)
    for place in range(30, 90):
        changed = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
        assert verify_bundle(changed, trust=authority.trust).exit_code == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"made_at": "yesterday"}, {"made_at": "1970-01-01T00:00:00+00:00"}, {"made_at": 7}, {"version": 2},
        {"files": "x"}, {"files": [1]}, {"files": [{"path": ["a"], "sha256": "0" * 64, "what": ""}]},
        {"files": [{"path": "a", "sha256": 7, "what": ""}]}, {"files": [{"path": "a", "sha256": "0", "what": ""}]},
        {"files": []}, {"files": None}, {"demonstration": 7}, {"jurisdiction": None}, {"title": []}, {"kind": {}},
        {"files": [{"path": "a", "sha256": sha256(b"x").hexdigest(), "what": ""}] * 2},
        {"files": [{"path": "b", "sha256": sha256(b"x").hexdigest(), "what": ""}]},
    ],
)  # fmt: skip
def test_a_list_of_files_that_is_none_is_refused_and_crashes_nobody(authority: KeyRing, changed: dict[str, Any]):
    made = zipped({"a": b"x", "manifest.json": manifest(**changed)})
    assert verify_bundle(made, trust=authority.trust).exit_code == 1


@pytest.mark.parametrize("name", ["b/../a", "./a", "a/", "a//b", "\\a", "C:\\a", "a\0b", "../manifest.json", "/a"])
def test_a_file_under_a_name_that_leads_elsewhere_is_refused(authority: KeyRing, name: str):
    listed = [{"path": name, "sha256": sha256(b"x").hexdigest(), "size": 1, "what": ""}]
    made = zipped({name: b"x", "manifest.json": manifest(files=listed)})
    assert verify_bundle(made, trust=authority.trust).exit_code == 1


def test_the_key_of_the_log_is_given_as_its_line_because_pem_names_no_log(
    demo_pack: RulePack, authority: KeyRing, tmp_path: Path
):
    make_log_key(tmp_path / "key", origin="log.example")
    (tmp_path / "made.zip").write_bytes(decision(demo_pack, authority, {}))
    asked = ["verify", str(tmp_path / "made.zip"), "--key", str(trust_file(authority.folder)), "--log-key"]
    assert CliRunner().invoke(app, [*asked, str(tmp_path / "key" / PUBLIC)]).exit_code == 0
    refused = CliRunner().invoke(app, [*asked, str(authority.folder / "authority-root.pem")])
    assert isinstance(refused.exception, RugsatError)
    assert "name+id+key" in str(refused.exception)
