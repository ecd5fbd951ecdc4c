"""Keeping what an application names: what is new comes in, what has changed is replaced, what is gone goes out."""

from datetime import datetime

from rugsat.store.licensing.models import Case, Item
from rugsat.usecases.application_form import ApplicationForm

_AT_ONCE = 500


def keep_items(case: Case, form: ApplicationForm, *, at: datetime) -> dict[str, int]:
    """Let the case name what the form names, and tell how many things came in and went out."""
    wanted = {(kind, key): content for kind, key, content in form.items()}
    held = {(item.kind, item.key): item for item in case.items.filter(withdrawn_at__isnull=True)}
    gone = [item.pk for name, item in held.items() if wanted.get(name) != item.content]
    for begin in range(0, len(gone), _AT_ONCE):
        Item.objects.filter(pk__in=gone[begin : begin + _AT_ONCE]).update(withdrawn_at=at)
    fresh = [
        Item(case=case, kind=kind, key=key, content=content, entered_at=at)
        for (kind, key), content in wanted.items()
        if (kind, key) not in held or held[kind, key].content != content
    ]
    Item.objects.bulk_create(fresh, batch_size=_AT_ONCE)
    return {"came_in": len(fresh), "went_out": len(gone)}
