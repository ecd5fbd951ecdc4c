"""The lake of the demonstration in the office of the test."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rugsat.evidence.lake.lake import Lake
from tests.operations.conftest import _filed_lake, demo_inputs, demo_pack  # noqa: F401 - fixtures
from tests.usecases.people import Office


@pytest.fixture
def lake(office: Office, settings, _filed_lake: Path) -> Lake:  # noqa: F811 - fixtures
    """The lake of the office, with what the demonstration files; the office is asked a month later."""
    office.now = datetime(2026, 4, 6, 5, tzinfo=UTC)
    return Lake.open(Path(shutil.copytree(_filed_lake, settings.OFFICE / "lake")))
