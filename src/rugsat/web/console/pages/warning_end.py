"""Drafting that a warning is to be withdrawn."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.warning_drafts import given
from rugsat.usecases.draft_warning_withdrawal import draft_warning_withdrawal
from rugsat.web.console.one_form import OneForm, answered
from rugsat.web.console.warning_words import draft_address
from rugsat.web.layout.moment import today


class WhyForm(forms.Form):
    """Why."""

    def __init__(self, **given_: Any) -> None:
        super().__init__(**given_)
        self.fields["note"] = forms.CharField(
            label=_("Why it is to be withdrawn"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
        )


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, warning: str) -> HttpResponse:
    """The form."""
    held = given(warning, on=today())
    if held is None:
        raise Http404(warning)
    form = WhyForm(data=request.POST if request.method == "POST" else None)
    one = OneForm(
        title=_("Draft the withdrawal of a warning"),
        form=form,
        button=_("Keep the draft"),
        use_case=draft_warning_withdrawal,
        done=_("The draft is kept. The warning goes on being given until another officer signs it."),
        asked=lambda: {"warning": warning, "note": form.cleaned_data["note"]},
        leads_to=draft_address,
        more={"warning": held},
    )
    return answered(request, one, "console/warning_form.html.j2")
