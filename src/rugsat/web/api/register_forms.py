"""What the API gives of the register and of cases."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from rugsat.web.api.forms import Day, Given, Long, Name, Text


class PartyLine(Schema):
    """A party in a list."""

    party: str
    kind: str
    name: str
    lei: str | None
    country: str
    since: date
    until: date | None
    act: str


class PartyPage(Schema):
    """Parties in order of their identifiers."""

    items: list[PartyLine]
    next: str | None


class AuthorisationLine(Schema):
    """An authorisation in a list."""

    authorisation: str
    instrument: str
    party: str
    name: str
    status: str
    cls: str = Field(description="Class; * where the instrument has none")
    licensed_w: int | None
    ends_on: date | None
    since: date
    until: date | None
    act: str


class AuthorisationPage(Schema):
    """Authorisations in order of their numbers."""

    items: list[AuthorisationLine]
    next: str | None


class PartyTold(PartyLine):
    """A party with its other names and its authorisations."""

    names: list[dict[str, str]]
    authorisations: list[AuthorisationLine]


class AuthorisationTold(AuthorisationLine):
    """An authorisation with its sites and its history."""

    sites: list[dict[str, Any]]
    history: list[dict[str, Any]] = Field(description="Every row that the register has held, with when it knew it")


class Checked(Schema):
    """What the register says of a number at a moment."""

    authorisation: str
    instrument: str
    cls: str
    status: str
    party: str
    name: str
    since: date
    ends_on: date | None
    act: str
    on: date
    as_of: datetime


class Application(Given):
    """An application that is opened."""

    instrument: Name
    cls: Name = Field("*", description="Class, where the instrument has any")
    says: dict[str, Any] = Field(
        default_factory=dict, description="sites, connections, devices, wallets, banks and plans, as the how-to shows"
    )


class Change(Given):
    """What an application says from now on."""

    says: dict[str, Any]


class Said(Given):
    """Words that go with an act."""

    note: Long


class Attestation(Given):
    """What is attested of somebody else's case."""

    kind: Name
    about: Text
    says: dict[str, Any]
    on: Day | None = None
    since: Day | None = None
    until: Day | None = None
    document: str = Field("", pattern="^([0-9a-f]{64})?$", description="Digest of a document that was handed in")


class Acted(Schema):
    """What came of an act."""

    subject: str
    version: int = Field(description="Version of the case now; send it in If-Match with the next act")
    repeated: bool = Field(description="The key had been carried out before; nothing was done this time")
    told: dict[str, Any]


class CaseLine(Schema):
    """A case in a list."""

    case: str
    instrument: str
    cls: str
    state: str
    version: int


class CasePage(Schema):
    """Cases in order of their numbers."""

    items: list[CaseLine]
    next: str | None


class CaseTold(CaseLine):
    """A case as it stands."""

    standing: str
    demonstration: list[str]
    rule_pack: str
    procedure_of: str
    names: dict[str, int]
    acts: list[dict[str, Any]]
    deadlines: list[dict[str, Any]]
    can_be_done: list[str] = Field(description="Acts that you can do now")
    requirements: list[dict[str, Any]]


class Tried(Schema):
    """What an application would come to; nothing of it was kept."""

    counts: bool
    case: CaseTold
