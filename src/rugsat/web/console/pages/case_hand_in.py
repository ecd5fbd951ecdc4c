"""Handing in a document that came to the authority on paper or by post."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.case_file import standpoint
from rugsat.usecases.hand_in_document import hand_in_document
from rugsat.web.console.one_form import OneForm, answered
from rugsat.web.layout.moment import now

_LARGEST = 64 << 20
_TYPES = {b"%PDF-": ".pdf", b"\x89PNG\r\n": ".png", b"\xff\xd8\xff": ".jpg, .jpeg"}
_NAME_LONGEST = 200


class DocumentForm(forms.Form):
    """A document, and as what it is handed in."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.fields["kind"] = forms.RegexField(
            r"\A[a-z][a-z0-9_]{0,59}\Z",
            label=_("Kind"),
            help_text=_("In small letters, such as lease, certificate, letter or proof_of_service."),
            error_messages={
                "required": _("Write what it is."),
                "invalid": _("Write the kind in small letters a to z, with _ in place of spaces."),
            },
        )
        self.fields["file"] = forms.FileField(
            label=_("Document"),
            help_text=_("PDF, PNG or JPEG, at most 64 MB."),
            max_length=_NAME_LONGEST,
            widget=forms.FileInput(attrs={"accept": ",".join(_TYPES.values())}),
            error_messages={"required": _("Choose the document."), "empty": _("The document is empty.")},
        )

    def clean_file(self) -> Any:
        """The document, if its content is of a kind that is taken."""
        file = self.cleaned_data["file"]
        if file.size > _LARGEST:
            raise forms.ValidationError(_("The document is larger than 64 MB: hand it in in parts."))
        head = file.read(16)
        file.seek(0)
        if not any(head.startswith(magic) for magic in _TYPES):
            raise forms.ValidationError(_("This is neither PDF nor PNG nor JPEG, whatever it is called."))
        return file


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case: str) -> HttpResponse:
    """The page."""
    held = standpoint(case, now=now()).case
    posted = request.method == "POST"
    form = DocumentForm(data=request.POST if posted else None, files=request.FILES if posted else None)

    def asked() -> dict[str, Any]:
        file = form.cleaned_data["file"]
        return {"case": case, "kind": form.cleaned_data["kind"], "name": file.name, "content": file.read()}

    one = OneForm(
        title=_("Hand in a document"),
        case=case,
        form=form,
        button=_("Hand it in"),
        use_case=hand_in_document,
        done=_("The document is kept."),
        asked=asked,
        seen=held.version,
    )
    return answered(request, one)
