"""Importing the register that somebody else has kept."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.names.fold import words_of
from rugsat.kernel.period import Period
from rugsat.kernel.record import to_plain
from rugsat.operations.legacy.esma_casps import LegacyProvider, read_casps
from rugsat.operations.legacy.fault import LegacyFault
from rugsat.store.bitemporal import as_of, enter
from rugsat.store.documents import keep
from rugsat.store.licensing.models import Authorisation, AuthorisationFacts
from rugsat.store.parties.models import NameKey, Party, PartyFacts, PartyName
from rugsat.store.tallies.keeping import fold_tallies
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


class ImportRefusedError(RugsatError):
    """An import that cannot be done as asked."""


@use_case
def import_register(work: Work, *, content: bytes, file: str, instrument: str, accept_faults: bool = False) -> Done:
    """Enter the providers of ESMA's register, each from the day that it states.

    Where the file has rows that cannot be taken, nothing is entered until somebody accepts that they are left out.
    A provider whose identifier or LEI is on the register already stays as it is: one firm is one party. What the
    authority of another country gave is entered as given there, and owes this one nothing.
    """
    if instrument not in work.law.rulebook.instruments:
        message = f"{work.law.jurisdiction} has no instrument '{instrument}': name one that it has"
        raise ImportRefusedError(message)
    providers, faults = read_casps(content, file=file)
    refuse_unaccepted(faults, accepted=accept_faults)
    digest = keep(content)
    known = set(Party.objects.values_list("party", flat=True))
    leis = set(as_of(PartyFacts).filter(lei__isnull=False).values_list("lei", flat=True))
    fresh = [each for each in providers if _party(each) not in known and each.lei not in leis]
    _enter(fresh, instrument, ours=work.law.jurisdiction.upper(), at=work.at, act=f"import/{digest[:12]}")
    told = {"file": file, "digest": digest, "entered": len(fresh), "known_before": len(providers) - len(fresh)}
    work.tell("register_imported", digest, {**told, "instrument": instrument, "faults": to_plain(faults)})
    return Done(digest, 1, {**told, "faults": to_plain(faults)})


def refuse_unaccepted(faults: Sequence[LegacyFault], *, accepted: bool) -> None:
    """Refuse a file with rows that cannot be taken, unless it is accepted that they are left out."""
    refused = [fault for fault in faults if fault.refused]
    if refused and not accepted:
        first, rows = refused[0], len({fault.row for fault in refused})
        message = (
            f"{rows} rows cannot be taken, the first for {first.file}, row {first.row}, {first.field} "
            f"'{first.value}': {first.what}. Mend the file, or accept that they are left out"
        )
        raise ImportRefusedError(message)


def _enter(providers: list[LegacyProvider], instrument: str, *, ours: str, at: datetime, act: str) -> None:
    """Enter parties, names and authorisations in a few questions however many there are."""
    enter(Party(party=_party(each), opened_at=at, version=1) for each in providers)
    known: dict[str, Any] = {"recorded_at": at, "act": act}
    enter(
        PartyFacts(
            party_id=_party(each),
            kind="legal_entity",
            name=each.name,
            lei=each.lei,
            country=each.country,
            since=each.since,
            **known,
        )
        for each in providers
    )
    enter(
        PartyName(party_id=_party(each), name=name, use="trade", since=each.since, **known)
        for each in providers
        for name in each.trade_names
    )
    enter(NameKey(party_id=_party(each), word=word) for each in providers for word in _words(each))
    enter(
        Authorisation(
            authorisation=_number(each),
            party_id=_party(each),
            case=None,
            instrument=instrument,
            granted_at=at,
            given_in=None if each.given_in == ours else each.given_in,
        )
        for each in providers
    )
    enter(row for each in providers for row in _facts(each, known))
    fold_tallies()


def _facts(each: LegacyProvider, known: dict[str, Any]) -> Iterable[AuthorisationFacts]:
    """In force up to its end, and from then on expired, because the register does not say by what act it ended."""
    services = [f"service {letter}, Regulation (EU) 2023/1114, Art. 3(1)(16)" for letter in each.services]
    said = {"authorisation_id": _number(each), "party_id": _party(each), "cls": "*", "conditions": services, **known}
    period = Period(each.since, each.until)
    yield AuthorisationFacts(**said, status="in_force", since=period.since, until=period.until)
    if each.until is not None:
        yield AuthorisationFacts(**said, status="expired", since=each.until)


def _party(provider: LegacyProvider) -> str:
    return f"lei-{provider.lei.lower()}"


def _number(provider: LegacyProvider) -> str:
    return f"ESMA-{provider.lei}"


def _words(provider: LegacyProvider) -> set[str]:
    return {word[:100] for name in (provider.name, *provider.trade_names) for word in words_of(name)}
