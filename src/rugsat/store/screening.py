"""The lists of sanctioned persons that the office keeps, as they were at hand on a day."""

from datetime import date
from functools import lru_cache

from rugsat.evidence.sanctions.screening_list import ScreeningList
from rugsat.evidence.sanctions.un_consolidated import read_un_list
from rugsat.store.documents import read
from rugsat.store.licensing.models import ScreeningSource


def lists_on(on: date) -> tuple[ScreeningList, ...]:
    """Of each list the latest one of that day or before."""
    held = ScreeningSource.objects.filter(as_of__lte=on).order_by("as_of")
    latest = dict(held.values_list("name", "digest"))
    return tuple(_list(digest) for _, digest in sorted(latest.items()))


@lru_cache(maxsize=4)
def _list(digest: str) -> ScreeningList:
    return read_un_list(read(digest), file=f"the list {digest[:12]}")
