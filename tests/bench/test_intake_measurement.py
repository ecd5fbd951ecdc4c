"""The measurement of intake runs from end to end; at this size it says nothing about speed, but all about faults."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.prove
def test_a_small_measurement_names_every_planted_fault(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.intake.run", "--rows", "200000", "--times", "1", "--out", str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    # A file this small is too short to meet a bar of speed, so how the run ends is not asked.
    assert (tmp_path / "results.json").is_file(), run.stderr
    results = json.loads((tmp_path / "results.json").read_text())
    assert results["planted"] > 0
    assert results["runs"]["ours"]["missed"] == 0
    assert all(each["seconds"] > 0 for each in results["runs"].values())
    assert "faults found" in (tmp_path / "results.md").read_text()
