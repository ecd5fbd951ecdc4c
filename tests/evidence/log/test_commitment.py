"""Commitments, their salts, and the register in the log."""

import json
import os
import stat
import subprocess
from datetime import date
from pathlib import Path

import pytest

from rugsat.evidence.log.commitment import NO_SALT, Leaf, batch_root, commit, new_salt
from rugsat.evidence.log.errors import LogError, NotInLogError
from rugsat.evidence.log.log import Log
from rugsat.evidence.log.merkle import leaf_hash, node_hash
from rugsat.evidence.log.note import KeySigner, Verifier
from rugsat.evidence.log.reader import LogReader
from rugsat.evidence.log.register_digest import REGISTER_PUBLISHED, RegisterInLog, Registers, register_digest
from rugsat.evidence.log.salts import SaltErasedError, SaltFolder, SaltMissingError
from rugsat.kernel.digest import canonical_json

DAY = date(2026, 11, 27)
CONTENT = {"authorisation": "TM-MIN-0001", "party": "P-17", "measure": "suspended"}


def test_a_leaf_has_four_fields_and_none_says_whom_it_concerns() -> None:
    leaf = commit("authorisation_suspended", DAY, CONTENT, salt=new_salt())
    assert set(json.loads(leaf.to_bytes())) == {"act", "commitment", "day", "v"}
    assert b"P-17" not in leaf.to_bytes()
    assert Leaf.from_bytes(leaf.to_bytes()) == leaf


def test_acts_of_a_kind_and_day_have_leaves_of_one_length() -> None:
    contents = [CONTENT, {}, {"text": "long " * 500}]
    lengths = {len(commit("finding_opened", DAY, each, salt=new_salt()).to_bytes()) for each in contents}
    assert len(lengths) == 1


def test_a_leaf_opens_to_its_content_with_its_salt_and_to_nothing_else() -> None:
    salt = new_salt()
    leaf = commit("authorisation_suspended", DAY, CONTENT, salt=salt)
    assert leaf.opens_to(CONTENT, salt)
    assert not leaf.opens_to(CONTENT, new_salt())
    assert not leaf.opens_to({**CONTENT, "party": "P-18"}, salt)
    assert commit("authorisation_suspended", DAY, CONTENT, salt=new_salt()) != leaf


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_salt_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(LogError, match="a salt has 32 bytes"):
        commit("authorisation_suspended", DAY, CONTENT, salt=bytes(length))


@pytest.mark.parametrize("act", ["", "Granted", "granted to P-17", "a" * 65, "granted\n"])
def test_an_act_is_named_by_a_kind_alone(act: str) -> None:
    with pytest.raises(LogError, match="is no leaf"):
        commit(act, DAY, CONTENT, salt=new_salt())


def test_an_entry_with_a_field_more_or_in_another_form_is_no_leaf() -> None:
    good = json.loads(commit("authorisation_granted", DAY, CONTENT, salt=new_salt()).to_bytes())
    strange = [
        canonical_json({**good, "party": "P-17"}), json.dumps(good).encode(), canonical_json({**good, "v": 2}),
        canonical_json({**good, "day": "20261127"}), canonical_json({**good, "commitment": "AB" * 32}),
        canonical_json({**good, "act": None}), b"[]", b"\xff", b"", b"[" * 100_000,
    ]  # fmt: skip
    for entry in strange:
        with pytest.raises(LogError):
            Leaf.from_bytes(entry)


def test_one_leaf_stands_for_every_finding_of_a_run() -> None:
    findings = [{"check": "return_overdue", "subject": f"P-{n}"} for n in range(3)]
    one, two, three = (leaf_hash(canonical_json(each)) for each in findings)
    assert batch_root(findings) == node_hash(node_hash(one, two), three).hex()
    assert batch_root(findings[::-1]) != batch_root(findings)


