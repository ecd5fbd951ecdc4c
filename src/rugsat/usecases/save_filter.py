"""Saving a filter of a list under a name."""

from rugsat.kernel.errors import RugsatError
from rugsat.store.desk.models import SavedFilter
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

MOST = 50
_LONGEST_NAME, _LONGEST_QUERY = 80, 1000


class FilterRefusedError(RugsatError):
    """A filter that cannot be saved."""


@use_case
def save_filter(work: Work, *, page: str, name: str, query: str) -> Done:
    """Keep what a list is narrowed to for the officer alone; one of the same name is replaced.

    It is no act of authority, so nothing of it goes into the log.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= _LONGEST_NAME or len(query) > _LONGEST_QUERY:
        message = f"a filter needs a name of at most {_LONGEST_NAME} letters: write a shorter one"
        raise FilterRefusedError(message)
    held = SavedFilter.objects.filter(account=work.account, page=page)
    if held.exclude(name=name).count() >= MOST:
        message = f"you have {MOST} filters already: forget one first"
        raise FilterRefusedError(message)
    SavedFilter.objects.update_or_create(account=work.account, page=page, name=name, defaults={"query": query})
    return Done(name, 1, {"query": query})
