"""The register of any moment as a folder."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from rugsat.evidence.log.register_digest import register_digest
from rugsat.kernel.period import Period
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.told import day_asked
from rugsat.store.snapshot.export import published_tables
from rugsat.store.snapshot.write import write_snapshot


def export(*, out: Path, known: datetime, on: date | None = None, since: date | None = None) -> dict[str, Any]:
    """Write the register as it was known at a moment to a new folder, all days or one; nothing is logged."""
    day = day_asked(on, known)
    within = Period(since or day.replace(month=1, day=1), day + timedelta(days=31))
    tables = published_tables(law_in_force(), known=known, within=within, on=on)
    digest = register_digest(write_snapshot(tables, out))
    rows = {contract.name: table.height for contract, table in tables.items()}
    return {"folder": str(out), "register": digest, "known": known.isoformat(), "on": on, "rows": rows}
