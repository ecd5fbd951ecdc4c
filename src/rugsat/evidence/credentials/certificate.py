"""What a certificate of authorisation says; the office fills it, the paper, the code and the credential print it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rugsat.evidence.credentials.signer import CredentialError
from rugsat.kernel.language import LANGUAGES

Titles: TypeAlias = Mapping[str, str]
"""A title by language."""


@dataclass(frozen=True, slots=True)
class CertifiedSite:
    """A place where the authorisation may be exercised."""

    site: str
    address: str
    zone: Titles = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StatusPosition:
    """Where the certificate stands in a status list: the list's URI and the place in it, from 0."""

    uri: str
    index: int


@dataclass(frozen=True, slots=True)
class LogPosition:
    """Where the act that granted the authorisation stands in the log."""

    origin: str
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A certificate of authorisation; days are legal days in the time zone of the jurisdiction."""

    number: str
    jurisdiction: str
    country: Titles
    languages: tuple[str, ...] = LANGUAGES
    """Languages that the paper speaks, the language of the state first."""
    time_zone: str
    instrument: str
    """Name of the instrument in the law, as in mining_registration."""
    title: Titles
    kind: str
    cls: str = "*"
    """Class within the instrument; * where it has none."""
    class_title: Titles = field(default_factory=dict)
    holder: str
    party: str
    """Identifier of the holder in the register."""
    owners: tuple[str, ...] = ()
    """Owners of the holder; in the credential each is shown or withheld by the holder, on paper none stands."""
    licensed_w: int | None = None
    sites: tuple[CertifiedSite, ...] = ()
    conditions: tuple[Titles, ...] = ()
    issued_on: date
    since: date
    until: date | None = None
    """First day on which it no longer holds; None where it has no end."""
    issued_by: Titles
    rests_on: tuple[Titles, ...]
    """Acts and articles."""
    demonstration: Titles = field(default_factory=dict)
    """What it demonstrates, where a demonstration act is in the law that it rests on; empty where none is."""
    status: StatusPosition | None = None
    log: LogPosition | None = None

    @property
    def begins(self) -> datetime:
        """The moment from which it holds."""
        return datetime.combine(self.since, time(), ZoneInfo(self.time_zone))

    @property
    def ends(self) -> datetime | None:
        """The moment from which it no longer holds; None where it has no end."""
        return datetime.combine(self.until, time(), ZoneInfo(self.time_zone)) if self.until else None

    def to_json(self) -> dict[str, Any]:
        """The certificate as plain data."""
        return {name.name: _plain(getattr(self, name.name)) for name in fields(self)}


def certificate_from_json(content: Mapping[str, Any]) -> Certificate:
    """Read a certificate; CredentialError names what is missing, unknown or not of its kind."""
    known = {each.name for each in fields(Certificate)}
    if unknown := sorted(set(content) - known):
        message = f"a certificate has no '{unknown[0]}'; it has {', '.join(sorted(known))}"
        raise CredentialError(message)
    try:
        return _checked(Certificate(**{**content, **_read(content)}))
    except (TypeError, ValueError, KeyError, AttributeError, ZoneInfoNotFoundError) as error:
        message = f"the certificate cannot be read: {error}; write it as rugsat certificates example does"
        raise CredentialError(message) from None


def _read(content: Mapping[str, Any]) -> dict[str, Any]:
    status, log, until = (content.get(name) for name in ("status", "log", "until"))
    return {
        "issued_on": date.fromisoformat(content["issued_on"]),
        "since": date.fromisoformat(content["since"]),
        "until": date.fromisoformat(until) if until else None,
        "sites": tuple(CertifiedSite(**site) for site in content.get("sites", ())),
        "owners": tuple(content.get("owners", ())),
        "languages": tuple(content.get("languages", LANGUAGES)),
        "conditions": tuple(content.get("conditions", ())),
        "rests_on": tuple(content["rests_on"]),
        "status": StatusPosition(**status) if status else None,
        "log": LogPosition(**log) if log else None,
    }


def _checked(certificate: Certificate) -> Certificate:
    ZoneInfo(certificate.time_zone)
    if not certificate.number or not certificate.holder or not certificate.rests_on:
        message = "a certificate has a number, a holder and at least one act that it rests on"
        raise ValueError(message)
    if not certificate.languages or set(certificate.languages) - set(LANGUAGES):
        message = f"the paper speaks {', '.join(LANGUAGES)}, one of them or several"
        raise ValueError(message)
    if certificate.until and certificate.until <= certificate.since:
        message = f"it ends on {certificate.until}, which is not after {certificate.since}"
        raise ValueError(message)
    if certificate.status and certificate.status.index < 0:
        message = "a place in a status list counts from 0"
        raise ValueError(message)
    return certificate


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, CertifiedSite | StatusPosition | LogPosition):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value
