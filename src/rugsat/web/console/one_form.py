"""A page with one form for one act: shown, refused with what was typed, or done once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from rugsat.usecases.use_case import UseCase
from rugsat.web.console.acted import gone_on
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.page import render
from rugsat.web.layout.session import ask_again, fresh


@dataclass(frozen=True, kw_only=True)
class OneForm:
    """What the page is called, what it asks, and the act that it does."""

    title: str
    form: forms.Form
    button: str
    use_case: UseCase[Any]
    done: str
    asked: Callable[[], dict[str, Any]]
    """The keywords of the use case, when the form is valid."""
    case: str = ""
    """The case to which the page belongs, and to which whoever acted goes back."""
    leads_to: Callable[[str], str] | None = None
    """The address to go on to where it is no case, from the subject of the act."""
    about: tuple[tuple[str, Any], ...] = ()
    """What the act is about, key and value."""
    seen: int | None = None
    heavy: bool = False
    more: dict[str, Any] = field(default_factory=dict)
    """What the template shows besides."""


def answered(request: HttpRequest, one: OneForm, template: str = "console/one_form.html.j2") -> HttpResponse:
    """The page, or, once the act is done, the way on."""
    refused: Refused | None = None
    if request.method == "POST" and one.form.is_valid():
        if not fresh(request):
            return ask_again(request)
        done = carried_out(request, one.use_case, one.done, **one.asked())
        if not isinstance(done, Refused):
            return gone_on(one.leads_to(done.subject) if one.leads_to else reverse("console:case", args=[one.case]))
        refused = done
    faulty = one.form.is_bound and bool(one.form.errors)
    status = refused.status if refused else HTTPStatus.UNPROCESSABLE_ENTITY if faulty else HTTPStatus.OK
    return render(
        request, template, CONSOLE, status=status, title=one.title, one=one, form=one.form, refused=refused, **one.more
    )
