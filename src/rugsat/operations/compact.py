"""Compaction: many small files of a day become one sorted file, and every row keeps its locator."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime

import polars as pl

from rugsat.evidence.lake.entry import Commit, FileEntry
from rugsat.evidence.lake.lake import Lake

_Group = tuple[str, date | None]
_ORDER = ("sender", "filing", "row")


def compact(
    lake: Lake,
    *,
    recorded_at: datetime,
    at_least: int = 2,
    progress: Callable[[int, int], None] | None = None,
) -> Commit | None:
    """Write one file for each dataset and legal day that has `at_least` files; None where there is nothing to do.

    Rows are sorted by the dataset's own columns, so that a reader can skip; sender, filing and row come along
    unchanged. The files before stay readable as of the commits before.
    """
    groups = _groups(lake.state().files.values(), at_least)
    if not groups:
        return None
    with lake.writing() as transaction:
        # What was seen before the lock was held may have changed: look again.
        groups = _groups(lake.state().files.values(), at_least)
        for number, ((dataset, legal_day), entries) in enumerate(sorted(groups.items(), key=str)):
            rows = pl.scan_parquet(lake.paths(entries))
            order = [name for name in rows.collect_schema().names() if name not in _ORDER]
            parts = tuple(sorted((part for entry in entries for part in entry.parts), key=lambda part: part.filing))
            transaction.add(rows.sort([*order, *_kept(rows)]), dataset=dataset, legal_day=legal_day, parts=parts)
            for entry in entries:
                transaction.remove(entry)
            if progress:
                progress(number + 1, len(groups))
        note = {"files_before": sum(map(len, groups.values())), "files_after": len(groups)}
        return transaction.commit(recorded_at=recorded_at, act="compaction", note=note)


def _kept(rows: pl.LazyFrame) -> list[str]:
    return [name for name in rows.collect_schema().names() if name in _ORDER]


def _groups(entries: Iterable[FileEntry], at_least: int) -> dict[_Group, list[FileEntry]]:
    by_day: dict[_Group, list[FileEntry]] = defaultdict(list)
    for entry in entries:
        if not entry.dataset.startswith("register."):
            by_day[(entry.dataset, entry.legal_day)].append(entry)
    return {
        group: sorted(of_day, key=lambda each: each.path) for group, of_day in by_day.items() if len(of_day) >= at_least
    }
