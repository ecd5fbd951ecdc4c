"""What waits for an organisation to attest of others' cases; of a case it sees no more than that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from rugsat.domain.licensing.evidence import ALL, OF_BANKS, OF_PROVIDERS, Evidence
from rugsat.store.bitemporal import as_of
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.holder import Passing, coming_to, passing_of
from rugsat.store.licensing.models import AttestationRow, Case, Issuer, Item
from rugsat.store.parties.models import PartyFacts, Person
from rugsat.store.queries.case_queue import pending
from rugsat.store.queries.told import NotOnTheRegisterError, day_asked

_MOST_CASES = 500
"""So many cases are looked into, first those in which something is to be decided, then what rests, the newest first."""


@dataclass(slots=True)
class _Cases:
    """Cases with what they name, as far as the one who asks must know it."""

    cases: dict[str, Case]
    moved: dict[str, Passing]
    names: dict[str, PartyFacts]
    items: dict[str, list[Item]] = field(default_factory=dict)
    persons: dict[str, list[Person]] = field(default_factory=dict)

    def applicant(self, case: Case) -> str:
        """Who is judged in a case: its party, or whom it is on its way to by a transfer."""
        return self.moved[case.case].to or case.party_id

    def of(self, case: str, kind: str) -> list[Item]:
        return [each for each in self.items.get(case, ()) if each.kind == kind]


def things(*, party: str, now: datetime, case: str = "") -> list[dict[str, Any]]:
    """Everything that a party can attest, by case, with what it has said of each; of one case where it is named.

    The number of questions does not depend on how many cases there are.
    """
    day = day_asked(None, now)
    kinds = frozenset(as_of(Issuer, on=day).filter(body=party).values_list("kind", flat=True)) & set(ALL)
    rows = _open_cases(party, kinds, case)
    if not rows:
        return []
    held = _gathered(rows, kinds, day)
    said = _said_by(party, held)
    roles = _roles()
    found = []
    for each in held.cases.values():
        role = roles.get(each.instrument, "")
        for evidence, about, detail in _asked(each, held, party, kinds):
            if role in evidence.roles:
                found.append(_told(each, held, evidence, about, detail, said))
    return found


def thing(*, party: str, now: datetime, case: str, kind: str, about: str) -> dict[str, Any]:
    """One thing that a party can attest; of any other, and of another's, it is said that there is none."""
    for each in things(party=party, now=now, case=case):
        if (each["kind"], each["about"]) == (kind, about):
            return each
    message = f"there is nothing of the case '{case}' that you could attest so: look at the list of what waits for you"
    raise NotOnTheRegisterError(message)


def attestation(*, party: str, number: int) -> dict[str, Any]:
    """What a party has said before and not taken back."""
    row = AttestationRow.objects.filter(pk=number, by=party, withdrawn_at__isnull=True).first()
    if row is None:
        message = f"you have said nothing of the number {number} that stands: look at the list of what you attested"
        raise NotOnTheRegisterError(message)
    names = ("kind", "about", "on", "since", "until", "says")
    return {"attestation": row.pk, "case": row.case_id, **{name: getattr(row, name) for name in names}}


def concerned(party: str, case: Case, *, on: date) -> bool:
    """Whether a party has something to do with a case of another: the case names it, or it issues what is attested."""
    return _naming(party).filter(case=case).exists() or as_of(Issuer, on=on).filter(body=party).exists()


def _naming(party: str) -> QuerySet[Item]:
    """What in applications names a party as the provider of a connection or as a bank."""
    named = Q(kind="connection", content__provider=party) | Q(kind="bank", key__startswith=f"{party} ")
    return Item.objects.filter(named, withdrawn_at__isnull=True)


def _open_cases(party: str, kinds: Iterable[str], case: str) -> list[Case]:
    """Cases that are not over: those that name the party, and for a body all that were submitted."""
    law = law_in_force()
    tables = [version.table for each in law.rulebook.instruments.values() for version in each.versions]
    over = {state for table in tables for state in table.final}
    drafts = {next(iter(table.states)) for table in tables if table.states}
    wanted = Q(case__in=_naming(party).values("case"))
    if kinds:
        roles = {role for kind in kinds for role in ALL[kind].roles}
        instruments = [name for name, role in _roles().items() if role in roles]
        wanted |= Q(instrument__in=instruments) & ~Q(state__in=drafts)
    own = Q(party=party) | Q(case__in=list(coming_to(party)))
    rows = Case.objects.filter(wanted).exclude(state__in=over).exclude(own)
    if case:
        rows = rows.filter(case=case)
    waiting = pending(rows)
    first = list(waiting.order_by("-case")[:_MOST_CASES])
    rest = rows.exclude(pk__in=waiting.values("pk")).order_by("-case")
    return [*first, *rest[: _MOST_CASES - len(first)]]


