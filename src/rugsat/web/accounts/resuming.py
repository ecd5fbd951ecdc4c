"""A form that waits until whoever sent it has shown who he is: it is kept only while he may see its page."""

import json

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from rugsat.web.layout.visitor import visitor_of


def forget_unseen(request: HttpRequest) -> None:
    """Forget a form that waits for a page which the visitor may not see any more.

    It would be sent straight to its page, past everything that is asked before a page is made.
    """
    held = request.session.get(STATE_SESSION_KEY) or {}
    if "request" in held and not visitor_of(request).sees(_page(str(json.loads(held["request"])["path_info"]))):
        del request.session[STATE_SESSION_KEY]


def _page(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""
