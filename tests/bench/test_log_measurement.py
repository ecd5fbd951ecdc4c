"""The measurement of the log runs from end to end; at this size it says nothing about speed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.log.page import bars, report

ROOT = Path(__file__).parents[2]


@pytest.mark.prove
def test_a_small_measurement_appends_everything_and_verifies_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.log.run", "--entries", "3000", "--times", "1"]
    run = subprocess.run(
        [*command, "--out", tmp_path, "--folder", tmp_path], cwd=ROOT, capture_output=True, text=True, check=False
    )
    # So few entries are too few for a bar of speed, so how the run ends is not asked.
    assert (tmp_path / "log.json").is_file(), run.stderr
    results = json.loads((tmp_path / "log.json").read_text())
    assert [each["entries"] for each in results["batches"]] == [3000, 3000, 3000, 3000]
    assert all(second > 0 for each in results["batches"] for second in each["seconds"]["log"])
    assert results["bytes_on_disk"] > 3000 * (results["leaf_bytes"] + 32)
    assert "| 16 |" in (tmp_path / "log.md").read_text()


def test_a_log_of_less_than_half_the_bare_rate_is_said_not_to_meet_the_bar() -> None:
    def measured(log: float) -> dict[str, object]:
        sized = {"batch": 16, "entries": 1000, "seconds": {"bare": [0.2, 0.1], "log": [log, log * 2]}}
        reading = {"verify_seconds": 0.1, "proof_seconds": 0.001}
        return {"batches": [sized], "checkpoint_each": 900, "entries": 1000, "leaf_bytes": 150, "times": 2,
                "on": "2026-11-27", "reading": reading, "bytes_on_disk": 200_000, "machine": {}}  # fmt: skip

    assert list(bars(measured(0.2)).values()) == [True, True]
    assert list(bars(measured(0.21)).values()) == [False, True]
    assert list(bars(measured(0.51)).values()) == [False, False]
    assert report(measured(0.51)).count("NOT MET") == 2
