"""An office behind its web, with the people of the tests."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rugsat.web.layout import moment
from tests.usecases.people import Office, make_people


@pytest.fixture
def office(db: None, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office on a Monday in March, whose clock the pages read."""
    settings.OFFICE = tmp_path / "office"
    settings.JURISDICTION, settings.DEMONSTRATION = "tm", ("demonstration",)
    made = Office(datetime(2026, 3, 2, 5, tzinfo=UTC))
    monkeypatch.setattr(moment, "clock", lambda: made.now)
    make_people(made)
    return made
