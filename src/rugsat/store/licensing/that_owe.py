"""Which authorisations owe something to the authority: its own, while they are in force or suspended."""

from datetime import datetime

from django.db.models import QuerySet, Value
from django.db.models.functions import Concat

from rugsat.store.bitemporal import as_of
from rugsat.store.licensing.models import AuthorisationFacts

_OWES = ("in_force", "suspended")


def that_owe(*, known: datetime | None = None, few: bool = False) -> QuerySet[AuthorisationFacts]:
    """What is known, at a moment or now, of the authorisations for which returns are owed, on the days they are.

    One that the authority of another country gave, and that is on the register because it was taken over from there,
    owes this authority nothing: who supervises its holder is the authority that gave it. Where only few are asked for,
    by number or by party, `few` keeps SQLite, which does not count its rows, from the index on the status.
    """
    rows = as_of(AuthorisationFacts, known=known).filter(authorisation__given_in__isnull=True)
    return without_index(rows, "status", _OWES) if few else rows.filter(status__in=_OWES)


def without_index(
    rows: QuerySet[AuthorisationFacts], column: str, values: tuple[str, ...]
) -> QuerySet[AuthorisationFacts]:
    """Rows whose column is one of the values, asked so that no index on the column is taken for it."""
    plain = f"plain_{column.rpartition('_')[2]}"
    return rows.alias(**{plain: Concat(column, Value(""))}).filter(**{f"{plain}__in": values})
