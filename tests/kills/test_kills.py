"""kill -9 at a hundred random points of an intake leaves the old state or the new one, and the next run cleans up."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from rugsat.evidence.lake.lake import Lake

CHILD = Path(__file__).with_name("filing_child.py")
KILLS = 100
ROWS = 3000
HEADER = "connection,meter,began,interval_s,energy_wh,estimated\n"


def rows_of(number: int) -> str:
    days = (f"2026-01-{n % 31 + 1:02}T{n // 31 % 24:02}:00:00+05:00" for n in range(ROWS))
    return HEADER + "".join(f"C{n},M,{day},3600,{number},false\n" for n, day in enumerate(days))


def start(lake: Path, path: Path) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, CHILD, lake, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def go(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    child.stdin.write("go\n")
    child.stdin.flush()


def values(lake: Lake) -> set[int]:
    files = lake.paths(lake.state().of("meter_readings"))
    table = pl.read_parquet(files) if files else pl.DataFrame({"energy_wh": []})
    assert table.height in {0, ROWS}, "half a filing is in the lake"
    return set(table["energy_wh"])


def orphans(lake: Lake) -> set[str]:
    held = {entry.path for commit in lake.commits() for entry in commit.adds}
    found = {str(path.relative_to(lake.folder)) for path in (lake.folder / "data").rglob("*.parquet")}
    return found - held


@pytest.mark.prove
def test_a_hundred_kills_leave_the_old_state_or_the_new(tmp_path: Path) -> None:
    chance = random.Random(20260101)
    lake = Lake.create(tmp_path / "lake", jurisdiction="tm")
    first = tmp_path / "p.meter_readings.2026-01.csv"
    correction = tmp_path / "p.meter_readings.2026-01.correction.csv"
    first.write_text(rows_of(0))
    begun = start(lake.folder, first)
    go(begun)
    began = time.monotonic()
    assert begun.wait() == 0
    lasts = time.monotonic() - began
    old, outcomes = 0, {"old": 0, "new": 0}
    for number in range(1, KILLS + 1):
        compacting = number % 5 == 0
        path = tmp_path / "compact" if compacting else correction
        correction.write_text(rows_of(number))
        before = lake.state().number
        child = start(lake.folder, path)
        go(child)
        time.sleep(chance.uniform(0, 1.2 * lasts))
        child.send_signal(signal.SIGKILL)
        child.wait()
        committed = lake.state().number > before
        assert lake.state().number in {before, before + 1}
        expected = number if committed and not compacting else old
        assert values(lake) == {expected}
        outcomes["new" if committed else "old"] += 1
        old = expected
    # Both must have been seen, or the kills did not fall into the middle of anything.
    assert min(outcomes.values()) >= KILLS // 20, outcomes
    with lake.writing():
        pass
    assert list((lake.folder / "staging").iterdir()) == []
    assert orphans(lake) == set()
