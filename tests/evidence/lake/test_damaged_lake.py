"""A damaged lake is named, file by file; a full disk leaves nothing behind; a lake moved elsewhere is the same lake."""

import errno
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from rugsat.evidence.lake import transaction as transactions
from rugsat.evidence.lake.entry import Part
from rugsat.evidence.lake.history import LakeError
from rugsat.evidence.lake.lake import Lake

NOW = datetime(2026, 2, 5, 6, tzinfo=UTC)


def write(lake: Lake, value: int) -> None:
    with lake.writing() as transaction:
        rows = pl.LazyFrame({"value": [value]})
        transaction.add(rows, dataset="d", legal_day=date(2026, 1, 1), parts=(Part("s", str(value), 1),))
        transaction.commit(recorded_at=NOW, act="filing", note={})


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    made = Lake.create(tmp_path / "lake", jurisdiction="tm")
    for value in range(3):
        write(made, value)
    return Lake.open(made.folder)  # whoever opens a lake reads it anew; the writer knows what it wrote itself


def commit_file(lake: Lake, number: int) -> Path:
    return lake.folder / "commits" / f"{number:012d}.json"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"number": 2}', b"\xff\xfe"])
def test_a_commit_that_cannot_be_read_is_named(lake: Lake, content: bytes) -> None:
    commit_file(lake, 2).write_bytes(content)
    with pytest.raises(LakeError, match=r"000000000002\.json is damaged"):
        lake.state()


def test_a_commit_that_was_changed_is_seen(lake: Lake) -> None:
    path = commit_file(lake, 2)
    path.write_bytes(path.read_bytes().replace(b'"filing"', b'"filinG"'))
    with pytest.raises(LakeError, match="does not follow the commit before it"):
        lake.state()


def test_a_damaged_checkpoint_is_as_none(tmp_path: Path) -> None:
    lake = Lake.create(tmp_path / "lake", jurisdiction="tm")
    for value in range(65):
        write(lake, value)
    expected = lake.state()
    (checkpoint,) = (lake.folder / "checkpoints").iterdir()
    for content in (b"", b'{"digest": "0", "files": []}'):
        checkpoint.write_bytes(content)
        assert Lake.open(lake.folder).state() == expected


def test_a_full_disk_in_the_middle_of_a_commit_leaves_nothing_behind(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path for path in lake.folder.rglob("*") if path.is_file()}

    def full(_paths: Iterable[Path]) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(transactions, "sync_all", full)
    with pytest.raises(OSError, match="No space"):
        write(lake, 9)
    monkeypatch.undo()
    assert {path for path in lake.folder.rglob("*") if path.is_file()} == before
    write(lake, 9)
    assert lake.state().number == 4


def test_a_lake_that_was_moved_is_the_same_lake(lake: Lake, tmp_path: Path) -> None:
    expected = lake.state()
    moved = Lake.open(lake.folder.rename(tmp_path / "elsewhere"))
    assert moved.state() == expected
    assert all(path.is_file() for path in moved.paths(moved.state().of("d")))


def test_a_lake_of_another_jurisdiction_is_not_taken(lake: Lake) -> None:
    with pytest.raises(LakeError, match="is the lake of 'tm', not of 'kz'"):
        Lake.create(lake.folder, jurisdiction="kz")
