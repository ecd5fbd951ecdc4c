"""An office that has been kept for a while goes on with a later version, its rows and its counts as they were."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from rugsat.kernel.period import Period
from rugsat.store.bitemporal import Said, write
from rugsat.store.licensing.models import Authorisation, AuthorisationFacts
from rugsat.store.parties.models import Party
from rugsat.store.queries.public.counts import counts
from rugsat.store.tallies.triggers import are_there

BEGAN = datetime(2026, 3, 2, tzinfo=UTC)
DAY = date(2026, 3, 1)


def migrate(*to: str) -> None:
    call_command("migrate", *to, verbosity=0, interactive=False)


@pytest.fixture
def older(transactional_db: None) -> Iterator[None]:
    """A register with an authorisation, as the first version kept it."""
    Party.objects.create(party="p", opened_at=BEGAN)
    Authorisation.objects.create(authorisation="n", party_id="p", instrument="mining_registration", granted_at=BEGAN)
    said = {"party_id": "p", "cls": "industrial", "status": "in_force", "licensed_w": 7}
    write(AuthorisationFacts, [Said({"authorisation_id": "n"}, said)], period=Period(DAY), at=BEGAN, act="x")
    migrate("licensing", "0003")
    yield
    migrate()


def test_a_register_with_rows_and_counts_is_brought_up_to_date(older: None):
    migrate()
    assert are_there(connection)
    found = counts(on=DAY + timedelta(days=1))
    assert found.by_instrument == {"mining_registration": {"in_force": 1}}
    assert found.licensed_w == 7
    held = Authorisation.objects.get()
    assert (held.authorisation, held.given_in) == ("n", None)
