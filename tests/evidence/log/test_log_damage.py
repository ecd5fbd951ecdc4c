"""A log that was tampered with: every byte of every file, a fork, a rollback, tiles cut off, entries swapped."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rugsat.evidence.log.checkpoint import Checkpoint
from rugsat.evidence.log.errors import ForkedError, LogDamagedError, LogError, RolledBackError, SignatureError
from rugsat.evidence.log.log import Log
from rugsat.evidence.log.merkle import leaf_hash
from rugsat.evidence.log.note import KeySigner, Verifier
from rugsat.evidence.log.reader import LogReader
from rugsat.evidence.log.tiles import pack
from tests.evidence.log import recursive_tree

Filled = Callable[..., Path]


def every_file(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def refuse_every_change(folder: Path, key: Verifier, flips: tuple[int, ...]) -> int:
    changes = 0
    for path in every_file(folder):
        whole = path.read_bytes()
        for at in range(len(whole)):
            for flip in flips:
                path.write_bytes(whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1 :])
                with pytest.raises(LogError):
                    LogReader(folder).verify_all(key)
                changes += 1
        path.write_bytes(whole)
    return changes


def test_a_changed_byte_anywhere_in_a_small_log_is_found(
    tmp_path: Path, filled: Filled, signer: KeySigner, key: Verifier
) -> None:
    folder = filled(tmp_path / "log", 2, 5)
    with Log.open(folder, signer) as log:
        log.append_at(5, [b"waits"])
    size = sum(path.stat().st_size for path in every_file(folder))
    assert {path.relative_to(folder).as_posix() for path in every_file(folder)} == {
        "checkpoint", "pending", "tile/0/000.p/2", "tile/0/000.p/5", "tile/entries/000.p/2", "tile/entries/000.p/5",
    }  # fmt: skip
    assert refuse_every_change(folder, key, (0x01, 0x20, 0x80)) == 3 * size
    assert LogReader(folder).verify_all(key).waiting == 1


@pytest.mark.prove
def test_a_changed_byte_anywhere_in_a_log_of_two_levels_is_found(tmp_path: Path, filled: Filled, key: Verifier) -> None:
    folder = filled(tmp_path / "log", 256, 259, name="e")
    assert (folder / "tile/1/000.p/1").is_file()
    assert refuse_every_change(folder, key, (0x01,)) > 256 * 32
    LogReader(folder).verify_all(key)


def test_a_file_that_is_cut_off_or_longer_is_found(tmp_path: Path, filled: Filled, key: Verifier) -> None:
    folder = filled(tmp_path / "log", 2, 300)
    for path in every_file(folder):
        whole = path.read_bytes()
        if path.name == "pending":
            continue
        for changed in (whole[:-1], whole[:-32], whole[: len(whole) // 2], b"", whole + b"\x00", whole + bytes(32)):
            path.write_bytes(changed)
            with pytest.raises(LogError):
                LogReader(folder).verify_all(key)
        path.write_bytes(whole)
    LogReader(folder).verify_all(key)


def test_a_file_that_is_gone_is_named(tmp_path: Path, filled: Filled, key: Verifier) -> None:
    folder = filled(tmp_path / "log", 300)
    for path in every_file(folder):
        name, whole = path.relative_to(folder).as_posix(), path.read_bytes()
        if name == "pending":
            continue
        path.unlink()
        with pytest.raises(LogError, match=name):
            LogReader(folder).verify_all(key)
        path.write_bytes(whole)
    LogReader(folder).verify_all(key)


def test_an_entry_changed_together_with_every_hash_above_it_is_found_by_the_signature(
    tmp_path: Path, filled: Filled, key: Verifier
) -> None:
    folder = filled(tmp_path / "log", 3)
    forged = [b"entry 0", b"forged", b"entry 2"]
    (folder / "tile/entries/000.p/3").write_bytes(pack(forged))
    (folder / "tile/0/000.p/3").write_bytes(b"".join(map(leaf_hash, forged)))
    with pytest.raises(LogDamagedError, match="another root than the tiles"):
        LogReader(folder).verify_all(key)
    own = KeySigner(key.name, Ed25519PrivateKey.generate())
    (folder / "checkpoint").write_bytes(Checkpoint(key.name, 3, recursive_tree.mth(forged)).signed_by(own))
    with pytest.raises(SignatureError, match="no known key has signed it"):
        LogReader(folder).verify_all(key)


def test_two_entries_that_changed_places_are_found(tmp_path: Path, filled: Filled, key: Verifier) -> None:
    folder = filled(tmp_path / "log", 3)
    (folder / "tile/entries/000.p/3").write_bytes(pack([b"entry 1", b"entry 0", b"entry 2"]))
    with pytest.raises(LogDamagedError, match="entry 0 does not hash to its leaf"):
        LogReader(folder).verify_all(key)


@pytest.mark.parametrize("ours", [4, 255, 256, 300])
def test_a_rollback_is_named(tmp_path: Path, filled: Filled, key: Verifier, ours: int) -> None:
    folder = filled(tmp_path / "log", ours)
    old = shutil.copytree(folder, tmp_path / "old")
    since = (filled(folder, 301) / "checkpoint").read_bytes()
    LogReader(folder).verify_all(key, since=since)
    with pytest.raises(RolledBackError, match=f"it signed 301 entries before and shows {ours} now"):
        LogReader(old).verify_all(key, since=since)
    with pytest.raises(RolledBackError):
        LogReader(old).verify_consistency(since, key)


@pytest.mark.parametrize("grown", [300, 301, 600])
def test_a_fork_is_named_though_both_logs_are_whole(tmp_path: Path, filled: Filled, key: Verifier, grown: int) -> None:
    folder = filled(tmp_path / "log", 280)
    other = shutil.copytree(folder, tmp_path / "other")
    since = (filled(folder, 300) / "checkpoint").read_bytes()
    filled(other, grown, name="another")
    LogReader(other).verify_all(key)
    with pytest.raises(ForkedError, match="its first 300 entries are not those"):
        LogReader(other).verify_all(key, since=since)
    with pytest.raises(ForkedError):
        LogReader(other).verify_consistency(since, key)


def test_a_log_that_only_grew_follows_from_every_checkpoint_before(
    tmp_path: Path, filled: Filled, key: Verifier
) -> None:
    folder, before = tmp_path / "log", list[bytes]()
    for size in (0, 1, 7, 256, 257, 520):
        before.append((filled(folder, size) / "checkpoint").read_bytes())
    for since in before:
        found = LogReader(folder).verify_all(key, since=since).since
        assert found is not None
        assert LogReader(folder).verify_consistency(since, key).size == 520


def test_an_earlier_checkpoint_that_the_log_never_signed_proves_nothing(
    tmp_path: Path, filled: Filled, key: Verifier
) -> None:
    folder = filled(tmp_path / "log", 5)
    stranger = KeySigner(key.name, Ed25519PrivateKey.generate())
    forged = Checkpoint(key.name, 9, bytes(32)).signed_by(stranger)
    with pytest.raises(SignatureError):
        LogReader(folder).verify_all(key, since=forged)


def test_a_strange_file_is_no_part_of_the_log_and_is_named_as_such(
    tmp_path: Path, filled: Filled, key: Verifier
) -> None:
    folder = filled(tmp_path / "log", 5)
    (folder / "tile/0/007").write_bytes(bytes(8192))
    (folder / "README").write_text("of whoever serves it")
    assert LogReader(folder).verify_all(key).beside == ("README", "tile/0/007")
