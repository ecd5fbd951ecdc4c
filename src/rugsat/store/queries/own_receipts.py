"""The filings of an organisation: listed by return, period and state, and one with its faults beside the rows."""

from pathlib import Path
from typing import Any

from rugsat.operations.intake.faulty_rows import FaultyRow, faulty_rows
from rugsat.store.api_access.models import ReceivedFiling
from rugsat.store.api_access.receiving import office_lake
from rugsat.store.queries import receipts

FILES = ("original", "signature", "auth_031", "faults")
"""What can be fetched of a filing."""


def listed(
    *,
    party: str,
    most: int,
    before: int | None = None,
    return_name: str = "",
    period: str = "",
    status: str = "",
) -> list[dict[str, Any]]:
    """Filings of a party, the latest first, below a commit where one is given."""
    asked = {"return_name": return_name, "period__startswith": period, "status": status, "commit__lt": before}
    rows = ReceivedFiling.objects.filter(sender=party, **{name: value for name, value in asked.items() if value})
    return [{**receipts.line_of(row), "received_at": row.received_at} for row in rows.order_by("-commit")[:most]]


def returns_filed(*, party: str) -> list[str]:
    """The returns that a party has filed before."""
    rows = ReceivedFiling.objects.filter(sender=party).order_by("return_name")
    return list(rows.values_list("return_name", flat=True).distinct())


def receipt(*, party: str, filing: str) -> dict[str, Any]:
    """A filing of the party: its receipt, its first rows with faults, and what can be fetched."""
    if not receipts.is_of(filing, party):
        raise receipts.no_such_receipt(filing)
    lake = office_lake()
    said = receipts.receipt(lake, filing)
    beside = receipts.all_beside(lake, filing)
    faulty: tuple[FaultyRow, ...] = ()
    if "faults" in beside:
        faults = receipts.beside(lake, filing, "faults")
        faulty = faulty_rows(faults, faults.with_name(f"{filing}.rows.csv"))
    return {"filing": filing, "receipt": said, "files": [each for each in FILES if each in beside], "faulty": faulty}


def file_of(*, party: str, filing: str, what: str) -> Path:
    """A file beside a receipt of the party."""
    if not receipts.is_of(filing, party) or what not in FILES:
        raise receipts.no_such_receipt(filing)
    return receipts.beside(office_lake(), filing, what)
