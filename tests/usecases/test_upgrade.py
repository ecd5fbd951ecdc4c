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
    assert found.here.by_instrument == {"mining_registration": {"in_force": 1}}
    assert found.here.licensed_w == 7
    held = Authorisation.objects.get()
    assert (held.authorisation, held.given_in) == ("n", None)


def test_what_was_given_abroad_is_counted_apart_once_the_tallies_can_tell(transactional_db: None):
    Party.objects.create(party="p", opened_at=BEGAN)
    for number, country in (("n", None), ("d", "DE")):
        Authorisation.objects.create(
            authorisation=number, party_id="p", instrument="exchange_licence", granted_at=BEGAN, given_in=country
        )
        said = {"party_id": "p", "cls": "*", "status": "in_force", "licensed_w": None}
        write(AuthorisationFacts, [Said({"authorisation_id": number}, said)], period=Period(DAY), at=BEGAN, act="x")
    migrate("tallies", "0001")
    assert not are_there(connection)
    migrate()
    assert are_there(connection)
    found = counts(on=DAY + timedelta(days=1))
    for given in (found.here, found.abroad):
        assert given.by_instrument == {"exchange_licence": {"in_force": 1}}
        assert given.began == ((DAY, 1),)
