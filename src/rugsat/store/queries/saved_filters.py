"""Filters that an officer has saved."""

from typing import Any

from django.db.models import QuerySet

from rugsat.store.desk.models import SavedFilter
from rugsat.store.prepared import Prepared


def saved_filters(*, login: str, page: str) -> list[tuple[str, str]]:
    """Name and query of each filter of an officer for a list, by name."""
    return _FILTERS(login=login, page=page)


def _of(login: str, page: str) -> QuerySet[SavedFilter, Any]:
    rows = SavedFilter.objects.filter(account__login=login, page=page).order_by("name")
    return rows.values_list("name", "query")


_FILTERS = Prepared(_of)
