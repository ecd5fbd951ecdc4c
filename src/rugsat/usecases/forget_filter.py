"""Forgetting a filter that was saved."""

from rugsat.store.desk.models import SavedFilter
from rugsat.usecases.call import Done
from rugsat.usecases.save_filter import FilterRefusedError
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def forget_filter(work: Work, *, page: str, name: str) -> Done:
    """Let a filter of one's own go."""
    gone, _ = SavedFilter.objects.filter(account=work.account, page=page, name=name).delete()
    if not gone:
        message = f"you have no filter '{name}': look at the list again"
        raise FilterRefusedError(message)
    return Done(name, 1)
