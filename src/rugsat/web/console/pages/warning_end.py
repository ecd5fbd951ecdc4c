"""Drafting that a warning is to be withdrawn."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.warning_drafts import given
from rugsat.usecases.draft_warning_withdrawal import draft_warning_withdrawal
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render
from rugsat.web.layout.session import ask_again, fresh


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
    refused = None
    if request.method == "POST" and form.is_valid():
        if not fresh(request):
            return ask_again(request)
        words = _("The draft is kept. The warning goes on being given until another officer signs it.")
        note = form.cleaned_data["note"]
        done = carried_out(request, draft_warning_withdrawal, words, warning=warning, note=note)
        if not isinstance(done, Refused):
            address = reverse("console:warning-draft", args=[done.subject])
            return HttpResponseRedirect(address, status=HTTPStatus.SEE_OTHER)
        refused = done
    faulty = form.is_bound and bool(form.errors)
    status = refused.status if refused else HTTPStatus.UNPROCESSABLE_ENTITY if faulty else HTTPStatus.OK
    return render(
        request,
        "console/warning_form.html.j2",
        CONSOLE,
        status=status,
        title=_("Draft the withdrawal of a warning"),
        form=form,
        refused=refused,
        warning=held,
        button=_("Keep the draft"),
    )
