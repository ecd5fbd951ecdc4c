"""Publishing the register of a moment: a folder of tables whose digest is a leaf of the log."""

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from rugsat.evidence.log.register_digest import REGISTER_PUBLISHED, register_digest
from rugsat.kernel.period import Period
from rugsat.store.snapshot.export import published_tables
from rugsat.store.snapshot.write import write_snapshot
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

AHEAD = timedelta(days=31)
"""How far ahead of the day obligations are listed, so that whoever owes them can see them coming."""


@use_case
def publish_register_snapshot(work: Work, *, out: Path | None = None, since: date | None = None) -> Done:
    """Write the register as it is known now to a new folder, and have its digest logged so that anyone can hold it.

    Obligations are those of the periods that end from `since` (the first of the year where left out) to a month ahead.
    """
    place = out or settings.OFFICE / "register" / f"{work.at:%Y-%m-%dT%H%M%S%f}Z"
    place.parent.mkdir(parents=True, exist_ok=True)
    within = Period(since or work.on.replace(month=1, day=1), work.on + AHEAD)
    tables = published_tables(work.law, known=work.at, within=within)
    digest = register_digest(write_snapshot(tables, place))
    work.tell(REGISTER_PUBLISHED, digest, {"register": digest}, public=True)
    rows = {contract.name: table.height for contract, table in tables.items()}
    return Done(digest, 1, {"folder": str(place), "register": digest, "rows": rows})
