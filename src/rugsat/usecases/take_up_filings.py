"""Taking up what the lake has received: every filing gets its line in the office and its leaf in the log."""

import json
from datetime import datetime
from typing import Any

from rugsat.evidence.lake.entry import Commit
from rugsat.evidence.lake.lake import Lake
from rugsat.kernel.digest import digest_of
from rugsat.store.api_access.models import ReceivedFiling, TakenUp
from rugsat.store.api_access.receiving import LAKE, refuse_other_lake
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

_FILING = "filing"


@use_case
def take_up_filings(work: Work, *, lake: Lake) -> Done:
    """Take up the commits of the lake that came since the last time; after a crash the next time takes up the rest.

    The lake has committed a filing before the office knows of it, so nothing is lost between the two, and a commit is
    taken up once.
    """
    TakenUp.objects.get_or_create(name=LAKE, defaults={"commit": 0})
    held = TakenUp.objects.select_for_update().get(name=LAKE)
    last = lake.state().number
    refuse_other_lake(lake)
    rows = []
    for number in range(held.commit + 1, last + 1):
        commit = lake.commit(number)
        if commit.act == _FILING:
            rows.append(_row(lake, commit))
    # A filing that came twice under one name has one line: it must not keep all that came after it from being taken up.
    ReceivedFiling.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    for row in rows:
        names = ("filing", "sender", "return_name", "period", "part", "kind", "status", "receipt", "commit")
        work.tell("return_filed", row.sender, {name: getattr(row, name) for name in names})
    if last > held.commit:
        held.commit = last
        held.save(update_fields=("commit",))
    return Done(LAKE, last, {"filings": len(rows)})


def _row(lake: Lake, commit: Commit) -> ReceivedFiling:
    filing = str(commit.note["filing"])
    said: dict[str, Any] = json.loads((lake.folder / f"receipts/{filing[:2]}/{filing}.json").read_bytes())
    return ReceivedFiling(
        filing=filing,
        commit=commit.number,
        sender=said["sender"],
        return_name=said["return"],
        period=said["period"],
        part=said["part"],
        kind=said["kind"],
        status=said["status"],
        receipt=digest_of(said),
        received_at=datetime.fromisoformat(said["received_at"]),
    )
