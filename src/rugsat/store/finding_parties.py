"""Whom a finding concerns: the parties that the register names behind its subject on the last day of the finding."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from rugsat.store.bitemporal import Dated, as_of
from rugsat.store.enforcement.models import FindingParty
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.licensing.models import AuthorisationFacts, Connection, Device, Site
from rugsat.store.parties.models import Party, PartyFacts

_AT_ONCE = 500

Held = Mapping[str, list[tuple[date, date | None, str]]]
"""By name: what stands behind it, from when until when."""


def link_parties(findings: Sequence[OfficeFinding]) -> None:
    """Write down whom each of the findings concerns, in place of what was written of it before."""
    concerned = {(finding, party) for finding, some in parties_of(findings).items() for party in some}
    before = set[tuple[str, str]]()
    gone = []
    for some in _some([each.finding for each in findings]):
        for pk, finding, party in FindingParty.objects.filter(finding__in=some).values_list("pk", "finding", "party"):
            before.add((finding, party))
            gone += [] if (finding, party) in concerned else [pk]
    for some in _some(gone):
        FindingParty.objects.filter(pk__in=some).delete()
    fresh = [FindingParty(finding_id=finding, party_id=party) for finding, party in sorted(concerned - before)]
    FindingParty.objects.bulk_create(fresh, batch_size=_AT_ONCE)


def parties_of(findings: Iterable[OfficeFinding]) -> Mapping[str, frozenset[str]]:
    """The parties that each finding concerns; a question to the database serves five hundred of them.

    A machine that two sites declare concerns both holders. A home on the grid concerns no party, nor does a person over
    all exchanges.
    """
    held = {each.finding: (*_named(each.subject), each.last_day) for each in findings}
    names = defaultdict[str, set[str]](set)
    for kind, name, _ in held.values():
        names[kind].add(name)
    register = _Register(names)
    return {finding: frozenset(register.parties(kind, name, on)) for finding, (kind, name, on) in held.items()}


class _Register:
    """What the register, as it is known now, has behind the names of some subjects."""

    def __init__(self, names: Mapping[str, set[str]]) -> None:
        devices = _held(Device, "serial", "site", names.get("device", set()))
        connections = _held(Connection, "connection", "site", names.get("connection", set()))
        sites = _held(Site, "site", "authorisation_id", names.get("site", set()) | _behind(devices, connections))
        authorised = names.get("authorisation", set()) | _behind(sites)
        self._by_kind = {
            "device": (devices, sites),
            "connection": (connections, sites),
            "site": (sites,),
            "authorisation": (),
        }
        self._authorisations = _held(AuthorisationFacts, "authorisation_id", "party_id", authorised)
        parties = names.get("party", set()) | names.get("exchange", set())
        self._leis = _held(PartyFacts, "lei", "party_id", parties)
        self._known = {
            each
            for some in _some(sorted(parties))
            for each in Party.objects.filter(party__in=some).values_list("party", flat=True)
        }

    def parties(self, kind: str, name: str, on: date) -> set[str]:
        """The parties behind a name on a day."""
        if kind in {"party", "exchange"}:
            return {name} if name in self._known else _on(self._leis, {name}, on)
        names = {name} if kind in self._by_kind else set[str]()
        for held in (*self._by_kind.get(kind, ()), self._authorisations):
            names = _on(held, names, on)
        return names


def _named(subject: str) -> tuple[str, str]:
    """Kind and name of the first thing that a subject names, as in party:karakum/return:mining_monthly."""
    kind, _, name = subject.partition("/")[0].partition(":")
    return kind, name


def _held(model: type[Dated], name: str, behind: str, names: set[str]) -> Held:
    found = defaultdict[str, list[tuple[date, date | None, str]]](list)
    for some in _some(sorted(names)):
        rows: Any = as_of(model).filter(**{f"{name}__in": some})
        for key, since, until, value in rows.values_list(name, "since", "until", behind):
            found[key].append((since, until, value))
    return found


def _on(held: Held, names: set[str], on: date) -> set[str]:
    rows = (row for name in names for row in held.get(name, ()))
    return {behind for since, until, behind in rows if since <= on and (until is None or on < until)}


def _behind(*held: Held) -> set[str]:
    return {behind for each in held for rows in each.values() for _, _, behind in rows}


def _some(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[begin : begin + _AT_ONCE] for begin in range(0, len(values), _AT_ONCE))
