"""A bundle holds all that a finding or a decision rests on, verifies by itself, and shows any change."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rugsat.evidence.credentials.key_ring import KeyRing, Use
from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.log.log import Log
from rugsat.evidence.log.note import KeySigner, verifier_of
from rugsat.kernel.language import speaking
from rugsat.law.pack import RulePack
from rugsat.operations.bundle.container import About, Part
from rugsat.operations.bundle.decision import Decision, bundle_of_decision
from rugsat.operations.bundle.finding import bundle_of_finding
from rugsat.operations.bundle.sealing import sealed
from rugsat.operations.replay import OtherLakeError
from rugsat.operations.verification.bundle import verify_bundle
from tests.architecture.test_no_outside_hosts import outside
from tests.operations.conftest import NOW

MADE = datetime(2026, 4, 10, 8, 30, tzinfo=UTC)
Finding = Mapping[str, Any]


def of(findings: list[Finding], check: str, subject: str = "") -> Finding:
    return next(each for each in findings if each["check"] == check and subject in each["subject"])


@pytest.fixture
def household(findings: list[Finding]) -> Finding:
    return of(findings, "household_consumption_above_cap", "HOME-05")


@pytest.fixture
def bundle(signed_lake: Lake, run_folder: Path, household: Finding, authority: KeyRing) -> bytes:
    signer = authority.signer(Use.CREDENTIALS, MADE)
    return bundle_of_finding(signed_lake, run_folder, household, made_at=MADE, signer=signer)


def files(bundle: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_every_finding_of_a_run_becomes_a_bundle_that_verifies(
    signed_lake: Lake, run_folder: Path, findings: list[Finding], authority: KeyRing
):
    assert len({finding["check"] for finding in findings}) >= 5
    for finding in findings:
        signer = authority.signer(Use.CREDENTIALS, MADE)
        made = bundle_of_finding(signed_lake, run_folder, finding, made_at=MADE, signer=signer)
        answer = verify_bundle(made, trust=authority.trust)
        assert (answer.problem, answer.number, answer.exit_code) == ("", finding["finding"], 0)
        assert answer.demonstration
        held = files(made)
        assert json.loads(held["finding.json"])["finding"] == finding["finding"]
        assert len(json.loads(held["occasions.json"])) == finding["violations"]
        assert any(name.startswith("evidence/") and name.endswith(".csv") for name in held), finding["check"]


def test_the_rows_in_it_come_to_what_was_observed(bundle: bytes, household: Finding):
    readings = rows(files(bundle)["evidence/meter_readings.csv"])
    assert {row["connection"] for row in readings} == {"HOME-05"}
    last = [row for row in readings if row["legal_day"][:7] == household["last_day"].isoformat()[:7]]
    assert sum(int(row["energy_wh"]) for row in last) >= int(household["limit"])
    assert sum(int(row["energy_wh"]) for row in last) == int(household["observed"])


def test_a_finding_on_an_authorisation_brings_the_readings_of_its_connections(
    signed_lake: Lake, run_folder: Path, findings: list[Finding]
):
    finding = of(findings, "power_above_licensed_capacity")
    held = files(bundle_of_finding(signed_lake, run_folder, finding, made_at=MADE))
    sites = {row["site"] for row in rows(held["evidence/register.sites.csv"])}
    connections = {row["connection"] for row in rows(held["evidence/register.connections.csv"])}
    readings = rows(held["evidence/meter_readings.csv"])
    assert sites and {row["site"] for row in rows(held["evidence/register.connections.csv"])} <= sites
    assert {row["connection"] for row in readings} == connections
    assert max(int(row["load_w"]) for row in readings) >= int(finding["limit"])


def test_a_finding_on_a_person_over_several_exchanges_brings_the_transfers_of_each(
    signed_lake: Lake, run_folder: Path, findings: list[Finding]
):
    finding = of(findings, "cross_border_outflow_above_limit")
    held = files(bundle_of_finding(signed_lake, run_folder, finding, made_at=MADE))
    clients = {(row["exchange"], row["client"]) for row in rows(held["evidence/exchange_clients.csv"])}
    transfers = rows(held["evidence/transfers.csv"])
    assert len({exchange for exchange, _ in clients}) > 1
    assert {(row["exchange"], row["client"]) for row in transfers} <= clients


def test_it_brings_the_law_in_force_with_its_source_and_the_whole_rule_pack(bundle: bytes, household: Finding):
    held = files(bundle)
    (line,) = json.loads(held["law/in_force.json"])
    assert line["parameter"] == "household.consumption_cap"
    assert line["kind"] == "demonstration"
    assert RulePack.from_bytes(held["law/rule_pack.json"]).digest == household["rule_pack"]


def test_it_brings_the_signed_receipts_of_the_filings_that_its_rows_came_in(bundle: bytes):
    held = files(bundle)
    filings = {row["filing"] for row in rows(held["evidence/meter_readings.csv"])}
    assert filings
    for filing in filings:
        assert sha256(held[f"receipts/{filing}.json"]).hexdigest().startswith(filing)
        assert f"receipts/{filing}.json.jws" in held


def test_the_same_finding_at_the_same_moment_gives_the_same_file(
    bundle: bytes, signed_lake: Lake, run_folder: Path, household: Finding, authority: KeyRing
):
    signer = authority.signer(Use.CREDENTIALS, MADE)
    assert bundle_of_finding(signed_lake, run_folder, household, made_at=MADE, signer=signer) == bundle


def test_a_changed_byte_anywhere_is_seen(authority: KeyRing):
    about = About(kind="decision", key="A-1", title="An act", jurisdiction="tm", made_at=MADE)
    parts = [Part("act.json", b'{"key": "A-1"}', "the act"), Part("index.html", b"<p>An act</p>", "in words")]
    made = sealed(about, parts, signer=authority.signer(Use.CREDENTIALS, MADE))
    assert verify_bundle(made, trust=authority.trust).exit_code == 0
    for place in range(len(made)):
        changed = bytearray(made)
        changed[place] ^= 1
        assert verify_bundle(bytes(changed), trust=authority.trust).exit_code == 1, place
    for other in (made[:-1], made + b"\0", made[1:], b""):
        assert verify_bundle(other, trust=authority.trust).exit_code == 1


def test_a_changed_byte_of_a_real_bundle_is_seen_at_a_thousand_places(bundle: bytes, authority: KeyRing):
    for place in range(0, len(bundle), len(bundle) // 1000):
        changed = bytearray(bundle)
        changed[place] ^= 8
        assert verify_bundle(bytes(changed), trust=authority.trust).exit_code == 1, place


def test_a_bundle_that_was_put_together_anew_is_not_the_authority_s(bundle: bytes, authority: KeyRing):
    held = files(bundle)
    forged = [
        Part(path, content.replace(b"HOME-05", b"HOME-06"), "")
        for path, content in held.items()
        if not path.startswith("manifest")
    ]
    about = About(kind="finding", key="k", title="t", jurisdiction="tm", made_at=MADE)
    assert "nobody signed it" in verify_bundle(sealed(about, forged, signer=None), trust=authority.trust).problem


@pytest.mark.parametrize(
    ("path", "change", "why"),
    [
        ("law/rule_pack.json", lambda content: content.replace(b"2026", b"2027", 1), "not the one that the finding"),
        ("finding.json", lambda content: content.replace(b'"finding": "', b'"finding": "0', 1), "not the one that the"),
        ("run.json", lambda content: content.replace(b'"lake_commit": ', b'"lake_commit": 9', 1), "did not find it"),
        ("law/rule_pack.json.jws", lambda content: content[:-3] + b"AAA", "signature"),
    ],
    ids=["rule pack", "finding", "run", "signature"],
)
def test_a_bundle_whose_parts_do_not_belong_together_is_refused_though_it_is_signed(
    bundle: bytes, authority: KeyRing, household: Finding, path: str, change, why: str
):
    held = {name: content for name, content in files(bundle).items() if not name.startswith("manifest")}
    changed = change(held[path])
    assert changed != held[path]
    held[path] = changed
    about = About(kind="finding", key=household["finding"], title="t", jurisdiction="tm", made_at=MADE)
    parts = [Part(name, content, "") for name, content in held.items()]
    made = sealed(about, parts, signer=authority.signer(Use.CREDENTIALS, MADE))
    assert why in verify_bundle(made, trust=authority.trust).problem


def test_a_receipt_of_another_filing_under_a_familiar_name_is_refused(
    bundle: bytes, authority: KeyRing, household: Finding
):
    held = {name: content for name, content in files(bundle).items() if not name.startswith("manifest")}
    (one, other, *_) = [name for name in held if name.startswith("receipts/") and name.endswith(".json")]
    held[one] = held[other]
    about = About(kind="finding", key=household["finding"], title="t", jurisdiction="tm", made_at=MADE)
    parts = [Part(name, content, "") for name, content in held.items()]
    made = sealed(about, parts, signer=authority.signer(Use.CREDENTIALS, MADE))
    assert "is not the receipt that it is called" in verify_bundle(made, trust=authority.trust).problem


def test_a_run_is_not_bundled_with_another_lake(copied_run: Path, household: Finding, signed_lake: Lake):
    path = copied_run / "run.json"
    description = json.loads(path.read_text())
    path.write_text(json.dumps({**description, "lake_digest": "0" * 64}))
    with pytest.raises(OtherLakeError, match="another lake"):
        bundle_of_finding(signed_lake, copied_run, household, made_at=MADE)


@pytest.mark.parametrize("language", ["en", "ru", "tk"])
def test_its_page_says_it_in_words_and_loads_nothing_from_elsewhere(
    signed_lake: Lake, run_folder: Path, household: Finding, language: str
):
    with speaking(language):
        page = files(bundle_of_finding(signed_lake, run_folder, household, made_at=MADE))["index.html"].decode()
    assert f'<html lang="{language}">' in page
    assert "HOME-05" in page and household["finding"] in page and "household.consumption_cap" in page
    assert outside(page) == []
    assert "<script" not in page
    assert '<div class="label">' in page


def test_links_of_the_page_lead_to_files_that_are_in_the_bundle(bundle: bytes):
    held = files(bundle)
    links = set(re.findall(r'href="([^"#]+)"', held["index.html"].decode()))
    assert {link for link in links if "://" not in link} <= set(held)


def proof_of(folder: Path, entries: list[bytes]) -> tuple[bytes, Any]:
    signer = KeySigner("log.example", Ed25519PrivateKey.generate())
    with Log.open(folder, signer) as log:
        log.append_at(0, entries)
        log.checkpoint()
        proof = log.reader().entry_proof(1)
    return proof.to_text().encode(), verifier_of(signer)


def test_proofs_of_the_log_that_it_brings_are_checked(
    signed_lake: Lake, run_folder: Path, household: Finding, authority: KeyRing, tmp_path: Path
):
    proof, key = proof_of(tmp_path / "log", [b"one", b"two", b"three"])
    signer = authority.signer(Use.CREDENTIALS, MADE)

    def verified(content: bytes, keys):
        made = bundle_of_finding(
            signed_lake, run_folder, household, made_at=MADE, signer=signer, proofs={"run.proof": content}
        )
        return verify_bundle(made, trust=authority.trust, log_keys=keys)

    assert any("entry 1 of the log log.example" in note for note in verified(proof, [key]).notes)
    assert any("not checked" in note for note in verified(proof, []).notes)
    forged = proof.replace(b"index 1", b"index 2")
    assert "log/run.proof" in verified(forged, [key]).problem


def test_a_decision_becomes_a_bundle_too(demo_pack: RulePack, authority: KeyRing):
    decision = Decision(
        key="TM-ACT-2026-0007",
        title="Suspension of TM-MIN-0002",
        on=date(2026, 4, 9),
        act={"verb": "suspend", "reason": "Power above licensed capacity", "officers": ["first", "second"]},
        rests_on=("mining.capacity_tolerance",),
        documents={"hearing.txt": "Diňlenildi".encode()},
    )
    signer = authority.signer(Use.CREDENTIALS, MADE)
    made = bundle_of_decision(decision, demo_pack, made_at=MADE, signer=signer)
    answer = verify_bundle(made, trust=authority.trust)
    assert (answer.problem, answer.number, answer.said["kind"]) == ("", decision.key, "decision")
    held = files(made)
    assert json.loads(held["act.json"])["officers"] == ["first", "second"]
    assert {row["parameter"] for row in json.loads(held["law/in_force.json"])} == {"mining.capacity_tolerance"}
    assert held["documents/hearing.txt"].decode() == "Diňlenildi"
    assert "Suspension of TM-MIN-0002" in held["index.html"].decode()


def test_a_file_that_would_unfold_outside_its_folder_or_without_end_is_refused(authority: KeyRing):
    for name in ("../evil", "/evil", "a/../../evil"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("manifest.json", "{}")
            archive.writestr(name, "x")
        assert "cannot be read" in verify_bundle(out.getvalue(), trust=authority.trust).problem


def test_receipts_are_signed_as_they_are_committed(signed_lake: Lake, authority: KeyRing):
    receipts = [path for path in (signed_lake.folder / "receipts").rglob("*.json") if "auth_031" not in path.name]
    assert receipts
    assert all(path.with_name(f"{path.name}.jws").is_file() for path in receipts)
    assert NOW.tzinfo is UTC
