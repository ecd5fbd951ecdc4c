"""The filings ledger of a lake: what was filed before, and whether a new filing may follow it."""

from dataclasses import dataclass

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
    by_sender = [entry for entry in state.of(DATASET) if any(part.sender == filing.sender for part in entry.parts)]
    files = lake.paths(by_sender)
    if not files:
        return Before(None, ())
    mine = (
        (pl.col("sender") == filing.sender)
        & (pl.col("return") == filing.return_name)
        & (pl.col("period") == filing.period.code)
        & (pl.col("part") == filing.part)
        & pl.col("status").is_in(_TAKEN)
    )
    rows = pl.scan_parquet(files).filter(mine).sort("commit").collect().to_dicts()
    standing: list[dict[str, object]] = []
    for row in rows:
        standing = [] if row["kind"] == FilingKind.CANCELLATION else [row]
    same = [row for row in standing if row["file_digest"] == digest and row["kind"] == filing.kind]
    return Before(str(same[0]["filing"]) if same else None, tuple(str(row["filing"]) for row in standing))
