"""A country that nobody looked at while building: all that must be found is found, and nobody is wrongly accused."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.accuracy import coins

ROOT = Path(__file__).parents[2]
SEED = 103


@pytest.mark.prove
def test_in_one_country_all_that_is_plain_is_found_and_nobody_is_wrongly_accused(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.accuracy.run", "--seeds", "1", "--first", str(SEED), "--out", str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    # One country has too few cases for the bounds that ten must meet, so how the run ends is not asked.
    assert (tmp_path / "accuracy.json").is_file(), run.stderr
    results = json.loads((tmp_path / "accuracy.json").read_text())
    assert results["asleep"] == []
    for each in results["score"]["checks"]:
        assert each["falsely_accused"] == [], each["check"]
        missed = [row for row in each["missed"] if row["difficulty"] != "subtle"]
        assert missed == [], each["check"]
    assert "Nobody." in (tmp_path / "accuracy.md").read_text()


def test_the_power_over_withheld_coins_is_what_physics_allows() -> None:
    pps, tenth = coins.CASES[0], coins.CASES[2]
    assert coins.found_at(pps) == pytest.approx(0.14, abs=0.01)
    assert coins.found_at(tenth) == pytest.approx(0.25, abs=0.03)
    assert coins.found_at(tenth, months=12) < coins.found_at(tenth)
    assert coins.power(pps, 0.0) == pytest.approx(coins.ALARM, rel=0.02)
