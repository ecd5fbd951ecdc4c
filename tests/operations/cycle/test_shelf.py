"""Day books are made once for the files they follow from; losing, spoiling or correcting them changes no answer."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import polars as pl
import pytest

from rugsat.evidence.engines.duckdb_engine import DuckdbEngine
from rugsat.evidence.engines.polars_engine import PolarsEngine
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.lake.entry import Part
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import RulePack
from rugsat.operations.compact import compact
from rugsat.operations.cycle.run import Run, write_run
from rugsat.operations.replay import find, replay
from tests.operations.conftest import NOW, file_folder
from tests.operations.cycle.test_cycle import run

HOUSEHOLDS = "household_consumption_above_cap"
LOADS = "power_above_licensed_capacity"


@pytest.fixture
def own_lake(own_lake: Lake) -> Lake:
    """A copy of the lake, with nothing on its shelf."""
    shutil.rmtree(own_lake.folder / "state", ignore_errors=True)
    return own_lake


class Counting(PolarsEngine):
    """Polars that remembers which books it wrote."""

    def __init__(self) -> None:
        self.written: list[Path] = []

    def write(self, frame: Frame, path: Path) -> None:
        self.written.append(path)
        super().write(frame, path)


def asked(lake: Lake, pack: RulePack, *checks: str, **how: object) -> tuple[Run, list[Path]]:
    engine = Counting()
    return run(lake, pack, engine, checks=checks, **how), engine.written


def books(lake: Lake, name: str) -> list[Path]:
    return sorted((lake.folder / "state" / name).rglob("*.parquet"))


def days(paths: Iterable[Path]) -> set[str]:
    return {path.parent.name.removeprefix("legal_day=") for path in paths}


def test_a_second_run_makes_no_book_again(own_lake: Lake, demo_pack: RulePack) -> None:
    first, written = asked(own_lake, demo_pack)
    again, more = asked(own_lake, demo_pack)
    assert written and not more
    assert again.findings.equals(first.findings)
    assert again.violations.equals(first.violations)


def test_a_book_that_is_lost_or_cut_short_is_made_again(own_lake: Lake, demo_pack: RulePack) -> None:
    first, _ = asked(own_lake, demo_pack, HOUSEHOLDS)
    cut, lost, *_ = books(own_lake, "metered_days")
    cut.write_bytes(cut.read_bytes()[:-20])
    lost.unlink()
    again, written = asked(own_lake, demo_pack, HOUSEHOLDS)
    assert len(written) == 2
    assert again.findings.equals(first.findings)
    shutil.rmtree(own_lake.folder / "state")
    assert asked(own_lake, demo_pack, HOUSEHOLDS)[0].findings.equals(first.findings)


def test_a_correction_makes_the_books_of_its_days_again_and_the_past_stays(
    own_lake: Lake, demo_pack: RulePack, demo_inputs: Path
) -> None:
    before, _ = asked(own_lake, demo_pack, HOUSEHOLDS)
    commit = own_lake.state().number
    file_folder(own_lake, demo_pack, demo_inputs, "2026-04-02")
    after, written = asked(own_lake, demo_pack, HOUSEHOLDS)
    assert {day[:7] for day in days(written)} == {"2026-02"}
    assert not after.findings.equals(before.findings)
    then, more = asked(own_lake, demo_pack, HOUSEHOLDS, commit=commit)
    assert not more
    assert then.findings.equals(before.findings)


def test_compaction_changes_no_answer_that_books_give(own_lake: Lake, demo_pack: RulePack) -> None:
    before, written = asked(own_lake, demo_pack)
    assert compact(own_lake, recorded_at=NOW, at_least=1) is not None
    after, again = asked(own_lake, demo_pack)
    assert again and days(again) <= days(written)
    assert after.violations.equals(before.violations)


def test_readings_are_looked_through_again_only_for_a_connection_that_is_new(
    own_lake: Lake, demo_pack: RulePack
) -> None:
    asked(own_lake, demo_pack, LOADS)
    (entry,) = own_lake.state().of("register.connections")
    held = pl.read_parquet(own_lake.paths([entry]))
    moved = pl.concat([held, held.head(1).with_columns(site=pl.lit("another"))])
    for rows, made in ((moved, False), (moved.with_columns(connection=pl.col("connection") + "-new"), True)):
        with own_lake.writing() as transaction:
            for each in own_lake.state().of("register.connections"):
                transaction.remove(each)
            parts = (Part("register", "register", rows.height),)
            transaction.add(rows.lazy(), dataset="register.connections", legal_day=None, parts=parts)
            transaction.commit(recorded_at=NOW, act="register", note={})
        _, written = asked(own_lake, demo_pack, LOADS)
        assert bool(written) is made


def test_a_lake_that_cannot_be_written_gives_the_same_answer(own_lake: Lake, demo_pack: RulePack) -> None:
    before, _ = asked(own_lake, demo_pack, HOUSEHOLDS)
    shutil.rmtree(own_lake.folder / "state")
    (own_lake.folder / "state").write_bytes(b"in the way, as a disk that is mounted for reading is")
    after, written = asked(own_lake, demo_pack, HOUSEHOLDS)
    assert written and not any(own_lake.folder in path.parents for path in written)
    assert after.findings.equals(before.findings)


def test_engines_keep_books_of_their_own(own_lake: Lake, demo_pack: RulePack) -> None:
    asked(own_lake, demo_pack, HOUSEHOLDS)
    before = len(books(own_lake, "metered_days"))
    run(own_lake, demo_pack, DuckdbEngine(), checks=(HOUSEHOLDS,))
    assert len(books(own_lake, "metered_days")) == 2 * before


def test_a_replay_trusts_no_book_that_is_kept(own_lake: Lake, demo_pack: RulePack, tmp_path: Path) -> None:
    made, _ = asked(own_lake, demo_pack, HOUSEHOLDS)
    folder = write_run(made, tmp_path / "runs", {})
    for path in books(own_lake, "metered_days"):
        pl.read_parquet(path).with_columns(energy_wh=pl.lit(0, pl.Int64)).write_parquet(path)
    assert asked(own_lake, demo_pack, HOUSEHOLDS)[0].findings.is_empty()
    _, finding = find(tmp_path / "runs", str(made.findings["finding"][0]))
    assert replay(own_lake, folder, finding, pack_now=demo_pack, engine=PolarsEngine()).then.same


@pytest.mark.parametrize(("age", "kept"), [(3600, True), (3 * 86_400, False)])
def test_books_of_another_state_go_when_no_run_can_need_them(
    own_lake: Lake, demo_pack: RulePack, age: int, kept: bool
) -> None:
    asked(own_lake, demo_pack, HOUSEHOLDS)
    book = books(own_lake, "metered_days")[0]
    other = book.with_name("0" * 32 + ".parquet")
    book.rename(other)
    used = other.stat().st_mtime - age
    os.utime(other, (used, used))
    asked(own_lake, demo_pack, HOUSEHOLDS)
    assert book.is_file()
    assert other.is_file() is kept
