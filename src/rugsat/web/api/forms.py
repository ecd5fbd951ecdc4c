"""What the API takes and gives, field by field; the reference is made from it."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _written_as_day(value: Any) -> Any:
    """A day as it is written; a number is none, although it could be taken for one."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        message = "a day is written 2026-01-31"
        raise ValueError(message)
    return value


def _plain(value: str) -> str:
    if "\x00" in value:
        message = "a text holds no NUL"
        raise ValueError(message)
    return value


Day = Annotated[date, BeforeValidator(_written_as_day)]
Text = Annotated[str, AfterValidator(_plain), Field(max_length=200, pattern=r"^[^\x00]*$")]
Long = Annotated[str, AfterValidator(_plain), Field(min_length=1, max_length=20_000, pattern=r"^[^\x00]*$")]
Name = Annotated[str, Field(max_length=80, pattern=r"^[A-Za-z0-9*][-_.:A-Za-z0-9]*$")]
"""Identifiers of the register: of parties, cases, authorisations, instruments."""
FilingName = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Most = Annotated[int, Field(ge=1, le=200)]


class Given(Schema):
    """What a request says; a field that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


class OnDay(Given):
    """As of which day something is asked."""

    on: Day | None = Field(None, description="Day as of which the register is asked; today where left out")


class CasesAsked(Given):
    """Which page of cases is asked for."""

    limit: Most = 50
    cursor: Text = ""


class ReceiptsAsked(Given):
    """Which page of receipts is asked for."""

    limit: Most = 50
    cursor: Annotated[int, Field(ge=1, le=2**62)] | None = None


class DaysAsked(Given):
    """For periods that end on which days."""

    since: Day | None = Field(None, description="First day; three months back where left out")
    until: Day | None = Field(None, description="First day no longer; a month ahead where left out")


class PartiesAsked(OnDay):
    """Which page of parties is asked for."""

    q: Text = Field("", description="Words of a name, in Latin, Cyrillic or Turkmen spelling")
    limit: Most = 50
    cursor: Text = ""


class AuthorisationsAsked(OnDay):
    """Which page of authorisations is asked for."""

    status: Text = ""
    instrument: Text = ""
    party: Text = ""
    limit: Most = 50
    cursor: Text = ""


class DocumentAsked(Given):
    """What a document is called, and what it is."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    kind: Name = "other"


class FileAsked(Given):
    """What a file is called."""

    file: Annotated[str, Field(min_length=1, max_length=200)]


class Problem(Schema):
    """An error in the form of RFC 9457."""

    type: str = Field(description="Stable name of the kind of error")
    title: str
    status: int
    detail: str = Field(description="What is wrong, why, and what to do next")
    instance: str
    errors: list[dict[str, Any]] | None = Field(default=None, description="The fields that are wrong, where there are")


class Filed(Schema):
    """A filing with its receipt."""

    filing: str = Field(description="Identifier of the filing")
    status: str = Field(description="ACPT, PART, RJCT, CRPT or INCF, as in ISO 20022 auth.031")
    counts: bool = Field(description="False for a draft, which fulfils no duty")
    known: bool = Field(description="The very same file had been accepted before; nothing changed")
    receipt_id: str = Field(description="SHA-256 of the canonical JSON of the receipt")
    receipt: dict[str, Any]
    links: dict[str, str] = Field(description="Where the receipt and what lies beside it are found")


class FiledOne(Schema):
    """What became of one file of several."""

    file: str
    status: int = Field(description="HTTP status that the file alone would have had")
    filed: Filed | None = None
    problem: Problem | None = None


class FiledAll(Schema):
    """What became of several files, in the order in which they came."""

    files: list[FiledOne]


class ReceiptLine(Schema):
    """A filing in a list."""

    model_config = ConfigDict(populate_by_name=True)

    filing: str
    return_: str = Field(alias="return")
    period: str
    part: str
    kind: str
    status: str
    received_at: str
    receipt: str
    commit: int


class ReceiptPage(Schema):
    """Filings, the latest first."""

    items: list[ReceiptLine]
    next: str | None = Field(description="Give it as `cursor` for the next page; null on the last")


class ObligationLine(Schema):
    """A return that is owed for a period."""

    model_config = ConfigDict(populate_by_name=True)

    return_: str = Field(alias="return")
    period: str
    due: date
    authorisation: str
    rests_on: str
    filing: str = Field(description="Filing that stands for it; empty where there is none")
    overdue: bool


class ObligationList(Schema):
    """What is owed, in order of the days it is due."""

    as_of: datetime
    items: list[ObligationLine]
