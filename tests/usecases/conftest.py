"""An office of Turkmenistan with its people, made anew for every test."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.usecases.people import Office, make_people


@pytest.fixture
def office(db: None, settings, tmp_path: Path) -> Office:
    """The office on a Monday morning, with an officer for every desk and a miner who wants to apply."""
    settings.OFFICE = tmp_path / "office"
    settings.JURISDICTION, settings.DEMONSTRATION = "tm", ("demonstration",)
    made = Office(datetime(2026, 3, 2, 5, tzinfo=UTC))
    make_people(made)
    return made
