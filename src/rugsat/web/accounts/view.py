"""What the pages of this area share: allauth's views, shown within our layout."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse

from rugsat.web.accounts.area import ACCOUNTS
from rugsat.web.layout.page import render


class InLayoutMixin:
    """A view of allauth whose page is one of ours."""

    request: HttpRequest
    template_name: str
    title: Callable[[], str]

    def render_to_response(self, context: dict[str, Any], **_given: Any) -> HttpResponse:
        """The page; where the form has faults, with the status that says so."""
        form = context.get("form")
        faulty = form is not None and form.is_bound and not form.is_valid()
        status = HTTPStatus.UNPROCESSABLE_ENTITY if faulty else HTTPStatus.OK
        # What allauth calls "view" and "site" are no concern of a page.
        given = {name: value for name, value in context.items() if name not in {"view", "site"}}
        return render(self.request, self.template_name, ACCOUNTS, status=status, title=type(self).title(), **given)