def test_after_its_salt_is_erased_a_leaf_still_verifies_and_says_nothing(
    tmp_path: Path, signer: KeySigner, key: Verifier
) -> None:
    salts, given = SaltFolder(tmp_path / "salts"), [new_salt() for _ in range(3)]
    leaves = [commit("identity_recorded", DAY, {"person": n}, salt=salt) for n, salt in enumerate(given)]
    salts.keep(0, given)
    with Log.open(tmp_path / "log", signer) as log:
        log.append_at(0, [leaf.to_bytes() for leaf in leaves])
        log.checkpoint()
    assert leaves[1].opens_to({"person": 1}, salts.salt(1))
    salts.erase(1)
    salts.erase(1)
    with pytest.raises(SaltErasedError, match="salt of entry 1 was erased"):
        salts.salt(1)
    assert [salts.salt(0), salts.salt(2)] == [given[0], given[2]]
    assert not any(given[1] in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert LogReader(tmp_path / "log").verify_inclusion(1, leaves[1].to_bytes(), key).size == 3


def test_a_salt_is_kept_again_but_never_replaced_or_brought_back(tmp_path: Path) -> None:
    salts, salt = SaltFolder(tmp_path), new_salt()
    salts.keep(7, [salt])
    salts.keep(7, [salt])
    with pytest.raises(LogError, match="is another one"):
        salts.keep(6, [new_salt(), new_salt()])
    with pytest.raises(SaltMissingError, match="no salt of entry 6"):
        salts.salt(6)
    salts.erase(7)
    with pytest.raises(LogError, match="was erased and is not replaced"):
        salts.keep(7, [salt])
    with pytest.raises(SaltMissingError):
        salts.erase(8)


def test_salts_go_over_the_edge_of_a_file_and_are_their_owners_alone(tmp_path: Path) -> None:
    salts, many = SaltFolder(tmp_path / "salts"), [new_salt() for _ in range(5000)]
    salts.keep(4000, many)
    assert [SaltFolder(tmp_path / "salts").salt(4000 + n) for n in (0, 95, 96, 4999)] == [
        many[n] for n in (0, 95, 96, 4999)
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "salts").iterdir()} == {0o600}
    assert stat.S_IMODE((tmp_path / "salts").stat().st_mode) == 0o700


@pytest.fixture
def register(tmp_path: Path) -> Path:
    folder = tmp_path / "register"
    folder.mkdir()
    (folder / "parties.csv").write_text("party,kind\nP-1,legal_entity\n")
    (folder / "Zones.parquet").write_bytes(b"any bytes")
    (folder / "README.md").write_text("how to read it")
    return folder


def test_the_digest_of_a_register_is_what_sha256sum_makes_of_it(register: Path) -> None:
    command = "sha256sum -- *.csv *.parquet | LC_ALL=C sort -k 2 | sha256sum"
    said = subprocess.run(["bash", "-c", command], cwd=register, capture_output=True, text=True, check=True).stdout
    assert register_digest(register) == said.split()[0]


def test_a_register_with_a_changed_renamed_or_further_table_is_another_one(register: Path) -> None:
    digests = {register_digest(register)}
    (register / "parties.csv").write_text("party,kind\nP-2,legal_entity\n")
    digests.add(register_digest(register))
    (register / "parties.csv").rename(register / "partners.csv")
    digests.add(register_digest(register))
    (register / "sites.csv").write_text("site\n")
    digests.add(register_digest(register))
    assert len(digests) == 4


def test_a_folder_that_is_no_register_has_no_digest(register: Path, tmp_path: Path) -> None:
    with pytest.raises(LogError, match="no folder"):
        register_digest(tmp_path / "nowhere")
    (register / "notes.txt").write_text("mine")
    with pytest.raises(LogError, match=r"notes\.txt is no table"):
        register_digest(register)
    (tmp_path / "empty").mkdir()
    with pytest.raises(LogError, match="holds no table"):
        register_digest(tmp_path / "empty")


def published(digest: str, on: date) -> Leaf:
    return commit(REGISTER_PUBLISHED, on, {"register": digest}, salt=NO_SALT)


def found_in(log: Log, digest: str) -> RegisterInLog:
    registers = Registers()
    for index, entry in enumerate(log.reader().entries()):
        registers.see(index, entry)
    return registers.find(digest)


def test_a_register_is_found_in_the_log_with_its_day(register: Path, tmp_path: Path, signer: KeySigner) -> None:
    digest = register_digest(register)
    acts = [commit("authorisation_granted", DAY, CONTENT, salt=new_salt()) for _ in range(300)]
    with Log.open(tmp_path / "log", signer) as log:
        log.append_at(0, [leaf.to_bytes() for leaf in acts])
        log.append_at(300, [published("0" * 64, date(2026, 11, 26)).to_bytes()])
        log.append_at(301, [published(digest, DAY).to_bytes()])
        log.checkpoint()
        found = found_in(log, digest)
        assert (found.index, found.day, found.is_newest) == (301, DAY, True)
        log.append_at(302, [published("1" * 64, date(2026, 11, 28)).to_bytes()])
        log.checkpoint()
        old = found_in(log, digest)
        assert (old.index, old.is_newest, old.newest_index) == (301, False, 302)
        assert old.newest_day == date(2026, 11, 28)
        with pytest.raises(NotInLogError, match="never committed to the register"):
            found_in(log, "2" * 64)


def test_the_leaf_of_a_register_needs_no_salt_to_be_found() -> None:
    assert published("0" * 64, DAY).opens_to({"register": "0" * 64}, NO_SALT)
    assert os.urandom(32) != NO_SALT
