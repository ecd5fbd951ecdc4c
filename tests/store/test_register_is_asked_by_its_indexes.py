"""What the register is asked by a key is answered by an index, and not by looking at every row."""

import re

import pytest
from django.db import connection
from django.db.models import Q, QuerySet

from rugsat.store.bitemporal import as_of
from rugsat.store.parties.models import FirmWarning, PartyFacts, WarningKey
from rugsat.store.queries.public.beginning import beginning

LEI = "5299005V5GBSN2A4C303"


def plan(rows: QuerySet) -> str:
    """How the database would answer; PostgreSQL is told not to look at all rows, which are few here."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    return str(rows.explain())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "index"),
    [
        (lambda: as_of(PartyFacts).filter(Q(lei=LEI)), "party_facts_lei"),
        (lambda: beginning(WarningKey.objects.all(), "altin"), r"warning_?key_(1|once|word)"),
        (lambda: FirmWarning.objects.order_by("-since", "-warning")[:26], "firm_warning_since"),
        (lambda: FirmWarning.objects.filter(warning="TM-W-2026-000001-11"), "firmwarning_warning"),
    ],
    ids=["lei", "word of a warning", "newest warnings", "warning"],
)
def test_a_question_takes_its_index(asked, index: str):
    assert re.search(index, plan(asked()))
