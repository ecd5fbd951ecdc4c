"""Filters that an officer has saved."""

from rugsat.store.desk.models import SavedFilter


def saved_filters(*, login: str, page: str) -> list[tuple[str, str]]:
    """Name and query of each filter of an officer for a list, by name."""
    rows = SavedFilter.objects.filter(account__login=login, page=page).order_by("name")
    return list(rows.values_list("name", "query"))
