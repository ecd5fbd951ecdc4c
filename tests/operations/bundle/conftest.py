"""A lake whose receipts are signed, a run on it and the bundle of a finding, made once."""

import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from rugsat.domain.returns.filing import Filing
from rugsat.evidence.credentials.key_ring import KeyRing, Use, make_key_ring
from rugsat.evidence.credentials.signed import SUFFIX, sign_digest
from rugsat.evidence.engines.polars_engine import PolarsEngine
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import RulePack
from rugsat.operations.cycle.cycle import Question, supervise
from rugsat.operations.cycle.run import read_findings, write_run
from rugsat.operations.intake.authority_keys import read_authority_keys
from rugsat.operations.intake.file_return import Office, file_return
from rugsat.operations.load_register import load_register
from tests.operations.conftest import FOLDERS, NOW


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    folder = tmp_path_factory.mktemp("authority") / "keys"
    return make_key_ring(folder, jurisdiction="tm", authority={"en": "Central Bank"}, on=date(2026, 1, 1))


@pytest.fixture(scope="session")
def signed_lake(
    tmp_path_factory: pytest.TempPathFactory, demo_inputs: Path, demo_pack: RulePack, authority: KeyRing
) -> Lake:
    """The lake of the demonstration, its receipts signed and one run in it."""
    lake = Lake.create(tmp_path_factory.mktemp("signed") / "lake", jurisdiction="tm")
    load_register(lake, demo_inputs / "register", recorded_at=NOW)
    office = Office(
        lake=lake,
        pack=demo_pack,
        keys=read_authority_keys(demo_inputs / "keys" / "authority-keys.json"),
        signer=authority.signer(Use.CREDENTIALS, NOW),
    )
    for day in FOLDERS:
        received = datetime.fromisoformat(f"{day}T10:00:00+05:00")
        paths = (demo_inputs / "filings" / day).iterdir()
        for path in sorted(paths, key=lambda path: ("reference" not in path.name, path.name)):
            file_return(office, path, filing=Filing.of_file(path.name), received_at=received, recorded_at=NOW)
    started = datetime(2026, 4, 3, tzinfo=UTC)
    run = supervise(lake, demo_pack, Question(on=date(2026, 3, 31)), PolarsEngine(), started=started)
    signature = sign_digest(demo_pack.digest, what="rule_pack", at=NOW, signer=office.signer)
    write_run(run, lake.runs, {f"rule_pack.json{SUFFIX}": signature.encode()})
    return lake


@pytest.fixture(scope="session")
def run_folder(signed_lake: Lake) -> Path:
    (folder,) = signed_lake.runs.iterdir()
    return folder


@pytest.fixture(scope="session")
def findings(run_folder: Path) -> list[Mapping[str, Any]]:
    return read_findings(run_folder).to_dicts()


@pytest.fixture
def copied_run(run_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(run_folder, tmp_path / run_folder.name))
