"""What is to pass to one's organisation by a transfer: looked at, agreed to or declined."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.document_type import LARGEST_DOCUMENT
from rugsat.store.queries.own_transfers import coming
from rugsat.store.queries.own_wallets import wallets
from rugsat.usecases.answer_transfer import answer_transfer
from rugsat.usecases.call import Done
from rugsat.web.layout import moment
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.session import ask_again, fresh
from rugsat.web.layout.uploads import takes_files
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal import fields as f
from rugsat.web.portal.answering import onward, shown
from rugsat.web.portal.forms.application_sections import SECTIONS
from rugsat.web.portal.forms.section import tables
from rugsat.web.portal.handing_in import hand_in
from rugsat.web.portal.pages.application_submit import MOST_SHOWN

_AGREES, _DECLINES = "agrees", "declines"


class AnswerForm(forms.Form):
    """Whether the organisation will hold it, and what it says besides."""

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, use_required_attribute=False)
        choices = [
            (_AGREES, _("We will hold it, with all that is owed under it")),
            (_DECLINES, _("We will not hold it")),
        ]
        self.fields["answer"] = f.one_of(_("Will you hold it?"), choices, radios=True)
        self.fields["note"] = f.words(_("What the authority should know"), required=False)
        self.fields["file"] = f.document(_("Document"), _("Such as the contract."), required=False)


@takes_files(LARGEST_DOCUMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case: str) -> HttpResponse:
    """The page."""
    party = visitor_of(request).party
    told = coming(case=case, party=party, now=moment.now())
    if request.method == "POST" and not fresh(request):
        return ask_again(request)
    form = AnswerForm(request.POST, request.FILES) if request.method == "POST" else AnswerForm()
    refused = None
    if form.is_bound and form.is_valid():
        done = _answer(request, case, form.cleaned_data)
        if not isinstance(done, Refused):
            return onward("application-coming", case)
        refused = done
    return shown(
        request,
        "application_coming",
        refused=refused,
        title=_("To pass to you: {number}").format(number=told["authorisation"] or case),
        record=told,
        wallets=wallets(case=case, party=party),
        lists=tables(SECTIONS, told["says"], MOST_SHOWN),
        form=form,
    )


def _answer(request: HttpRequest, case: str, said: dict[str, Any]) -> Done | Refused:
    document = ""
    if said["file"]:
        handed = hand_in(request, said["file"], case=case, kind="answer")
        if isinstance(handed, Refused):
            return handed
        document = handed
    agrees = said["answer"] == _AGREES
    words = _("You have agreed. The authority decides.") if agrees else _("You have declined. The authority is told.")
    asked = {"agrees": agrees, "note": said["note"], "document": document}
    return carried_out(request, answer_transfer, words, case=case, **asked)
