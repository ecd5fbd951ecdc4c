"""Everything about one party as of a day: what it is, who owns it, what it holds, and what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q

from rugsat.domain.licensing import facts as f
from rugsat.domain.licensing.ownership import Ownership, OwnershipError, ownership_of
from rugsat.store.enforcement.models import FindingParty
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.licensing.models import BankRelation, Connection, Device, Site, Wallet
from rugsat.store.queries import fees, parties, requests
from rugsat.store.queries.case_lines import QueueLine, derived_from
from rugsat.store.queries.party_asked import (
    BANKS,
    CASES,
    CONNECTIONS,
    DEVICES,
    FACTS,
    FEW,
    FINDINGS,
    HISTORY,
    RATES,
    SITES,
    WALLETS,
    parts_held,
)
from rugsat.store.queries.party_names import names_of
from rugsat.store.queries.told import day_asked


@dataclass(frozen=True, slots=True)
class Owners:
    """Who owns a party: what was disclosed, and what follows from it."""

    persons: Mapping[str, Mapping[str, Any]]
    """Persons and firms in the chain, by their identifier."""
    holdings: tuple[f.Holding, ...]
    found: Ownership | None
    """None where the holdings cannot all be true."""
    why_not: str = ""

    def share(self, owner: str) -> Fraction | None:
        """The share of an owner over all ways; None where it is not known."""
        return self.found.shares.get(owner) if self.found else None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, from what the office has logged."""

    place: int
    kind: str
    subject: str
    at: datetime
    by: str
    in_log: bool


@dataclass(frozen=True, slots=True)
class Belonging:
    """What belongs to the authorisations of a party on a day."""

    sites: tuple[Site, ...]
    connections: tuple[Connection, ...]
    devices: tuple[Device, ...]
    """The first of them."""
    devices_total: int
    th_s: Decimal
    wallets: tuple[Wallet, ...]
    banks: tuple[BankRelation, ...]


@dataclass(frozen=True, slots=True)
class PartyFile:
    """A party on a day."""

    party: str
    version: int
    on: date
    facts: Mapping[str, Any]
    """What it is, as `queries.parties.party` says it."""
    owners: Owners
    belongs: Belonging
    cases: tuple[QueueLine, ...]
    findings: tuple[OfficeFinding, ...]
    findings_open: int
    requests: tuple[Mapping[str, Any], ...]
    invoices: tuple[Mapping[str, Any], ...]
    names: Mapping[str, str]
    """Names of providers, banks and others that the page speaks of."""
    history: tuple[Line, ...]
    has_filed: bool
    """Whether it has ever filed a return."""


def party_file(*, party: str, now: datetime, on: date | None = None) -> PartyFile:
    """The file of a party; the number of questions does not depend on how much there is in it."""
    day = day_asked(on, now)
    found = FACTS(party=party, day=day)
    facts, parts = parties.described(found, party=party, day=day), parts_held(found)
    numbers = [str(each["authorisation"]) for each in facts["authorisations"]]
    belongs = _belongs(party, numbers, day, parts)
    lines = derived_from(CASES(party=party), day_asked(None, now)) if "cases" in parts else []
    cases = tuple(replace(line, name=str(facts["name"])) for line in lines)
    findings = tuple(FINDINGS(party=party)) if "findings" in parts else ()
    asked = requests.listed(now=now, about={"party": party}, most=FEW) if "requests" in parts else []
    others = {each.provider for each in belongs.connections} | {each.bank for each in belongs.banks}
    return PartyFile(
        party=party,
        version=facts["version"],
        on=day,
        facts=facts,
        owners=_owners(party, facts),
        belongs=belongs,
        cases=cases,
        findings=findings,
        findings_open=_open_findings(party, findings),
        requests=tuple(asked),
        invoices=tuple(fees.listed(party=party)["invoices"]) if "invoices" in parts else (),
        names=names_of(others, on=day),
        history=_history([party, *numbers, *(each.case for each in cases)]),
        has_filed="filings" in parts,
    )


def _owners(party: str, facts: Mapping[str, Any]) -> Owners:
    persons = {str(each["person"]): each for each in facts["persons"]}
    holdings = tuple(
        f.Holding(each["owner"], each["held"], Decimal(str(each["share"])), each["controls"])
        for each in facts["holdings"]
    )
    natural = frozenset(name for name, each in persons.items() if each["natural"])
    try:
        return Owners(persons, holdings, ownership_of(party, holdings, natural))
    except OwnershipError as error:
        return Owners(persons, holdings, None, str(error))


def _belongs(party: str, numbers: list[str], day: date, parts: frozenset[str]) -> Belonging:
    sites = tuple(SITES(numbers=numbers, day=day)) if "sites" in parts else ()
    names = [each.site for each in sites]
    rates = RATES(sites=names, day=day)
    return Belonging(
        sites=sites,
        connections=tuple(CONNECTIONS(sites=names, day=day)),
        devices=tuple(DEVICES(sites=names, day=day)) if rates else (),
        devices_total=sum(count for _, count in rates),
        th_s=sum((rate * count for rate, count in rates), Decimal()),
        wallets=tuple(WALLETS(party=party, day=day)) if "wallets" in parts else (),
        banks=tuple(BANKS(party=party, day=day)) if "banks" in parts else (),
    )


def _open_findings(party: str, shown: Sequence[OfficeFinding]) -> int:
    """How many are open, of those that are not all shown, too.

    They are counted among those of the party, for a condition would begin with all that are open.
    """
    if len(shown) < FEW:
        return sum(each.status == "open" for each in shown)
    counted = FindingParty.objects.filter(party_id=party).aggregate(open=Count("pk", filter=Q(finding__status="open")))
    return int(counted["open"])


def _history(subjects: list[str]) -> tuple[Line, ...]:
    return tuple(
        Line(number, kind, subject, at, _who(content), number < in_log)
        for number, kind, subject, at, content, in_log in HISTORY(subjects=subjects)
    )


def _who(content: Any) -> str:
    said = content if isinstance(content, Mapping) else {}
    return str(said.get("written_by") or said.get("by") or "")
