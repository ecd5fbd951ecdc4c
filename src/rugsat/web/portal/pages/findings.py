"""Findings that concern an organisation: listed, and one with its answer."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store import documents
from rugsat.store.document_type import LARGEST_DOCUMENT
from rugsat.store.queries import finding_cases, own_findings
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.answer_finding import answer_finding
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.asked import address_with, one_of, text_of
from rugsat.web.layout.documents import attachment
from rugsat.web.layout.uploads import takes_files
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal import fields as f
from rugsat.web.portal.answering import onward, shown
from rugsat.web.portal.words import check_title, own_finding_status

_MOST = 50


class AnswerForm(forms.Form):
    """What the organisation says to it, with documents."""

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, use_required_attribute=False)
        self.fields["note"] = f.words(_("Your answer"), _("It is added to the finding, and officers read it."), rows=8)
        self.fields["documents"] = f.documents(_("Documents"))


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """The list."""
    statuses = [(status, own_finding_status(status)) for status in ("open", "in_case", "dismissed", "gone")]
    status = one_of(request, "status", statuses)
    party = visitor_of(request).party
    rows = own_findings.listed(party=party, status=status, after=text_of(request, "after"), most=_MOST + 1)
    return shown(
        request,
        "findings",
        title=_("Findings that concern you"),
        findings=rows[:_MOST],
        statuses=statuses,
        narrowed=status,
        onward=address_with(request, after=rows[_MOST - 1]["finding"]) if len(rows) > _MOST else "",
    )


@takes_files(LARGEST_DOCUMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def show_page(request: HttpRequest, finding: str) -> HttpResponse:
    """One finding, and the form to answer it."""
    told = own_findings.finding(party=visitor_of(request).party, finding=finding)
    form = AnswerForm(request.POST, request.FILES) if request.method == "POST" else AnswerForm()
    refused = None
    if form.is_bound and form.is_valid():
        asked = {"note": form.cleaned_data["note"], "documents": f.papers(form.cleaned_data["documents"])}
        done = carried_out(request, answer_finding, _("The answer is handed in."), finding=finding, **asked)
        if not isinstance(done, Refused):
            return onward("findings-show", finding)
        refused = done
    title = check_title(told["check"])
    return shown(request, "finding", refused=refused, title=title, finding=told, form=form)


@require_safe
def document(request: HttpRequest, finding: str, digest: str) -> HttpResponse:
    """A document that came with an answer of one's own."""
    told = own_findings.finding(party=visitor_of(request).party, finding=finding)
    papers = {each["digest"]: each["name"] for answer in told["answers"] for each in answer["documents"]}
    if digest not in papers:
        message = _("No such document came with your answers: look at them again.")
        raise NotOnTheRegisterError(message)
    found = finding_cases.document(finding=finding, digest=digest)
    return attachment(documents.read(digest), name=papers[digest], media_type=found["media_type"])
