"""What the file of a party asks of the office besides the register of parties: each question is written once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rugsat.store.api_access.models import ReceivedFiling
from rugsat.store.bitemporal import as_of
from rugsat.store.enforcement.models import FindingParty
from rugsat.store.fees.models import Invoice
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.licensing.models import AuthorisationFacts, BankRelation, Case, Connection, Device, Site, Wallet
from rugsat.store.outbox.models import Entry, Sequenced
from rugsat.store.parties.models import PartyFacts
from rugsat.store.prepared import Prepared
from rugsat.store.queries.case_lines import COLUMNS
from rugsat.store.queries.parties import facts_of
from rugsat.store.requests.models import Request

FEW = 50
"""So many machines, findings, requests and lines of the history are shown; the number of all is said."""

_PARTS = ("sites", "wallets", "banks", "cases", "findings", "requests", "invoices", "filings")


def _facts(party: str, day: date) -> QuerySet[PartyFacts]:
    held = as_of(AuthorisationFacts, on=day).filter(party_id=party).values("authorisation_id")
    rows: tuple[QuerySet[Any, Any], ...] = (
        as_of(Site, on=day).filter(authorisation_id__in=held),
        as_of(Wallet, on=day).filter(party_id=party),
        as_of(BankRelation, on=day).filter(party_id=party),
        Case.objects.filter(party_id=party),
        FindingParty.objects.filter(party_id=party),
        Request.objects.filter(party_id=party),
        Invoice.objects.filter(party_id=party),
        ReceivedFiling.objects.filter(sender=party),
    )
    there_is = {f"has_{name}": Exists(each) for name, each in zip(_PARTS, rows, strict=True)}
    return facts_of(party, day).annotate(**there_is)


FACTS = Prepared(_facts)
"""What the register says of the party, and of what else there is anything: what holds nothing need not be asked for."""


def parts_held(found: Sequence[PartyFacts]) -> frozenset[str]:
    """The parts of the file that hold anything, from the answer to `FACTS`.

    What is entered between this question and those that follow is shown from the next time on, all or nothing of a
    part, as it would be if the page had been asked for a moment before.
    """
    return frozenset(name for row in found for name in _PARTS if getattr(row, f"has_{name}"))


SITES = Prepared(
    lambda numbers, day: as_of(Site, on=day).filter(authorisation_id__in=numbers).order_by("site"),
)
CONNECTIONS = Prepared(
    lambda sites, day: as_of(Connection, on=day).filter(site__in=sites).order_by("connection"),
)
DEVICES = Prepared(
    lambda sites, day: as_of(Device, on=day).filter(site__in=sites).order_by("serial")[:FEW],
)
RATES = Prepared(
    lambda sites, day: (
        as_of(Device, on=day).filter(site__in=sites).values_list("nominal_th_s").annotate(Count("pk")).order_by()
    )
)
"""How many machines there are of each rate, which is an exact decimal that a database keeps as text and cannot add."""
WALLETS = Prepared(lambda party, day: as_of(Wallet, on=day).filter(party_id=party).order_by("wallet"))
BANKS = Prepared(lambda party, day: as_of(BankRelation, on=day).filter(party_id=party).order_by("bank", "account"))
CASES = Prepared(lambda party: Case.objects.filter(party_id=party).order_by("-case").values_list(*COLUMNS)[:FEW])
FINDINGS = Prepared(
    lambda party: (
        OfficeFinding.objects.filter(finding__in=FindingParty.objects.filter(party_id=party).values("finding"))
        .defer("says")
        .order_by("-last_day", "finding")[:FEW]
    )
)
HISTORY = Prepared(
    lambda subjects: (
        Entry.objects.filter(subject__in=subjects)
        .annotate(in_log=Coalesce(Subquery(Sequenced.objects.values("size").order_by("-size")[:1]), 0))
        .values_list("number", "kind", "subject", "at", "content", "in_log")
        .order_by("-number")[:FEW]
    )
)
