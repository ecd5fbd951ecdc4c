"""The signed list of the statuses of all certificates: where it lies for everybody, and putting it there."""

import fcntl
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from rugsat.evidence.lake.durable import sync_folder, write_durably
from rugsat.store.outbox.counter import last_taken

FORMS = {"jwt": "application/statuslist+jwt", "cwt": "application/statuslist+cwt"}
"""The forms of the list with their media types, draft-ietf-oauth-status-list."""
PUBLICATIONS = "statuses"
"""The counter of publications of the list."""


def status_list_file(form: str) -> Path:
    """The file of a form of the list; it is not there until the list was published."""
    folder: Path = settings.OFFICE
    return folder / "public" / f"statuses.{form}"


def put_in_place(forms: Mapping[str, bytes], *, number: int) -> None:
    """Put the list of a publication in its place, once the transaction that logs it is through.

    A publication after which another went through puts nothing in place: the other one does, and a list never gives
    way to an older one.
    """
    paths = {form: status_list_file(form) for form in forms}
    folder = next(iter(paths.values())).parent
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
    with (folder / ".statuses.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if last_taken(PUBLICATIONS) == number:
            for form, content in forms.items():
                write_durably(paths[form], content)
