"""An office behind its API, on a Monday in March, with a token for whoever asks for one."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from rugsat.store.accounts.models import Account, Role
from rugsat.store.api_access.rate import forget_leases
from rugsat.store.api_access.secret import digest_of_secret, new_secret
from rugsat.store.parties.models import Party
from rugsat.usecases.issue_token import SCOPES, issue_token
from rugsat.web.api import clock
from tests.usecases.people import Office, make_people
from tests.web.api.machine import Api, Token


@pytest.fixture
def office(db: None, settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office; its API reads the same clock as the test."""
    settings.OFFICE = tmp_path / "office"
    settings.JURISDICTION, settings.DEMONSTRATION = "tm", ("demonstration",)
    made = Office(datetime(2026, 3, 2, 5, tzinfo=UTC))
    make_people(made)

    def now() -> datetime:
        made.now += timedelta(seconds=1)
        return made.now

    monkeypatch.setattr(clock, "now", now)
    forget_leases()
    Party.objects.create(party="altyn", opened_at=made.now)
    rival = Account.objects.create(login="rival", name="Rival", party_id="altyn")
    Role.objects.create(account=rival, role="applicant", since=made.now.date().replace(year=2025))
    return made


@pytest.fixture
def token(office: Office) -> Token:
    """Issues a token for a login, with all scopes unless some are named."""

    def issue(login: str = "kerim", scopes: Sequence[str] = tuple(SCOPES), **more: Any) -> Api:
        secret = new_secret()
        issue_token(
            office.call("administrator"), login=login, digest=digest_of_secret(secret), scopes=list(scopes), **more
        )
        return Api(secret)

    return issue