def _roles() -> dict[str, str]:
    return {name: each.versions[-1].role for name, each in law_in_force().rulebook.instruments.items()}


def _gathered(rows: list[Case], kinds: frozenset[str], day: date) -> _Cases:
    cases = {each.case: each for each in rows}
    moved = passing_of(cases)
    parties = {moved[each.case].to or each.party_id for each in rows}
    names = {each.party_id: each for each in as_of(PartyFacts, on=day).filter(party_id__in=parties)}
    held = _Cases(cases, moved, names)
    abouts = {ALL[kind].about for kind in kinds}
    lists = ["connection", "bank", "site", *(["device"] if "customs" in abouts else [])]
    items = Item.objects.filter(case__in=list(cases), kind__in=lists, withdrawn_at__isnull=True)
    for item in items.order_by("kind", "key"):
        held.items.setdefault(item.case_id, []).append(item)
    if "person" in abouts:
        for person in as_of(Person, on=day).filter(party_id__in=parties).order_by("person"):
            held.persons.setdefault(person.party_id, []).append(person)
    return held


def _said_by(party: str, held: _Cases) -> dict[tuple[str, str, str], AttestationRow]:
    """What the party has said that stands; of persons, what it has said of those of whoever is judged now."""
    rows = AttestationRow.objects.filter(by=party, case__in=list(held.cases), withdrawn_at__isnull=True).order_by("pk")
    return {
        (row.case_id, row.kind, row.about): row
        for row in rows
        if not row.about.startswith("person:") or held.moved[row.case_id].is_of_the_judged(row.recorded_at)
    }


def _asked(
    case: Case, held: _Cases, party: str, kinds: frozenset[str]
) -> Iterable[tuple[Evidence, str, Mapping[str, Any]]]:
    """What the party can say of a case: the kind, what it is about, and what the application says of that."""
    sites = {item.key: item.content["address"] for item in held.of(case.case, "site")}
    for item in held.of(case.case, "connection"):
        if item.content["provider"] == party:
            detail = {**item.content, "address": sites.get(item.content["site"], "")}
            yield from ((each, f"connection:{item.key}", detail) for each in OF_PROVIDERS)
    accounts = [item.content["account"] for item in held.of(case.case, "bank") if item.content["bank"] == party]
    if accounts:
        relation, capital = OF_BANKS
        yield relation, f"bank:{party}", {"accounts": accounts}
        yield capital, f"party:{held.applicant(case)}", {}
    for kind in sorted(kinds & set(ALL)):
        evidence = ALL[kind]
        yield from ((evidence, about, detail) for about, detail in _abouts(evidence.about, case, held))


def _abouts(about: str, case: Case, held: _Cases) -> Iterable[tuple[str, Mapping[str, Any]]]:
    if about == "party":
        yield f"party:{held.applicant(case)}", {}
    elif about == "site":
        yield from ((f"site:{item.key}", item.content) for item in held.of(case.case, "site"))
    elif about == "person":
        for each in held.persons.get(held.applicant(case), ()):
            yield f"person:{each.person}", {"name": each.name, "country": each.country}
    elif about == "customs":
        by_reference: dict[str, list[str]] = {}
        for item in held.of(case.case, "device"):
            by_reference.setdefault(str(item.content["customs_reference"]), []).append(item.key)
        yield from ((f"customs:{name}", {"serials": serials}) for name, serials in sorted(by_reference.items()) if name)


def _told(
    case: Case,
    held: _Cases,
    evidence: Evidence,
    about: str,
    detail: Mapping[str, Any],
    said: Mapping[tuple[str, str, str], AttestationRow],
) -> dict[str, Any]:
    party = held.applicant(case)
    row, named = said.get((case.case, evidence.kind, about)), held.names.get(party)
    return {
        "case": case.case,
        "instrument": case.instrument,
        "party": party,
        "name": named.name if named else party,
        "kind": evidence.kind,
        "about": about,
        "thing": about.partition(":")[2],
        "detail": dict(detail),
        "attestation": row.pk if row else None,
        "on": row.on if row else None,
        "until": row.until if row else None,
    }
