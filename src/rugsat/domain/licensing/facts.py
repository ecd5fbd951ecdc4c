"""What a requirement looks at: the application as it stands, and what others than the applicant have said of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from rugsat.evidence.sanctions.screening_list import ScreeningList
from rugsat.kernel.period import Period


@dataclass(frozen=True, slots=True)
class Person:
    """A natural or legal person in a chain of ownership, or one who answers for something."""

    person: str
    """Identifier within the application; a natural person is a token, never a national number."""
    natural: bool
    name: str
    country: str
    """Country of residence or registration, ISO 3166-1 alpha-2."""
    born: date | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A share of one person or party in another; `share` is exact, a part of one."""

    owner: str
    held: str
    share: Decimal
    controls: bool = False
    """Whether control is held by other means than the share."""


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who answers for what: director, aml_officer, security_officer, technical_manager."""

    person: str
    office: str
    since: date


@dataclass(frozen=True, slots=True)
class Site:
    """A place of work; latitude and longitude are WGS 84 degrees."""

    site: str
    address: str
    zone: str
    latitude: Decimal | None
    longitude: Decimal | None
    land_use: str = ""
    """What the land register says the place is for, empty where nobody has said."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection point as applied for."""

    connection: str
    site: str
    provider: str
    capacity_w: int


@dataclass(frozen=True, slots=True)
class Device:
    """A machine as declared; `made_on` is the first day of the month of manufacture."""

    serial: str
    site: str
    model: str
    nominal_w: int
    nominal_th_s: Decimal
    supplier: str
    origin: str
    customs_reference: str
    made_on: date | None = None


@dataclass(frozen=True, slots=True)
class Wallet:
    """An account, CAIP-10, and what it is for: payout, hot, cold or client."""

    account: str
    purpose: str


@dataclass(frozen=True, slots=True)
class BankRelation:
    """A bank, a party of its own, and the account for clients' money."""

    bank: str
    account: str


@dataclass(frozen=True, slots=True)
class Attestation:
    """What somebody other than the applicant has said and signed for: the only thing that can meet a requirement.

    `about` names the thing, as in connection:…, site:…, bank:…, wallet:…, person:…; `says` holds the fields by name.
    """

    kind: str
    """connection, separate_meter, site_zoning, fire_certificate, technical_certificate, bank_relation, capital,
    company_register, shareholders, identity, criminal_record, no_offshore_account, payment, wallet_control, screening,
    server_location, customs, local_office, aml_qualification, plan_review: what each says stands on the page of the
    requirement that reads it."""
    about: str
    by: str
    """The party or body that says it."""
    on: date
    says: Mapping[str, object]
    holds: Period
    document: str = ""
    """SHA-256 of the document, 64 hexadecimal digits, empty where it came through the system itself."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies: legal_entity, entrepreneur or natural_person."""

    party: str
    kind: str
    name: str
    country: str
    lei: str | None
    registered_on: date | None
    names: tuple[str, ...] = ()
    """Other names: trade names and the name in other scripts."""


@dataclass(frozen=True, slots=True)
class Facts:
    """An application as it stands on a day."""

    instrument: str
    cls: str
    applicant: Applicant
    persons: tuple[Person, ...] = ()
    holdings: tuple[Holding, ...] = ()
    responsible: tuple[Responsible, ...] = ()
    sites: tuple[Site, ...] = ()
    connections: tuple[Connection, ...] = ()
    devices: tuple[Device, ...] = ()
    wallets: tuple[Wallet, ...] = ()
    banks: tuple[BankRelation, ...] = ()
    plans: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Plans as structured data by name, as in custody and aml: what later returns are held against."""
    attestations: tuple[Attestation, ...] = ()
    register: Mapping[str, object] = field(default_factory=dict)
    """What the register itself says that day, by the names of `registered.Registered`: approved providers, partner
    banks, issuers by kind of attestation, serials and addresses in use, homes, models of machines."""
    lists: tuple[ScreeningList, ...] = ()
    """The lists of sanctioned persons that are kept, each with its day and digest."""
