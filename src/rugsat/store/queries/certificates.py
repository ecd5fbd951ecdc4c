"""What a certificate of an authorisation says, and the status of every certificate by its place in the list."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists

from rugsat.evidence.credentials.certificate import Certificate, CertifiedSite, LogPosition, StatusPosition
from rugsat.evidence.credentials.status_list import Status
from rugsat.kernel.language import LANGUAGES
from rugsat.law.instrument import InstrumentVersion
from rugsat.law.pack import RulePack
from rugsat.store.bitemporal import as_of
from rugsat.store.certificates.models import IssuedCertificate
from rugsat.store.documents import read
from rugsat.store.kept_law import law_kept
from rugsat.store.licensing.models import Authorisation, AuthorisationFacts, LeftPlace, Site
from rugsat.store.licensing.status_place import SIZE
from rugsat.store.outbox.models import Entry
from rugsat.store.parties.models import Holding, PartyFacts, Person
from rugsat.store.queries.told import NotOnTheRegisterError, day_asked

_STATUS = {
    "suspended": Status.SUSPENDED,
    "revoked": Status.REVOKED,
    "surrendered": Status.REVOKED,
    "expired": Status.REVOKED,
}


def certificate(*, number: str, now: datetime) -> dict[str, Any]:
    """The description of a certificate, as rugsat certificates issue takes it."""
    on = day_asked(None, now)
    facts = (
        as_of(AuthorisationFacts, on=on).filter(authorisation_id=number).select_related("authorisation__case").first()
    )
    case = facts.authorisation.case if facts else None
    if facts is None or case is None or facts.status not in {"in_force", "suspended"}:
        message = f"there is no authorisation '{number}' in force on {on} that a certificate could be given for"
        raise NotOnTheRegisterError(message)
    law = law_kept(case.rule_pack)
    version = law.rulebook.instruments[facts.authorisation.instrument].on(on)
    assert version is not None, "an authorisation that stands has its instrument"
    return _certificate(facts, law, version, on).to_json()


def statuses() -> dict[int, int]:
    """Every place of the status list that says something else than valid, with what it says."""
    rows = as_of(AuthorisationFacts).filter(until__isnull=True, status__in=_STATUS)
    held = rows.values_list("authorisation__status_place__place", "status")
    left = dict.fromkeys(LeftPlace.objects.values_list("place", flat=True), int(Status.REVOKED))
    return left | {place: int(_STATUS[status]) for place, status in held if place is not None}


def list_size() -> int:
    """How many places the status list has, taken or not."""
    return SIZE


def status_uri() -> str:
    """The URI by which certificates name the status list."""
    return str(settings.STATUS_URI or f"urn:rugsat:{settings.JURISDICTION}:status:1")


def register_page() -> str:
    """Address of the page to verify on that the printed code begins with; empty where none is set."""
    return str(settings.VERIFY_PAGE)


def issued(*, number: str, party: str | None = None) -> list[dict[str, Any]]:
    """Certificates that were issued for an authorisation, the latest first; of another party's there are none.

    Nor does a party to which an authorisation has passed see those of the holder before it, which name its owners.
    """
    rows = IssuedCertificate.objects.filter(authorisation_id=number).order_by("-issued_at", "-pk")
    if party is not None:
        facts = AuthorisationFacts.objects.filter(authorisation_id=number, superseded_at__isnull=True)
        rows = rows.filter(Exists(facts.filter(party_id=party, until__isnull=True)), says__party=party)
    return [
        {
            "certificate": row.pk,
            "number": row.authorisation_id,
            "issued_at": row.issued_at.isoformat(),
            "by": row.by,
            "document": row.document_id,
            "credential": row.credential_id,
            "code": row.code,
        }
        for row in rows
    ]


def files(*, number: str, party: str | None = None) -> dict[str, bytes]:
    """The latest certificate of an authorisation as files by their endings: paper, credential, text of the code."""
    held = issued(number=number, party=party)
    if not held:
        message = f"no certificate of '{number}' was issued: ask the authority, or issue it"
        raise NotOnTheRegisterError(message)
    forms = {"pdf": read(held[0]["document"]), "sd-jwt": read(held[0]["credential"]) + b"\n"}
    return {**forms, "code.txt": held[0]["code"].encode() + b"\n"}


def _certificate(facts: AuthorisationFacts, law: RulePack, version: InstrumentVersion, on: date) -> Certificate:
    place, held = law.rulebook.jurisdiction, facts.authorisation
    begins = held.facts.filter(superseded_at__isnull=True).order_by("since").values_list("since", flat=True).first()
    holder = as_of(PartyFacts, on=on).get(party_id=facts.party_id)
    sites = as_of(Site, on=on).filter(authorisation_id=held.authorisation).order_by("site")
    return Certificate(
        number=held.authorisation,
        jurisdiction=law.jurisdiction,
        country=place.name,
        languages=tuple(language for language in place.languages if language in LANGUAGES),
        time_zone=place.time_zone,
        instrument=held.instrument,
        title=version.title,
        kind=version.kind.value,
        cls=facts.cls,
        class_title=place.classes.get(facts.cls, {}),
        holder=holder.name,
        party=facts.party_id,
        owners=_owners(facts.party_id, on),
        licensed_w=facts.licensed_w,
        sites=tuple(CertifiedSite(each.site, each.address, place.zones.get(each.zone, {})) for each in sites),
        conditions=tuple({"en": text} for text in facts.conditions),
        issued_on=on,
        since=begins or facts.since,
        until=facts.ends_on,
        issued_by=version.issued_by,
        rests_on=({"en": str(version.citation)},),
        demonstration=_demonstration(law),
        status=StatusPosition(status_uri(), held.status_place.place) if hasattr(held, "status_place") else None,
        log=_in_log(held),
    )


def _owners(party: str, on: date) -> tuple[str, ...]:
    """Those who hold shares of the party itself, by name."""
    names = dict(as_of(Person, on=on).filter(party_id=party).values_list("person", "name"))
    holdings = as_of(Holding, on=on).filter(party_id=party, held=party).order_by("owner")
    return tuple(names.get(owner, owner) for owner in holdings.values_list("owner", flat=True))


def _demonstration(law: RulePack) -> Mapping[str, str]:
    acts = (act for act in law.rulebook.acts_in_force() if act.kind == "demonstration")
    return next((act.title for act in acts), {})


def _in_log(held: Authorisation) -> LogPosition | None:
    origin = settings.LOG_ORIGIN or f"rugsat.{settings.JURISDICTION}/acts"
    first = Entry.objects.filter(subject=held.authorisation, kind="authorisation_in_force").order_by("number").first()
    return LogPosition(origin, first.number) if first else None
