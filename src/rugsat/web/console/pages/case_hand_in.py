"""Handing in a document that came to the authority on paper or by post."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.document_type import LARGEST_DOCUMENT
from rugsat.store.queries.case_file import standpoint
from rugsat.usecases.hand_in_document import hand_in_document
from rugsat.web.console.one_form import OneForm, answered
from rugsat.web.layout.choices import DOCUMENTS, choices_of
from rugsat.web.layout.documents import DocumentField
from rugsat.web.layout.moment import now
from rugsat.web.layout.uploads import takes_files


class DocumentForm(forms.Form):
    """A document, and as what it is handed in."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        kinds = [("", _("Choose one")), *choices_of(DOCUMENTS)]
        missing = {"required": _("Choose what it is.")}
        self.fields["kind"] = forms.ChoiceField(label=_("Kind"), choices=kinds, error_messages=missing)
        self.fields["file"] = DocumentField(_("Document"))


@takes_files(LARGEST_DOCUMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case: str) -> HttpResponse:
    """The page."""
    held = standpoint(case, now=now()).case
    posted = request.method == "POST"
    form = DocumentForm(data=request.POST if posted else None, files=request.FILES if posted else None)

    def asked() -> dict[str, Any]:
        file = form.cleaned_data["file"]
        return {"case": case, "kind": form.cleaned_data["kind"], "name": file.name, "content": file.content}

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
