"""An office with its people, whose account pages read the real clock."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache

from tests.usecases.people import Office, make_people


@pytest.fixture
def office(db: None, settings, tmp_path: Path) -> Office:
    """The office with an officer for every desk and users of three organisations; nothing is remembered of before."""
    settings.OFFICE = tmp_path / "office"
    settings.JURISDICTION, settings.DEMONSTRATION = "tm", ("demonstration",)
    # What makes guessing slow makes tests slow; that accounts are kept by the slow one is a test of its own.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    made = Office(datetime.now(UTC))
    make_people(made)
    cache.clear()
    return made
