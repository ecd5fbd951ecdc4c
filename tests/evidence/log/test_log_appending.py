"""Appending to a log: what it takes, what it refuses, and what it does after a crash."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from rugsat.evidence.log.errors import DifferentEntryError, GapError, LogDamagedError, LogError, NotInLogError
from rugsat.evidence.log.log import Log, log_beside
from rugsat.evidence.log.merkle import leaf_hash
from rugsat.evidence.log.note import KeySigner, Verifier, verifier_of
from rugsat.evidence.log.reader import LogReader
from rugsat.evidence.log.right_edge import RightEdge
from tests.evidence.log import recursive_tree


def entries(first: int, last: int) -> list[bytes]:
    return [f"entry {n}".encode() for n in range(first, last)]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def log(tmp_path: Path, signer: KeySigner) -> Log:
    return Log.open(tmp_path / "log", signer)


def test_a_new_log_is_empty_and_says_so_under_its_signature(log: Log, key: Verifier) -> None:
    assert log.size == 0
    assert LogReader(log.folder).verify_all(key).checkpoint.size == 0


def test_what_is_appended_is_published_by_the_next_checkpoint(log: Log, key: Verifier) -> None:
    assert log.append_at(0, entries(0, 3)) == 3
    assert LogReader(log.folder).verify_all(key).waiting == 3
    log.checkpoint()
    reader = LogReader(log.folder)
    assert list(reader.entries()) == entries(0, 3)
    assert reader.verify_all(key).checkpoint.root == recursive_tree.mth(entries(0, 3))
    assert reader.verify_all(key).waiting == 0


def test_the_layout_is_that_of_tlog_tiles(log: Log) -> None:
    log.append_at(0, entries(0, 256))
    log.checkpoint()
    assert set(files(log.folder)) == {"checkpoint", "pending", "tile/0/000", "tile/1/000.p/1", "tile/entries/000"}
    log.append_at(256, entries(256, 260))
    log.checkpoint()
    held = files(log.folder)
    assert held["tile/0/000"] == b"".join(leaf_hash(entry) for entry in entries(0, 256))
    assert held["tile/0/001.p/4"] == b"".join(leaf_hash(entry) for entry in entries(256, 260))
    assert held["tile/1/000.p/1"] == recursive_tree.mth(entries(0, 256))
    assert held["tile/entries/001.p/4"] == b"".join(b"\x00\x09" + entry for entry in entries(256, 260))


def test_a_partial_tile_goes_once_the_full_one_is_there(log: Log, key: Verifier) -> None:
    for size in (5, 9, 256):
        log.append_at(log.size, entries(log.size, size))
        log.checkpoint()
    assert {name for name in files(log.folder) if ".p/" in name} == {"tile/1/000.p/1"}
    assert LogReader(log.folder).verify_all(key).beside == ()


def test_a_batch_may_be_repeated_whole_or_in_part(log: Log) -> None:
    log.append_at(0, entries(0, 300))
    before = log.checkpoint()
    assert log.append_at(0, entries(0, 300)) == 300
    assert log.append_at(250, entries(250, 299)) == 300
    assert log.checkpoint() == before
    assert log.append_at(290, entries(290, 310)) == 310
    assert log.append_at(295, entries(295, 310)) == 310
    log.checkpoint()
    assert list(LogReader(log.folder).entries()) == entries(0, 310)


def test_threads_may_share_one_opening(log: Log, key: Verifier) -> None:
    def sequence(start: int) -> None:
        for first in range(0, 100, 4):
            known = min(first, log.size)
            log.append_at(known, entries(known, first + 4))
            if first % 12 == start:
                log.checkpoint()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(sequence, (0, 4, 8, 12)))
    log.checkpoint()
    assert list(LogReader(log.folder).entries()) == entries(0, 100)
    assert LogReader(log.folder).verify_all(key).waiting == 0


@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("index", [0, 255, 256, 299])
def test_an_entry_that_is_there_cannot_become_another(log: Log, index: int, published: bool) -> None:
    log.append_at(0, entries(0, 300))
    if published:
        log.checkpoint()
    with pytest.raises(DifferentEntryError, match=f"entry {index} of the log is another one"):
        log.append_at(index, [b"changed", *entries(index + 1, 305)])
    assert log.size == 300


@pytest.mark.parametrize("first", [4, 1000, -1])
def test_a_gap_is_refused(log: Log, first: int) -> None:
    log.append_at(0, entries(0, 3))
    with pytest.raises(GapError, match="the next entry of the log is 3"):
        log.append_at(first, [b"late"])
    assert log.size == 3


def test_an_entry_that_no_bundle_can_hold_is_refused_with_its_batch(log: Log) -> None:
    with pytest.raises(LogError, match="entry 1 has 65536 bytes"):
        log.append_at(0, [b"short", b"x" * 65536])
    assert log.size == 0
    assert log.append_at(0, [b"", b"x" * 65535]) == 2
    log.checkpoint()
    assert [len(entry) for entry in LogReader(log.folder).entries()] == [0, 65535]


def test_appending_goes_on_where_another_program_stopped(log: Log, signer: KeySigner, key: Verifier) -> None:
    log.append_at(0, entries(0, 200))
    log.checkpoint()
    log.append_at(200, entries(200, 203))
    with Log.open(log.folder, signer) as other:
        assert other.size == 203
        other.append_at(203, entries(203, 400))
        other.checkpoint()
        other.append_at(400, entries(400, 401))
    assert log.append_at(401, entries(401, 402)) == 402
    log.checkpoint()
    assert list(LogReader(log.folder).entries()) == entries(0, 402)
    assert LogReader(log.folder).verify_all(key).beside == ()


def test_two_that_repeat_themselves_side_by_side_write_each_entry_once(tmp_path: Path, signer: KeySigner) -> None:
    folder, failed = tmp_path / "log", list[BaseException]()

    def sequence() -> None:
        try:
            with Log.open(folder, signer) as log:
                for first in range(0, 120, 4):
                    log.append_at(first, entries(first, first + 4))
                    log.checkpoint()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=sequence) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failed == []
    assert list(LogReader(folder).entries()) == entries(0, 120)
    assert LogReader(folder).verify_all(verifier_of(signer)).waiting == 0


def test_a_batch_that_was_cut_off_is_dropped_and_one_that_was_acknowledged_stays(
    log: Log, signer: KeySigner, key: Verifier
) -> None:
    log.append_at(0, entries(0, 2))
    kept = (log.folder / "pending").read_bytes()
    log.append_at(2, entries(2, 4))
    whole = (log.folder / "pending").read_bytes()
    log.close()
    for end in range(len(kept), len(whole)):
        for tail in (b"", bytes(100)):
            if tail and end > len(kept):
                continue
            (log.folder / "pending").write_bytes(whole[:end] + tail)
            assert LogReader(log.folder).verify_all(key).waiting == 2
            with Log.open(log.folder, signer) as again:
                assert again.size == 2
            assert (log.folder / "pending").read_bytes() == kept


def test_a_batch_that_was_changed_is_no_batch_that_was_cut_off(log: Log, signer: KeySigner, key: Verifier) -> None:
    log.append_at(0, entries(0, 2))
    log.append_at(2, entries(2, 4))
    log.close()
    whole = (log.folder / "pending").read_bytes()
    for at in range(len(whole)):
        (log.folder / "pending").write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        with pytest.raises(LogDamagedError, match="pending"):
            Log.open(log.folder, signer)
        with pytest.raises(LogDamagedError, match="pending"):
            LogReader(log.folder).verify_all(key)


def test_a_crash_after_the_checkpoint_and_before_the_batches_go_changes_nothing(
    log: Log, signer: KeySigner, key: Verifier
) -> None:
    log.append_at(0, entries(0, 300))
    waiting = (log.folder / "pending").read_bytes()
    log.checkpoint()
    log.close()
    (log.folder / "pending").write_bytes(waiting)
    assert LogReader(log.folder).verify_all(key).waiting == 0
    with Log.open(log.folder, signer) as again:
        assert again.append_at(300, entries(300, 301)) == 301
        again.checkpoint()
    assert list(LogReader(log.folder).entries()) == entries(0, 301)


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_a_disk_that_fails_leaves_the_log_as_it_was(log: Log, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    log.append_at(0, entries(0, 2))
    before = (log.folder / "pending").read_bytes()
    real = os.write

    def fails(descriptor: int, content: bytes = b"") -> int:
        if content:
            real(descriptor, content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, call, fails)
        with pytest.raises(OSError, match="No space"):
            log.append_at(2, entries(2, 9))
    assert (log.folder / "pending").read_bytes() == before
    assert log.append_at(2, entries(2, 4)) == 4
    log.checkpoint()
    assert list(LogReader(log.folder).entries()) == entries(0, 4)


def test_very_many_entries_bring_their_checkpoint_along(
    log: Log, monkeypatch: pytest.MonkeyPatch, key: Verifier
) -> None:
    monkeypatch.setattr("rugsat.evidence.log.log._MOST_WAITING", 500)
    log.append_at(0, entries(0, 499))
    assert LogReader(log.folder).size == 0
    log.append_at(499, entries(499, 700))
    assert LogReader(log.folder).verify_all(key).checkpoint.size == 700


def test_the_folder_of_something_else_is_refused(tmp_path: Path, signer: KeySigner) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(LogError, match="holds other files"):
        Log.open(tmp_path, signer)
    assert {path.name for path in tmp_path.iterdir()} == {"notes.txt"}


def test_the_log_of_another_origin_is_refused(log: Log) -> None:
    other = KeySigner("other.example", Ed25519PrivateKey.generate())
    with pytest.raises(LogError, match=r"is the log of 'log\.example/acts', not of 'other\.example'"):
        Log.open(log.folder, other)


def test_a_new_key_signs_the_same_log_on(
    tmp_path: Path, filled: Callable[..., Path], signer: KeySigner, key: Verifier
) -> None:
    folder = filled(tmp_path / "log", 10)
    old = (folder / "checkpoint").read_bytes()
    new = KeySigner(signer.name, Ed25519PrivateKey.from_private_bytes(b"\x09" * 32))
    with Log.open(folder, new) as log:
        assert log.checkpoint() != old
        log.append_at(10, entries(10, 12))
        log.checkpoint()
    verified = LogReader(folder).verify_all(key, verifier_of(new), since=old)
    assert verified.signed_by == (verifier_of(new),)
    assert verified.since is not None
    assert verified.since.size == 10


def test_a_log_that_lost_its_checkpoint_is_not_begun_anew(
    tmp_path: Path, filled: Callable[..., Path], signer: KeySigner
) -> None:
    folder = filled(tmp_path / "log", 10)
    (folder / "checkpoint").unlink()
    with pytest.raises(LogDamagedError, match="has entries and no checkpoint"):
        Log.open(folder, signer)
    assert not (folder / "checkpoint").exists()


def test_a_copy_without_what_waits_can_be_appended_to(
    tmp_path: Path, filled: Callable[..., Path], signer: KeySigner, key: Verifier
) -> None:
    folder = filled(tmp_path / "log", 10)
    (folder / "pending").unlink()
    filled(folder, 12)
    assert list(LogReader(folder).entries()) == entries(0, 12)
    assert LogReader(folder).verify_all(key).beside == ()


@pytest.mark.parametrize("name", ["tile/0/000.p/10", "tile/entries/000.p/10"])
def test_a_log_whose_files_do_not_lead_to_its_checkpoint_takes_nothing_more(
    tmp_path: Path, filled: Callable[..., Path], signer: KeySigner, name: str
) -> None:
    folder = filled(tmp_path / "log", 10)
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[:-1] + b"\x00")
    with pytest.raises(LogDamagedError, match="do not lead to its checkpoint"):
        Log.open(folder, signer)


def test_a_proof_is_of_what_a_checkpoint_covers(log: Log) -> None:
    log.append_at(0, entries(0, 5))
    with pytest.raises(NotInLogError, match="5 entries are appended and 0 are under a checkpoint"):
        log.inclusion(1, 5)
    log.checkpoint()
    assert log.inclusion(1, 5).holds(b"entry 1", recursive_tree.mth(entries(0, 5)))
    assert list(log.consistency(3, 5).hashes) == recursive_tree.proof(3, entries(0, 5))
    for index, size in ((5, 5), (0, 6), (-1, 3)):
        with pytest.raises(NotInLogError):
            log.inclusion(index, size)
    with pytest.raises(NotInLogError):
        log.consistency(5, 3)


def test_the_log_lies_beside_the_lake_unless_somebody_says_otherwise(tmp_path: Path) -> None:
    assert log_beside(tmp_path / "lake") == tmp_path / "lake-log"


@given(st.lists(st.integers(0, 700), min_size=1, max_size=8))
def test_the_right_edge_grows_by_any_steps_to_the_same_root(steps: list[int]) -> None:
    edge, taken, tiles = RightEdge(), list[bytes](), {}
    for step in steps:
        more = [b"%d" % n for n in range(len(taken), len(taken) + step)]
        tiles |= {tile.name: hashes for tile, hashes in edge.add([leaf_hash(entry) for entry in more])}
        taken += more
    assert edge.size == len(taken)
    assert edge.root() == recursive_tree.mth(taken)
    assert sorted(name for name in tiles if name.startswith("tile/0/")) == [
        f"tile/0/{number:03}" for number in range(len(taken) // 256)
    ]
