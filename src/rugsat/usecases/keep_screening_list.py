"""Keeping a list of sanctioned persons, against which applicants are held."""

from rugsat.evidence.sanctions.un_consolidated import read_un_list
from rugsat.store.documents import keep
from rugsat.store.licensing.models import ScreeningSource
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def keep_screening_list(work: Work, *, name: str, content: bytes) -> Done:
    """Keep the consolidated list of the United Nations as it was published; a list that is there already stays."""
    found = read_un_list(content, file=name)
    digest = keep(content)
    _, made = ScreeningSource.objects.get_or_create(
        name=found.name, as_of=found.as_of, defaults={"digest": digest, "recorded_at": work.at}
    )
    told = {"list": found.name, "as_of": str(found.as_of), "entries": len(found.entries), "digest": digest}
    if made:
        work.tell("screening_list_kept", found.name, told)
    return Done(found.name, 1, {**told, "kept": made})
