"""Documents that come in by a form and go out again: checked by content, named safely, served to be saved."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from rugsat.kernel.language import gettext as _
from rugsat.store.document_type import (
    DocumentRefusedError,
    largest_in_megabytes,
    refuse_size,
    safe_name,
    taken_by_ending,
    taken_in_words,
    type_taken,
)
from rugsat.usecases.take_documents import MOST


@dataclass(frozen=True, slots=True)
class Upload:
    """A document that was checked: its safe name, its content, and what it is by that."""

    name: str
    content: bytes
    media_type: str


class DocumentField(forms.FileField):
    """A document; what stands in it is an Upload, or nothing where none was chosen and none is needed."""

    def __init__(self, label: str, hint: str = "", *, required: bool = True) -> None:
        super().__init__(
            label=label,
            help_text=hint or what_is_taken(),
            required=required,
            allow_empty_file=True,  # the check says so itself, with the name of the file
            widget=forms.FileInput(attrs={"accept": taken_by_ending()}),
            error_messages=dict.fromkeys(("required", "invalid"), _("{label}: choose a file.").format(label=label)),
        )

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """The document, checked."""
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return taken(file)
        except DocumentRefusedError as error:
            raise forms.ValidationError(str(error)) from error


def what_is_taken() -> str:
    """The hint of a field: which documents are taken, and how large."""
    return _("{kinds}; at most {largest} MB.").format(kinds=taken_in_words(), largest=largest_in_megabytes())


def several_are_taken() -> str:
    """The hint of a field for several documents: how many at once, which, and how large."""
    most = _("At most {most} documents.").format(most=MOST)
    return f"{most} {what_is_taken()}"


def taken(file: UploadedFile) -> Upload:  # type: ignore[type-arg]
    """A file as a document; DocumentRefusedError where it is empty, too large, or by its content none that is taken.

    What the browser says of its type counts for nothing. Its name is kept as far as it is safe.
    """
    given = str(file.name or "")
    refuse_size(given, file.size or 0)
    file.seek(0)
    content = file.read()
    kind = type_taken(given, content)
    return Upload(safe_name(given, kind), content, kind.value)


def attachment(content: bytes, *, name: str, media_type: str) -> HttpResponse:
    """A document as an answer that a browser saves, and neither shows nor takes for something else.

    Even where a browser shows it, it may do nothing there.
    """
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store, private"
    return response
