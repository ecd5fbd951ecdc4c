"""Drafting a warning about a firm, or what a warning that is given is to say instead."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.store.queries.public.warned import Warned
from rugsat.store.queries.warning_drafts import given
from rugsat.usecases.draft_warning import draft_warning
from rugsat.web.console.one_form import OneForm, answered
from rugsat.web.console.warning_words import draft_address
from rugsat.web.console.words import instrument_choices
from rugsat.web.layout.asked import text_of
from rugsat.web.layout.moment import today


class WarningForm(forms.Form):
    """What a warning says."""

    def __init__(self, **given_: Any) -> None:
        super().__init__(**given_)
        self.fields["name"] = _line(_("What the firm calls itself"), 400)
        self.fields["names"] = _lines(_("What else it calls itself"), _("One name on each line."))
        self.fields["websites"] = _lines(_("Where it is found"), _("One address on each line, as in example.org."))
        self.fields["country"] = _line(_("Country where it says that it is"), 2, _("Two letters, as in TM."), False)
        self.fields["lei"] = _line(_("LEI"), 20, "", False)
        self.fields["instrument"] = forms.ChoiceField(
            label=_("What it would need and does not have"), choices=instrument_choices()
        )
        self.fields["ground"] = forms.CharField(
            label=_("Why the public is warned"),
            help_text=_("Everybody will read it."),
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        bases = [("law", _("The law")), ("policy", _("An act of policy"))]
        self.fields["basis"] = forms.ChoiceField(label=_("It rests on"), choices=bases, widget=forms.RadioSelect)
        self.fields["rests_on"] = _line(_("The article, or the act of policy"), 400)

    def says(self) -> dict[str, Any]:
        """The same for the use case."""
        said = dict(self.cleaned_data)
        return said | {name: [each.strip() for each in said[name].splitlines() if each.strip()] for name in _LISTS}


_LISTS = ("names", "websites")


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The form; the address may name the warning that is to say something else."""
    number = text_of(request, "warning", 40)
    warning = given(number, on=today()) if number else None
    if number and (warning is None or warning.source):
        raise Http404(number)
    form = WarningForm(data=request.POST if request.method == "POST" else None, initial=_of(warning))
    one = OneForm(
        title=_("Draft what a warning is to say") if number else _("Draft a warning"),
        form=form,
        button=_("Keep the draft"),
        use_case=draft_warning,
        done=_("The draft is kept. Nothing is public by it until another officer signs it."),
        asked=lambda: {"says": form.says(), "warning": number},
        leads_to=draft_address,
        more={"warning": warning},
    )
    return answered(request, one, "console/warning_form.html.j2")


def _of(warning: Warned | None) -> Mapping[str, str]:
    """The form as a warning fills it."""
    if warning is None:
        return {"basis": "law"}
    names = ("name", "country", "lei", "instrument", "ground", "basis", "rests_on")
    return {name: getattr(warning, name) for name in names} | {
        name: "\n".join(getattr(warning, name)) for name in _LISTS
    }


def _line(label: str, longest: int, hint: str = "", needed: bool = True) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=longest, required=needed)


def _lines(label: str, hint: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, max_length=20_000, required=False, widget=widget)
