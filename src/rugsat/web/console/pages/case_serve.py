"""Recording that an act was served, with the proof."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.case_file import CaseFile, case_file
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.record_service import record_service
from rugsat.web.console.one_form import OneForm, answered
from rugsat.web.console.words import verb_word
from rugsat.web.layout.choices import SERVED, choices_of
from rugsat.web.layout.moment import now, today


class ServiceForm(forms.Form):
    """When and how it reached whoever it is for."""

    def __init__(self, file: CaseFile, latest: date, **given: Any) -> None:
        super().__init__(**given)
        self.fields["served_on"] = forms.DateField(
            label=_("Served on"),
            widget=forms.DateInput(attrs={"type": "date", "max": latest.isoformat()}),
            error_messages={"required": _("Write the day."), "invalid": _("Write the day as 2026-03-31.")},
        )
        self.fields["how"] = forms.ChoiceField(label=_("How"), choices=choices_of(SERVED), widget=forms.RadioSelect)
        papers = [("", _("None")), *((each.digest, each.name) for each in file.papers)]
        self.fields["proof"] = forms.ChoiceField(
            label=_("Proof"), help_text=_("A document of the case; hand it in first."), choices=papers, required=False
        )


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case: str, number: int) -> HttpResponse:
    """The page."""
    file = case_file(case=case, now=now())
    line = next((each for each in file.acts if each.act.number == number and each.served), None)
    if line is None:
        message = _("The case {case} has no act {number} that is served.").format(case=case, number=number)
        raise NotOnTheRegisterError(message)
    form = ServiceForm(file, today(), data=request.POST if request.method == "POST" else None)
    one = OneForm(
        title=_("Record the service of act {number}").format(number=number),
        case=case,
        form=form,
        button=_("Record the service"),
        use_case=record_service,
        done=_("The service is recorded; periods run from the proven day."),
        asked=lambda: {"case": case, "number": number, **form.cleaned_data},
        about=((_("Act"), verb_word(line.act.verb)), (_("Sent"), line.act.sent_on)),
        seen=file.version,
    )
    return answered(request, one)
