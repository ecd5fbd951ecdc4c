"""The documents of an application: handed in, and read again."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.document_type import LARGEST_DOCUMENT
from rugsat.store.queries.own_application import application
from rugsat.store.queries.own_documents import of_case
from rugsat.usecases.hand_in_document import hand_in_document
from rugsat.web.layout import moment
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.choices import DOCUMENTS, choices_of
from rugsat.web.layout.documents import attachment
from rugsat.web.layout.uploads import takes_files
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal import fields as f
from rugsat.web.portal.answering import onward, shown

_OF_THE_AUTHORITY = frozenset({"lease", "certificate", "letter", "proof_of_service"})
"""What only officers hand in."""


class DocumentForm(forms.Form):
    """A document and what it is."""

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, use_required_attribute=False)
        self.fields["kind"] = f.one_of(_("What is it?"), kinds())
        self.fields["file"] = f.document(_("Document"))


@takes_files(LARGEST_DOCUMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case: str) -> HttpResponse:
    """The documents."""
    told = application(case=case, party=visitor_of(request).party, now=moment.now())
    form = DocumentForm(request.POST, request.FILES) if request.method == "POST" else DocumentForm()
    refused = None
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        asked = {"kind": form.cleaned_data["kind"], "name": file.name, "content": file.content}
        done = carried_out(request, hand_in_document, _("The document is handed in."), case=case, **asked)
        if not isinstance(done, Refused):
            return onward("application-documents", case)
        refused = done
    return shown(
        request,
        "application_documents",
        refused=refused,
        title=_("Documents"),
        application=told,
        form=form,
        kinds=dict(choices_of(DOCUMENTS)),
    )


@require_safe
def download(request: HttpRequest, case: str, number: int) -> HttpResponse:
    """One document, as it was handed in."""
    found = of_case(case=case, party=visitor_of(request).party, number=number)
    return attachment(found.content, name=found.name, media_type=found.media_type)


def kinds() -> list[tuple[str, str]]:
    """What a document can be."""
    return [each for each in choices_of(DOCUMENTS) if each[0] not in _OF_THE_AUTHORITY]
