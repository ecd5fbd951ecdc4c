"""The same findings through Spark Connect with several workers, as on a cluster."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rugsat.evidence.engines.polars_engine import PolarsEngine
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.run import read_findings
from tests.operations.cycle.test_cycle import run

RUGSAT = Path(sys.executable).with_name("rugsat")


@pytest.mark.prove
@pytest.mark.spark
@pytest.mark.parametrize("workers", [2, 4])
def test_several_workers_give_the_findings_of_one_process(
    filed_lake: Lake, demo_pack: RulePack, tmp_path: Path, workers: int
) -> None:
    cluster = {"SAIL_MODE": "local-cluster", "SAIL_CLUSTER__WORKER_INITIAL_COUNT": str(workers), "RUST_LOG": "info"}
    command = [RUGSAT, "supervise", "--lake", filed_lake.folder, "--on", "2026-03-31", "--engine", "spark", "--json"]
    done = subprocess.run(
        [*command, "--demonstration", "demonstration", "--out", tmp_path],
        env={**os.environ, **cluster},
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"worker {workers} is available" in done.stderr
    findings = read_findings(Path(json.loads(done.stdout)["folder"]))
    assert findings.equals(run(filed_lake, demo_pack, PolarsEngine()).findings)
