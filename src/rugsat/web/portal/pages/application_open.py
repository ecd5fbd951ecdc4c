"""Beginning an application: for what, and in which class."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language
from rugsat.law.parameter import ANY
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.own_choices import instruments
from rugsat.usecases.open_application import open_application
from rugsat.web.layout import moment
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal import fields as f
from rugsat.web.portal.answering import onward, shown


class OpenForm(forms.Form):
    """Which instrument, with its class where it has any."""

    def __init__(self, offered: list[dict[str, Any]], data: Any = None) -> None:
        super().__init__(data, use_required_attribute=False)
        choices = [choice for each in offered for choice in _choices(each)]
        self.fields["what"] = f.one_of(_("What do you apply for?"), choices, radios=True)

    def asked(self) -> dict[str, str]:
        """The instrument and the class."""
        instrument, _colon, cls = self.cleaned_data["what"].partition(":")
        return {"instrument": instrument, "cls": cls or ANY}


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The page."""
    form = OpenForm(instruments(now=moment.now()), request.POST if request.method == "POST" else None)
    refused = None
    if form.is_bound and form.is_valid():
        party = visitor_of(request).party
        done = carried_out(request, open_application, _("The application is begun."), party=party, **form.asked())
        if not isinstance(done, Refused):
            return onward("application-case", done.subject)
        refused = done
    return shown(request, "application_open", refused=refused, title=_("Begin an application"), form=form)


def _choices(offered: dict[str, Any]) -> list[tuple[str, str]]:
    title = in_language(offered["title"])
    if not offered["classes"]:
        return [(offered["instrument"], title)]
    classes = law_in_force().rulebook.jurisdiction.classes
    return [
        (f"{offered['instrument']}:{each}", f"{title}: {in_language(classes.get(each, {'en': each}))}")
        for each in offered["classes"]
    ]
