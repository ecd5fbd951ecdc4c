"""Writing down what a body has said of a case, with the document in which it did."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.operations.report.answers import attestation_word, thing_word
from rugsat.store.licensing.holder import AGREED
from rugsat.store.queries.case_file import CaseFile, case_file
from rugsat.store.register_view import OF_THE_AUTHORITY
from rugsat.usecases.attest import BY_OFFICERS, attest
from rugsat.web.console.one_form import OneForm, answered
from rugsat.web.layout.moment import now

KINDS = (
    "connection",
    "separate_meter",
    "site_zoning",
    "fire_certificate",
    "technical_certificate",
    "bank_relation",
    "capital",
    "company_register",
    "shareholders",
    "identity",
    "criminal_record",
    "no_offshore_account",
    "screening",
    "server_location",
    "customs",
    "local_office",
    "aml_qualification",
    "plan_review",
    AGREED,
)
"""What can be attested by others than the wallet and the ledger themselves."""


class AttestationForm(forms.Form):
    """What was said, by whom, about what, and where it is written."""

    def __init__(self, file: CaseFile, **given: Any) -> None:
        super().__init__(**given)
        missing = {"required": _("This is needed: fill it in.")}
        self.fields["kind"] = forms.ChoiceField(
            label=_("What was said"), choices=[("", "–"), *((kind, attestation_word(kind)) for kind in KINDS)],
            error_messages={"required": _("Choose what was said.")},
        )  # fmt: skip
        self.fields["about"] = forms.ChoiceField(label=_("About"), choices=_about(file), error_messages=missing)
        self.fields["by"] = forms.CharField(
            label=_("Said by"),
            help_text=_("The body's entry in the register; leave it empty where the authority itself says it."),
            max_length=64,
            required=False,
        )
        self.fields["says"] = forms.CharField(
            label=_("What it says"),
            help_text=_("One on each line, as in passed: yes or capacity_w: 2000000."),
            required=False,
            max_length=10_000,
            widget=forms.Textarea(attrs={"rows": 5}),
        )
        for name, label in (("on", _("Said on")), ("until", _("Holds until before"))):
            self.fields[name] = forms.DateField(
                label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}),
                error_messages={"invalid": _("Write the day as 2026-03-31.")},
            )  # fmt: skip
        papers = [("", _("None: the authority itself says it")), *((each.digest, each.name) for each in file.papers)]
        self.fields["document"] = forms.ChoiceField(
            label=_("Document"), help_text=_("Hand it in first."), choices=papers, required=False
        )

    def clean_says(self) -> dict[str, Any]:
        """The fields, each with its value."""
        read: dict[str, Any] = {}
        for line in filter(None, map(str.strip, self.cleaned_data["says"].splitlines())):
            name, colon, value = line.partition(":")
            if not colon or not name.strip().isidentifier():
                raise forms.ValidationError(_("'{line}' has no name before a colon.").format(line=line[:40]))
            read[name.strip()] = _value(value.strip())
        return read

    def asked(self) -> dict[str, Any]:
        """The attestation as the use case takes it; what is left empty is left out."""
        said = {name: self.cleaned_data[name] for name in ("kind", "about", "says")}
        days = {name: day.isoformat() for name in ("on", "until") if (day := self.cleaned_data[name])}
        return {**said, **days, "document": self.cleaned_data["document"]}


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case: str) -> HttpResponse:
    """The page."""
    file = case_file(case=case, now=now())
    form = AttestationForm(file, data=request.POST if request.method == "POST" else None)
    of_ours = ", ".join(attestation_word(kind) for kind in sorted(BY_OFFICERS & OF_THE_AUTHORITY))
    one = OneForm(
        title=_("Write down what a body has said"),
        case=case,
        form=form,
        button=_("Write it down"),
        use_case=attest,
        done=_("It is written down; the requirements look at it from now on."),
        asked=lambda: {"case": case, "attestation": form.asked(), "by": form.cleaned_data["by"].strip()},
        about=((_("The authority itself says"), of_ours),),
        seen=file.version,
    )
    return answered(request, one)


def _about(file: CaseFile) -> list[tuple[str, str]]:
    """The things of the application that something can be said about."""
    facts = file.facts
    named = [
        f"party:{facts.applicant.party}",
        *(f"site:{each.site}" for each in facts.sites),
        *(f"connection:{each.connection}" for each in facts.connections),
        *(f"bank:{each.bank}" for each in facts.banks),
        *(f"person:{each.person}" for each in facts.persons),
        *(f"plan:{name}" for name in facts.plans),
        *dict.fromkeys(f"customs:{each.customs_reference}" for each in facts.devices),
    ]
    return [(each, thing_word(each)) for each in named]


def _value(text: str) -> Any:
    """A word as it is meant: yes, no, a whole number, a list in brackets, or itself."""
    if text.lower() in {"yes", "no", "true", "false"}:
        return text.lower() in {"yes", "true"}
    if text.startswith("[") and text.endswith("]"):
        return [_value(each.strip()) for each in text[1:-1].split(",") if each.strip()]
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else text
