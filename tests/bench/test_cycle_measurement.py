"""The measurement of the national day runs from end to end; at this size it tells whether the SQL agrees, not speed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.prove
def test_a_small_national_day_is_the_same_by_hand(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.cycle.run", "--scales", "0.001", "--times", "1"]
    run = subprocess.run(
        [*command, "--out", str(tmp_path), "--work", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    # So small a day is all beginning and no work, so how the run ends is not asked.
    assert (tmp_path / "cycle.json").is_file(), run.stderr
    (country,) = json.loads((tmp_path / "cycle.json").read_text())["scales"]
    compared = country["compared"]
    assert compared["checks"] and not compared["only_theirs"]
    assert [name for name, each in compared["checks"].items() if each["different"]] == []
    assert "hand-written DuckDB SQL" in (tmp_path / "cycle.md").read_text()
