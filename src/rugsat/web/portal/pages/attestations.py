"""What waits for an organisation to attest, what it has attested, and taking that back."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from rugsat.kernel.language import gettext as _
from rugsat.operations.report.answers import attestation_word
from rugsat.store.document_type import LARGEST_DOCUMENT
from rugsat.store.queries import own_attesting
from rugsat.usecases.attest import attest
from rugsat.usecases.withdraw_attestation import withdraw_attestation
from rugsat.web.layout import moment
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.session import ask_again, fresh
from rugsat.web.layout.uploads import takes_files
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal import fields as f
from rugsat.web.portal.answering import onward, shown
from rugsat.web.portal.forms.attestation import AttestationForm
from rugsat.web.portal.handing_in import hand_in


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """The list, with what waits first."""
    found = own_attesting.things(party=visitor_of(request).party, now=moment.now())
    waiting = [each | {"address": address_of(each)} for each in found if each["attestation"] is None]
    said = [each | {"address": address_of(each)} for each in found if each["attestation"] is not None]
    return shown(request, "attestations", title=_("To attest"), waiting=waiting, said=said)


@takes_files(LARGEST_DOCUMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def attest_page(request: HttpRequest, case: str, kind: str) -> HttpResponse:
    """Attesting one thing."""
    about = request.GET.get("about", "")
    found = own_attesting.thing(party=visitor_of(request).party, now=moment.now(), case=case, kind=kind, about=about)
    if not fresh(request):
        return ask_again(request)
    form = AttestationForm(found, request.POST, request.FILES) if request.method == "POST" else AttestationForm(found)
    refused = None
    if form.is_bound and form.is_valid():
        done = _attest(request, found, form)
        if not isinstance(done, Refused):
            return onward("attestations")
        refused = done
    return shown(request, "attest", refused=refused, title=attestation_word(kind), thing=found, form=form)


class WithdrawForm(forms.Form):
    """Why something is taken back."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)
        self.fields["note"] = f.words(_("Why you take it back"))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_page(request: HttpRequest, number: int) -> HttpResponse:
    """Taking back what was attested."""
    said = own_attesting.attestation(party=visitor_of(request).party, number=number)
    if not fresh(request):
        return ask_again(request)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    refused = None
    if form.is_bound and form.is_valid():
        note = form.cleaned_data["note"]
        done = carried_out(request, withdraw_attestation, _("It is taken back."), attestation=number, note=note)
        if not isinstance(done, Refused):
            return onward("attestations")
        refused = done
    return shown(request, "attestation_withdraw", refused=refused, title=_("Take back"), said=said, form=form)


def address_of(thing: dict[str, Any]) -> str:
    """The address of the page on which a thing is attested."""
    place = reverse("portal:attestations-attest", args=[thing["case"], thing["kind"]])
    return f"{place}?{urlencode({'about': thing['about']})}"


def _attest(request: HttpRequest, thing: dict[str, Any], form: AttestationForm) -> Any:
    said, document = form.cleaned_data, ""
    if said["file"]:
        handed = hand_in(request, said["file"], case=thing["case"], kind=thing["kind"])
        if isinstance(handed, Refused):
            return handed
        document = handed
    days = {name: said[name].isoformat() for name in ("on", "until") if said[name]}
    attestation = {"kind": thing["kind"], "about": thing["about"], "says": form.says(), "document": document, **days}
    return carried_out(request, attest, _("It is attested."), case=thing["case"], attestation=attestation)
