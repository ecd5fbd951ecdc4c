"""The receipts of one sender: listed, and with everything that lies beside them in the lake."""

import json
import re
from pathlib import Path
from typing import Any

import polars as pl

from rugsat.evidence.credentials.signed import SUFFIX
from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.schemas.returns import FILINGS
from rugsat.store.api_access.models import ReceivedFiling
from rugsat.store.queries.told import NotOnTheRegisterError

_FILING = re.compile(r"[0-9a-f]{16}")
_BESIDE = {"original": ".json", "auth_031": ".auth_031.json", "faults": ".faults.csv", "signature": f".json{SUFFIX}"}


def listed(*, sender: str, before: int | None, most: int) -> list[dict[str, Any]]:
    """Filings of a sender, the latest first, below a commit where one is given."""
    rows = ReceivedFiling.objects.filter(sender=sender).order_by("-commit")
    if before is not None:
        rows = rows.filter(commit__lt=before)
    return [line_of(row) for row in rows[:most]]


def listed_in(lake: Lake, *, before: int | None, most: int) -> list[dict[str, Any]]:
    """The same for all that lies in a lake, which is that of one sender."""
    files = lake.paths(lake.state().of(FILINGS.name))
    if not files:
        return []
    rows = pl.scan_parquet(files).sort("commit", descending=True)
    if before is not None:
        rows = rows.filter(pl.col("commit") < before)
    names = {"return": "return", "receipt_digest": "receipt"}
    kept = ["filing", "return", "period", "part", "kind", "status", "received_us", "receipt_digest", "commit"]
    told = rows.head(most).with_columns(
        pl.from_epoch("received_us", time_unit="us").dt.replace_time_zone("UTC").dt.to_string("iso:strict")
    )
    renamed = told.select(kept).rename({**names, "received_us": "received_at"})
    return renamed.collect().to_dicts()


def line_of(row: ReceivedFiling) -> dict[str, Any]:
    """A filing as it stands in a list."""
    return {
        "filing": row.filing,
        "return": row.return_name,
        "period": row.period,
        "part": row.part,
        "kind": row.kind,
        "status": row.status,
        "received_at": row.received_at.isoformat(),
        "receipt": row.receipt,
        "commit": row.commit,
    }


def is_of(filing: str, sender: str) -> bool:
    """Tell whether the office has taken up a filing as one of the sender's."""
    return ReceivedFiling.objects.filter(filing=filing, sender=sender).exists()


def receipt(lake: Lake, filing: str) -> dict[str, Any]:
    """What the receipt of a filing says; NotOnTheRegisterError where there is none."""
    said: dict[str, Any] = json.loads(_place(lake, filing, ".json").read_bytes())
    return said


def beside(lake: Lake, filing: str, what: str) -> Path:
    """The file beside a receipt: auth_031, faults or signature; NotOnTheRegisterError where there is none."""
    return _place(lake, filing, _BESIDE[what])


def all_beside(lake: Lake, filing: str) -> tuple[str, ...]:
    """What lies beside a receipt."""
    folder = lake.folder / "receipts" / filing[:2]
    return tuple(what for what, suffix in _BESIDE.items() if (folder / f"{filing}{suffix}").is_file())


def no_such_receipt(filing: str) -> NotOnTheRegisterError:
    """What is said alike where there is no such filing and where it is another's."""
    return NotOnTheRegisterError(f"you have no filing '{filing}': list your receipts")


def _place(lake: Lake, filing: str, suffix: str) -> Path:
    path = lake.folder / "receipts" / filing[:2] / f"{filing}{suffix}"
    if not _FILING.fullmatch(filing) or not path.is_file():
        raise no_such_receipt(filing)
    return path
