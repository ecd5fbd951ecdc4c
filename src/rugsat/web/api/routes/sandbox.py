"""Trying an application: carried out in full, told, and taken back before anybody sees it."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Router

from rugsat.store.queries import own_cases
from rugsat.usecases.call import Call
from rugsat.usecases.open_application import open_application
from rugsat.web.api import clock
from rugsat.web.api.access import caller_of, needs
from rugsat.web.api.answers import writing
from rugsat.web.api.register_forms import Application, Tried

router = Router(tags=["sandbox"])


@router.post("/applications", response=writing(Tried), operation_id="try_application", **needs("sandbox"))
def try_application(request: HttpRequest, application: Application) -> dict[str, Any]:
    """Say what an application would come to, with every requirement; nothing of it is kept, and it counts for nothing.

    Requirements that others attest to are unknown here, as they are on the day on which one applies.
    """
    caller, at = caller_of(request), clock.now()
    asked = application.dict()
    with transaction.atomic():
        done = open_application(Call(by=caller.account.login, at=at), party=caller.party, **asked)
        told = own_cases.case(case=done.subject, party=caller.party, now=at)
        transaction.set_rollback(True)
    return {"counts": False, "case": told | {"case": ""}}
