"""The lake shows the old state or the new one, keeps what was, and cleans up after a writer that died."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rugsat.evidence.lake.entry import Part
from rugsat.evidence.lake.history import LakeError
from rugsat.evidence.lake.lake import Lake

DAY = date(2026, 1, 1)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake.create(tmp_path / "lake", jurisdiction="tm")


def put(lake: Lake, value: int, *, at: datetime = NOON, instead_of: str = "") -> int:
    with lake.writing() as transaction:
        for entry in lake.state().files.values():
            if instead_of and any(part.filing == instead_of for part in entry.parts):
                transaction.remove(entry)
        rows = pl.LazyFrame({"value": [value]})
        transaction.add(rows, dataset="d", legal_day=DAY, parts=(Part("s", f"f{value}", 1),))
        return transaction.commit(recorded_at=at, act="filing", note={}).number


def values(lake: Lake, commit: int | None = None) -> list[int]:
    paths = lake.paths(lake.state(commit).of("d"))
    return sorted(pl.read_parquet(paths)["value"]) if paths else []


def test_a_commit_adds_and_the_state_before_stays_readable(lake: Lake) -> None:
    put(lake, 1)
    put(lake, 2)
    assert (values(lake), values(lake, 1), values(lake, 0)) == ([1, 2], [1], [])


def test_a_correction_withdraws_and_what_was_known_then_stays(lake: Lake) -> None:
    put(lake, 1)
    put(lake, 3, instead_of="f1")
    assert (values(lake), values(lake, 1)) == ([3], [1])


def test_a_transaction_that_fails_changes_nothing_and_leaves_nothing(lake: Lake) -> None:
    def fail() -> None:
        with lake.writing() as transaction:
            transaction.add(pl.LazyFrame({"value": [9]}), dataset="d", legal_day=DAY, parts=(Part("s", "f9", 1),))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert values(lake) == []
    assert list((lake.folder / "staging").iterdir()) == []


def test_what_was_known_at_a_moment_is_the_last_commit_before_it(lake: Lake) -> None:
    put(lake, 1, at=NOON)
    put(lake, 2, at=NOON + timedelta(hours=1))
    assert lake.as_known_at(NOON + timedelta(minutes=30)) == 1
    assert lake.as_known_at(NOON - timedelta(minutes=30)) == 0


def test_files_of_a_writer_that_died_before_its_commit_are_taken_away(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(lake, 1)
    with lake.writing() as transaction:
        entry = transaction.add(pl.LazyFrame({"value": [5]}), dataset="d", legal_day=DAY, parts=(Part("s", "f5", 1),))
        commit = transaction.scratch()
        commit.touch()
        transaction._move_in([(transaction._adds[0][0], entry.path)], commit=commit)
        # Who died cleans up nothing.
        monkeypatch.setattr("rugsat.evidence.lake.lake.recover", lambda *_: None)
    monkeypatch.undo()
    assert (lake.folder / entry.path).is_file()
    put(lake, 2)
    assert not (lake.folder / entry.path).exists()
    assert values(lake) == [1, 2]


def test_every_commit_names_the_one_before_so_that_none_can_be_exchanged(lake: Lake) -> None:
    for value in range(3):
        put(lake, value)
    first, second, third = lake.commits()
    assert (first.parent, second.parent, third.parent) == ("", first.digest, second.digest)


def test_a_folder_with_other_files_is_not_made_a_lake(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello")
    with pytest.raises(LakeError, match="is no lake"):
        Lake.create(tmp_path, jurisdiction="tm")


def test_a_commit_that_is_not_there_is_refused(lake: Lake) -> None:
    with pytest.raises(LakeError, match="no commit 7"):
        lake.state(7)


@settings(max_examples=10, deadline=None)
@given(steps=st.lists(st.integers(0, 5), min_size=1, max_size=80))
def test_the_state_is_what_all_commits_say_also_across_checkpoints(tmp_path_factory, steps: list[int]) -> None:
    lake = Lake.create(tmp_path_factory.mktemp("lake") / "lake", jurisdiction="tm")
    held: dict[int, list[int]] = {0: []}
    for value in steps:
        before = held[max(held)]
        number = put(lake, value, instead_of=f"f{value}")
        held[number] = sorted([*(each for each in before if each != value), value])
    for number, expected in held.items():
        assert values(lake, number) == expected
