"""Taking back what was attested."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.operations.report.answers import attestation_word
from rugsat.store.queries.case_file import case_file
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.withdraw_attestation import withdraw_attestation
from rugsat.web.console.one_form import OneForm, answered
from rugsat.web.layout.moment import now


class NoteForm(forms.Form):
    """Why."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.fields["note"] = forms.CharField(
            label=_("Why"),
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
            error_messages={"required": _("Say why it is taken back.")},
        )


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case: str, attestation: int) -> HttpResponse:
    """The page."""
    file = case_file(case=case, now=now())
    held = next((each for each in file.said if each.attestation == attestation and not each.withdrawn_at), None)
    if held is None:
        message = _("The case {case} has no attestation {number} that stands.").format(case=case, number=attestation)
        raise NotOnTheRegisterError(message)
    form = NoteForm(data=request.POST if request.method == "POST" else None)
    one = OneForm(
        title=_("Take back what was attested"),
        case=case,
        form=form,
        button=_("Take it back"),
        use_case=withdraw_attestation,
        done=_("It is taken back, and stays readable."),
        asked=lambda: {"attestation": attestation, "note": form.cleaned_data["note"]},
        about=((_("What"), attestation_word(held.kind)), (_("About"), held.about), (_("Said by"), held.by)),
        seen=file.version,
        heavy=True,
    )
    return answered(request, one)
