"""Counting what filings were like: rows, faults, lateness, estimates; of every filing once."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rugsat.domain.returns.receipt import FileStatus
from rugsat.evidence.lake.entry import Commit
from rugsat.evidence.lake.lake import Lake
from rugsat.kernel.period import ReportingPeriod
from rugsat.operations.intake.estimated import estimated_rows
from rugsat.store.api_access.models import TakenUp
from rugsat.store.quality.models import FilingMeasure
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

_NAME = "quality"
_FILING = "filing"
_TAKEN = frozenset({FileStatus.ACCEPTED, FileStatus.IN_PART})
_A_DAY = timedelta(days=1)


@use_case
def measure_filings(work: Work, *, lake: Lake) -> Done:
    """Count the filings that came into the lake since the last time, for the quality of what each filer files.

    A commit is counted once; after a crash the next time counts the rest. Nothing is decided by it.
    """
    TakenUp.objects.get_or_create(name=_NAME, defaults={"commit": 0})
    held = TakenUp.objects.select_for_update().get(name=_NAME)
    last, zone = lake.state().number, ZoneInfo(work.law.rulebook.jurisdiction.time_zone)
    commits = (lake.commit(number) for number in range(held.commit + 1, last + 1))
    rows = [_measured(lake, commit, zone) for commit in commits if commit.act == _FILING]
    FilingMeasure.objects.bulk_create(rows, batch_size=500)
    if last > held.commit:
        held.commit = last
        held.save(update_fields=("commit",))
    return Done(_NAME, last, {"filings": len(rows)})


def _measured(lake: Lake, commit: Commit, zone: ZoneInfo) -> FilingMeasure:
    filing = str(commit.note["filing"])
    said: dict[str, Any] = json.loads((lake.folder / f"receipts/{filing[:2]}/{filing}.json").read_bytes())
    flagged = estimated_rows(lake, commit)
    received_at = datetime.fromisoformat(said["received_at"]).astimezone(UTC)
    period = ReportingPeriod.parse(said["period"])
    return FilingMeasure(
        filing=filing,
        commit=commit.number,
        sender=said["sender"],
        month=f"{period.until - _A_DAY:%Y-%m}",
        return_name=said["return"],
        period=period.code,
        part=said["part"],
        kind=said["kind"],
        taken=said["status"] in _TAKEN,
        rows=said["rows"],
        faults=said["faults"],
        received_on=received_at.astimezone(zone).date(),
        due=None if said["due"] == "unknown" else date.fromisoformat(said["due"]),
        flagged_rows=flagged[0] if flagged else None,
        estimated_rows=flagged[1] if flagged else 0,
    )
