"""The fee of a case: demanded, and money that waits put to it."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.case_file import CaseFile, case_file
from rugsat.store.queries.waiting_money import waiting_money
from rugsat.usecases.call import Done
from rugsat.usecases.invoice_fee import invoice_fee
from rugsat.usecases.match_payment import match_payment
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.moment import now
from rugsat.web.layout.page import render
from rugsat.web.layout.session import ask_again, fresh


class MatchForm(forms.Form):
    """Which line of the bank was meant for which invoice."""

    def __init__(self, file: CaseFile, **given: Any) -> None:
        super().__init__(**given)
        lines = [
            (each.bank_line, f"{each.bank_line}: {each.amount}, {each.payer_account}, “{each.text}”")
            for each in waiting_money()
        ]
        self.fields["bank_line"] = forms.ChoiceField(
            label=_("Line of the bank"),
            choices=lines,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose the line.")},
        )
        invoices = [(each["invoice"], f"{each['invoice']}: {each['amount']}") for each in file.invoices]
        self.fields["invoice"] = forms.ChoiceField(label=_("Invoice"), choices=invoices)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case: str) -> HttpResponse:
    """The page; the button pressed says which of the two is done."""
    file = case_file(case=case, now=now())
    matches = request.method == "POST" and "match" in request.POST
    form = MatchForm(file, data=request.POST if matches else None)
    refused: Refused | None = None
    if request.method == "POST" and (not matches or form.is_valid()):
        if not fresh(request):
            return ask_again(request)
        done = _done(request, case, form if matches else None)
        if not isinstance(done, Refused):
            return HttpResponseRedirect(reverse("console:case-fee", args=[case]), status=HTTPStatus.SEE_OTHER)
        refused = done
    status = refused.status if refused else HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(
        request,
        "console/case_fee.html.j2",
        CONSOLE,
        status=status,
        title=_("Fee of the case {case}").format(case=case),
        file=file,
        form=form,
        refused=refused,
        waiting=form.fields["bank_line"].choices,  # type: ignore[attr-defined]
    )


def _done(request: HttpRequest, case: str, form: MatchForm | None) -> Done | Refused:
    if form is None:
        return carried_out(request, invoice_fee, _("The fee is demanded."), case=case)
    return carried_out(request, match_payment, _("The payment is put to the invoice."), **form.cleaned_data)
