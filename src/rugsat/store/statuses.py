"""Where the signed list of the statuses of all certificates lies for everybody."""

from pathlib import Path

from django.conf import settings

FORMS = {"jwt": "application/statuslist+jwt", "cwt": "application/statuslist+cwt"}
"""The forms of the list with their media types, draft-ietf-oauth-status-list."""


def status_list_file(form: str) -> Path:
    """The file of a form of the list; it is not there until the list was published."""
    folder: Path = settings.OFFICE
    return folder / "public" / f"statuses.{form}"
