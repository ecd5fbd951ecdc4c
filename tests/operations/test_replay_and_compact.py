"""A finding can be replayed as known then and now, also across compaction, and every row keeps its locator."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.engines.polars_engine import PolarsEngine
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import RulePack
from rugsat.operations.compact import compact
from rugsat.operations.cycle.cycle import Question, supervise
from rugsat.operations.cycle.run import write_run
from rugsat.operations.replay import NoSuchFindingError, find, replay
from tests.operations.conftest import NOW, file_folder

ON = date(2026, 3, 31)


def rows(lake: Lake, dataset: str) -> pl.DataFrame:
    table = pl.read_parquet(lake.paths(lake.state().of(dataset)))
    return table.sort(table.columns)


def written(lake: Lake, pack: RulePack, folder: Path) -> Path:
    run = supervise(lake, pack, Question(on=ON), PolarsEngine(), started=datetime(2026, 4, 3, tzinfo=UTC))
    return write_run(run, folder, {})


def key_of(folder: Path, subject: str) -> str:
    found = pl.read_parquet(folder / "findings.parquet").filter(pl.col("subject") == subject)
    return str(found["finding"][0])


def test_a_replay_gives_the_same_then_and_shows_a_correction_now(
    own_lake: Lake, demo_pack: RulePack, demo_inputs: Path, tmp_path: Path, engine: Engine
) -> None:
    run = written(own_lake, demo_pack, tmp_path / "runs")
    folder, finding = find(tmp_path / "runs", key_of(run, "connection:HOME-05")[:8])
    file_folder(own_lake, demo_pack, demo_inputs, "2026-04-02")
    answer = replay(own_lake, folder, finding, pack_now=demo_pack, engine=engine)
    assert answer.then.same and answer.same_code
    assert answer.now.finding is None


def test_compaction_keeps_rows_locators_and_replays(
    own_lake: Lake, demo_pack: RulePack, tmp_path: Path, engine: Engine
) -> None:
    run = written(own_lake, demo_pack, tmp_path / "runs")
    before = {name: rows(own_lake, name) for name in ("orders_and_trades", "filings", "mining_monthly")}
    files = len(own_lake.state().files)
    assert compact(own_lake, recorded_at=NOW) is not None
    assert len(own_lake.state().files) < files
    assert all(rows(own_lake, name).equals(table) for name, table in before.items())
    folder, finding = find(tmp_path / "runs", key_of(run, "authorisation:TM-MIN-0002")[:12])
    answer = replay(own_lake, folder, finding, pack_now=demo_pack, engine=engine)
    assert answer.then.same and answer.now.same
    assert answer.now.lake_commit == answer.then.lake_commit + 1


def test_a_correction_after_compaction_takes_out_only_its_own_rows(
    own_lake: Lake, demo_pack: RulePack, demo_inputs: Path
) -> None:
    compact(own_lake, recorded_at=NOW, at_least=1)
    before = rows(own_lake, "meter_readings")
    (filed,) = file_folder(own_lake, demo_pack, demo_inputs, "2026-04-02")
    after = rows(own_lake, "meter_readings")
    assert filed.receipt is not None and filed.receipt.accepted
    february = pl.col("legal_day").dt.month() == 2
    assert after.filter(~february).equals(before.filter(~february))
    assert set(after.filter(february)["filing"]) == {filed.receipt.id[:16]}


def test_nothing_is_compacted_twice(own_lake: Lake) -> None:
    compact(own_lake, recorded_at=NOW)
    assert compact(own_lake, recorded_at=NOW) is None


def test_a_finding_that_no_run_holds_is_refused(own_lake: Lake, demo_pack: RulePack, tmp_path: Path) -> None:
    written(own_lake, demo_pack, tmp_path / "runs")
    with pytest.raises(NoSuchFindingError, match="holds a finding 'ffff'"):
        find(tmp_path / "runs", "ffff")
