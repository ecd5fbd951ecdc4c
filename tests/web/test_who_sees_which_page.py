"""Every page with every role and with nobody: the matrix grants it, or it is as if there were no such page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import ResolverMatch

from rugsat.usecases.permissions import EVERYBODY, PUBLIC, TOKEN, matrix
from rugsat.web.layout.access import AccessMiddleware
from rugsat.web.layout.visitor import Visitor
from tests.web.signed import signed_in


def routes(resolver: URLResolver | None = None, area: str = "") -> Iterator[str]:
    """The names of all addresses."""
    for each in (resolver or get_resolver("rugsat.web.urls")).url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each, f"{area}{each.namespace}:" if each.namespace else area)
        elif isinstance(each, URLPattern) and each.name:
            yield f"{area}{each.name}"


ROUTES = sorted(set(routes()))


def let_in(page: str, visitor: Visitor, *, method: str = "get") -> str:
    """What the middleware says: in, sign in, or nothing there."""
    request: Any = getattr(RequestFactory(), method)("/")
    request.resolver_match = ResolverMatch(lambda: None, (), {}, page)
    request.resolver_match.view_name = page
    request.visitor = visitor
    try:
        answer = AccessMiddleware(lambda _: HttpResponse()).process_view(request, None, [], {})
    except Http404:
        return "nothing there"
    return "in" if answer is None else "sign in"


def test_the_matrix_names_every_page_and_no_other():
    named = set(matrix().pages)
    areas = {name.removesuffix("*") for name in named if name.endswith(":*")}
    without = [page for page in ROUTES if page not in named and not any(page.startswith(area) for area in areas)]
    assert without == [], "permissions.yaml says nothing of these"
    assert {name for name in named if not name.endswith(":*")} <= set(ROUTES)
    assert {area for area in areas if not any(page.startswith(area) for page in ROUTES)} == set()


def test_no_area_of_those_who_sign_in_is_granted_as_a_whole():
    whole = {name for name in matrix().pages if name.endswith(":*") and not matrix().pages[name] & {PUBLIC, TOKEN}}
    assert whole == set()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", ROUTES)
def test_a_page_is_there_for_those_alone_whom_the_matrix_names(page: str, method: str):
    held = matrix().pages.get(page) or matrix().pages[f"{page.partition(':')[0]}:*"]
    anybody = bool(held & {PUBLIC, TOKEN})
    assert let_in(page, Visitor(), method=method) == ("in" if anybody else "sign in")
    for role in matrix().roles:
        visitor = Visitor("login", "Name", roles=frozenset({role}))
        expected = "in" if role in held or held & set(EVERYBODY) else "nothing there"
        assert let_in(page, visitor, method=method) == expected, role
    assert let_in(page, Visitor("login", "Name"), method=method) == ("in" if held & set(EVERYBODY) else "nothing there")


def test_no_page_is_for_officers_and_organisations_alike_unless_it_is_for_everybody_who_signed_in():
    organisations = {"applicant", "energy_provider", "bank", "body", "principal"}
    for page, held in matrix().pages.items():
        if page.startswith(("console:", "portal:")):
            assert held <= organisations if page.startswith("portal:") else not held & organisations, page


def test_a_page_that_the_matrix_does_not_name_is_for_nobody():
    visitor = Visitor("login", "Name", roles=frozenset(matrix().roles))
    assert let_in("console:forgotten", visitor) == "nothing there"


@pytest.mark.django_db
def test_nobody_is_sent_to_sign_in_and_a_foreign_role_finds_nothing(office: Any):
    nobody = Client().get("/console/?page=2")
    assert nobody.status_code == 302
    assert nobody.headers["Location"].endswith("?next=%2Fconsole%2F%3Fpage%3D2")
    assert nobody.headers["Cache-Control"] == "no-store, private"
    user = signed_in("kerim")
    assert user.get("/console/").status_code == 404
    assert user.get("/portal/").status_code == 200


@pytest.mark.django_db
def test_a_part_of_a_page_that_needs_signing_in_sends_the_whole_page_there(office: Any):
    nobody = Client().get("/console/cases/?state=submitted", headers={"HX-Request": "true"})
    assert nobody.status_code == 200
    assert nobody.headers["HX-Redirect"].endswith("?next=%2Fconsole%2Fcases%2F%3Fstate%3Dsubmitted")
    assert nobody.headers["Cache-Control"] == "no-store, private"
    assert nobody.content == b""
