"""The filings ledger of a lake: what was filed before, and whether a new filing may follow it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from rugsat.domain.returns.filing import Filing, FilingKind
from rugsat.evidence.lake.history import State
from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.schemas.returns import FILINGS

_TAKEN = ("ACPT", "PART")
DATASET = FILINGS.name


@dataclass(frozen=True, slots=True)
class Before:
    """What the ledger says of a filing's sender, return, period and part."""

    same_file: str | None
    """The accepted filing that brought the very same file as the same kind, where it still stands."""
    standing: tuple[str, ...]
    """The filing whose rows stand; none where nothing was accepted, or it was cancelled."""

    def objection(self, filing: Filing) -> str | None:
        """Why the filing cannot follow what is there; None where it can."""
        stands = bool(self.standing)
        if filing.kind in {FilingKind.ORIGINAL, FilingKind.NIL} and stands:
            return f"filing {self.standing[-1]} stands for this period and part already; file a correction instead"
        if filing.kind in {FilingKind.CORRECTION, FilingKind.CANCELLATION} and not stands:
            return "nothing stands for this period and part that could be changed; file an original instead"
        return None


def before(lake: Lake, state: State, filing: Filing, *, digest: str) -> Before:
    """Look up what was filed for the same sender, return, period and part."""
    by_sender = state.of_sender(DATASET, filing.sender)
    mine = [row for path in lake.paths(by_sender) for row in _lines(path) if _is_of(row, filing)]
    rows = sorted(mine, key=lambda row: row["commit"])
    standing: list[Mapping[str, Any]] = []
    for row in rows:
        standing = [] if row["kind"] == FilingKind.CANCELLATION else [row]
    same = [row for row in standing if row["file_digest"] == digest and row["kind"] == filing.kind]
    return Before(str(same[0]["filing"]) if same else None, tuple(str(row["filing"]) for row in standing))


@lru_cache(maxsize=1 << 17)
def _lines(path: Path) -> tuple[Mapping[str, Any], ...]:
    """The lines of a ledger file; files of a lake never change, and whoever files much looks at the same ones."""
    return tuple(pl.read_parquet(path).to_dicts())


def _is_of(row: Mapping[str, Any], filing: Filing) -> bool:
    same = (filing.sender, filing.return_name, filing.period.code, filing.part)
    return (row["sender"], row["return"], row["period"], row["part"]) == same and row["status"] in _TAKEN
