"""A run: what went in, what was found, what slept; immutable once it is written."""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from rugsat.evidence.lake.durable import sync_file, sync_folder
from rugsat.kernel.digest import digest_of
from rugsat.kernel.errors import RugsatError
from rugsat.operations.cycle.coverage import Coverage


class NoSuchRunError(RugsatError):
    """A run or a finding that is not there."""


@dataclass(frozen=True, slots=True)
class RunInputs:
    """Everything that decides what a run finds."""

    jurisdiction: str
    since: date | None
    on: date
    rule_pack: str
    lake_commit: int
    lake_digest: str
    register_commit: int
    code_digest: str

    @property
    def digest(self) -> str:
        """The digest of all inputs: two runs of the same inputs must find the same."""
        return digest_of([str(getattr(self, name)) for name in self.__slots__])


@dataclass(frozen=True, slots=True)
class Run:
    """A run with its tables."""

    inputs: RunInputs
    engine: str
    started: datetime
    demonstration: tuple[str, ...]
    """What every output must say: the demonstrations that the law holds, the act that is tried."""
    demonstration_acts: tuple[str, ...]
    """Names of those demonstration acts."""
    coverage: tuple[Coverage, ...]
    violations: pl.DataFrame
    findings: pl.DataFrame
    rule_pack: bytes

    @property
    def id(self) -> str:
        """Day, engine and the beginning of the digest of the inputs."""
        return f"{self.inputs.on}-{self.engine}-{self.inputs.digest[:12]}"

    def to_json(self) -> dict[str, Any]:
        """What run.json says."""
        inputs = {name: getattr(self.inputs, name) for name in RunInputs.__slots__}
        dated = {name: value.isoformat() if isinstance(value, date) else value for name, value in inputs.items()}
        return {
            "run": self.id,
            **dated,
            "engine": self.engine,
            "started": self.started.isoformat(),
            "demonstration": list(self.demonstration),
            "demonstration_acts": list(self.demonstration_acts),
            "findings": self.findings.height,
            "coverage": [line.to_json() for line in self.coverage],
        }


def write_run(run: Run, folder: Path, documents: Mapping[str, bytes]) -> Path:
    """Write a run below a folder, whole or not at all; a run of the same inputs that is there already stays.

    `documents` are further files of the run, such as the report and the summary.
    """
    target = folder / run.id
    if target.exists():
        return target
    staging = folder / f".{run.id}.{os.getpid()}"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    run.violations.write_parquet(staging / "violations.parquet")
    run.findings.write_parquet(staging / "findings.parquet")
    (staging / "run.json").write_text(json.dumps(run.to_json(), indent=1, ensure_ascii=False) + "\n")
    (staging / "findings.json").write_text(
        json.dumps(_plain(run.findings), indent=1, ensure_ascii=False, default=str) + "\n"
    )
    (staging / "rule_pack.json").write_bytes(run.rule_pack)
    for name, content in documents.items():
        (staging / name).write_bytes(content)
    for path in staging.iterdir():
        sync_file(path)
    try:
        staging.rename(target)
    except OSError:
        # Another program has written a run of the same inputs meanwhile: it stays, as if it had been there before.
        shutil.rmtree(staging)
        if not target.is_dir():
            raise
    sync_folder(folder)
    return target


def clear_staging(folder: Path, run: str) -> None:
    """Take away what programs of this machine that were killed had begun to write of a run."""
    for left in folder.glob(f".{run}.*"):
        pid = left.suffix[1:]
        if pid.isdigit() and not Path("/proc", pid).exists():
            shutil.rmtree(left, ignore_errors=True)


def run_folders(folder: Path) -> list[Path]:
    """The runs below a folder, oldest first."""
    if not folder.is_dir():
        return []
    written = [path for path in folder.iterdir() if (path / "run.json").is_file() and not path.name.startswith(".")]
    return sorted(written, key=lambda path: (_description(path)["started"], path.name))


def folder_of(folder: Path, name: str | None) -> Path:
    """The run of that name, or the latest where no name is given; NoSuchRunError where there is none."""
    runs = run_folders(folder)
    if name is None and runs:
        return runs[-1]
    for path in runs:
        if path.name == name:
            return path
    wanted = "no run at all" if name is None else f"no run '{name}'"
    message = f"{folder} holds {wanted}; make one with rugsat supervise, or list them with rugsat findings list --runs"
    raise NoSuchRunError(message)


def read_description(path: Path) -> dict[str, Any]:
    """What run.json says of a run."""
    return _description(path)


def read_findings(path: Path) -> pl.DataFrame:
    """The findings of a run."""
    return pl.read_parquet(path / "findings.parquet")


def read_violations(path: Path) -> pl.DataFrame:
    """The violations of a run."""
    return pl.read_parquet(path / "violations.parquet")


def _description(path: Path) -> dict[str, Any]:
    content = json.loads((path / "run.json").read_bytes())
    assert isinstance(content, dict)
    return content


def _plain(table: pl.DataFrame) -> Sequence[dict[str, Any]]:
    return table.to_dicts()
