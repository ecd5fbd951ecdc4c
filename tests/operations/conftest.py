"""The lake of the demonstration: real homes, made-up firms, filed once for all tests of operations."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rugsat.domain.returns.filing import Filing
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.operations.intake.authority_keys import generate_authority_keys, read_authority_keys
from rugsat.operations.intake.file_return import Filed, Office, file_return
from rugsat.operations.load_register import load_register

DEMO = Path(__file__).parents[2] / "examples" / "demo"
NOW = datetime(2026, 4, 3, 6, tzinfo=UTC)
FOLDERS = ("2026-02-05", "2026-03-06", "2026-03-31")


@pytest.fixture(scope="session")
def demo_inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the demonstration files from: filings, register, keys."""
    folder = tmp_path_factory.mktemp("demo")
    generate_authority_keys(folder / "keys")
    command = [sys.executable, DEMO / "prepare.py", folder, folder / "keys" / "authority-public.pem"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def demo_pack() -> RulePack:
    """The law of Turkmenistan with the demonstration's numbers."""
    return load_jurisdiction("tm", demonstration=["demonstration"])


def file_folder(lake: Lake, pack: RulePack, inputs: Path, day: str) -> list[Filed]:
    """File a day's folder of the demonstration, the rates first."""
    office = Office(lake=lake, pack=pack, keys=read_authority_keys(inputs / "keys" / "authority-keys.json"))
    paths = sorted((inputs / "filings" / day).iterdir(), key=lambda path: ("reference" not in path.name, path.name))
    received = datetime.fromisoformat(f"{day}T10:00:00+05:00")
    return [
        file_return(office, path, filing=Filing.of_file(path.name), received_at=received, recorded_at=NOW)
        for path in paths
    ]


@pytest.fixture(scope="session")
def _filed_lake(tmp_path_factory: pytest.TempPathFactory, demo_inputs: Path, demo_pack: RulePack) -> Path:
    folder = tmp_path_factory.mktemp("filed") / "lake"
    lake = Lake.create(folder, jurisdiction="tm")
    load_register(lake, demo_inputs / "register", recorded_at=NOW)
    for day in FOLDERS:
        file_folder(lake, demo_pack, demo_inputs, day)
    return folder


@pytest.fixture(scope="session")
def filed_lake(_filed_lake: Path) -> Lake:
    """The lake after three folders; not to be written to."""
    return Lake.open(_filed_lake)


@pytest.fixture
def own_lake(_filed_lake: Path, tmp_path: Path) -> Lake:
    """A copy of that lake, to be written to."""
    return Lake.open(Path(shutil.copytree(_filed_lake, tmp_path / "lake")))
