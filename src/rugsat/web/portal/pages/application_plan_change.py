"""A plan of an application: every part that the law asks for, and what the applicant commits to in it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.kernel.language import gettext as _
from rugsat.kernel.numbers import plain
from rugsat.store.queries.own_application import says
from rugsat.store.queries.own_choices import plan_parts
from rugsat.web.layout import moment
from rugsat.web.layout.acting import Refused
from rugsat.web.layout.said import field_word
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal import fields as f
from rugsat.web.portal.answering import onward, shown
from rugsat.web.portal.changing import change_list
from rugsat.web.portal.tasks import plan_word, plans_of

_PERCENT, _PEOPLE, _COUNT = "cold_share", "key_holders", frozenset({"signatures_needed", "audit_every_days"})


class PlanForm(forms.Form):
    """A plan: a field for each of its parts."""

    def __init__(self, parts: tuple[str, ...], data: Any = None, content: dict[str, Any] | None = None) -> None:
        initial = {name: _shown(value) for name, value in (content or {}).items()}
        super().__init__(data, initial=initial, use_required_attribute=False)
        for part in parts:
            self.fields[part] = _field(part)

    def content(self) -> dict[str, Any]:
        """The plan as it is kept: numbers as numbers, holders of keys as a list, all else as words."""
        return {name: _kept(name, value) for name, value in self.cleaned_data.items() if value not in {None, ""}}


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case: str, plan: str) -> HttpResponse:
    """The page."""
    told = says(case=case, party=visitor_of(request).party)
    role, parts = plan_parts(instrument=told["instrument"], plan=plan, now=moment.now())
    if plan not in plans_of(role):
        raise Http404
    held = told["says"]["plans"].get(plan, {})
    form = PlanForm(parts, request.POST if request.method == "POST" else None, held)
    refused = None
    if form.is_bound and form.is_valid():
        # What the plan says besides the parts that are asked for today stays in it.
        kept = {name: value for name, value in held.items() if name not in parts}
        plans = {**told["says"]["plans"], plan: {**kept, **form.content()}}
        done = change_list(request, told, "plans", plans, _("The plan is saved."))
        if not isinstance(done, Refused):
            return onward("application-case", case)
        refused = done
    return shown(request, "application_plan", refused=refused, title=plan_word(plan), record=told, form=form)


def _field(part: str) -> forms.Field:
    label, hint = field_word(part), _hint(part)
    if part == _PERCENT:
        return f.decimal(label, hint, required=False, most="100")
    if part in _COUNT:
        made = f.whole(label, hint, least=1)
        made.required = False
        return made
    return f.words(label, hint, required=False, rows=3)


def _hint(part: str) -> str:
    return {_PERCENT: _("Later returns are held against it."), _PEOPLE: _("One in each line.")}.get(part, "")


def _shown(value: Any) -> Any:
    return "\n".join(map(str, value)) if isinstance(value, list) else value


def _kept(name: str, value: Any) -> Any:
    if name == _PEOPLE:
        return [line.strip() for line in str(value).splitlines() if line.strip()]
    return plain(value) if isinstance(value, Decimal) else value
