"""A portal with the people of the tests: two firms, a provider, a fire service and a bank."""

from typing import Any

import pytest
from django.test import Client

from rugsat.store.accounts.models import Account, Role
from rugsat.usecases.open_application import open_application
from rugsat.usecases.register_party import register_party
from tests.usecases.people import APPLICATION, Office, prepare
from tests.web.signed import signed_in

RIVAL = {"kind": "legal_entity", "name": "Altyn Hash", "country": "TM"}


@pytest.fixture
def filled(office: Office) -> Office:
    """The office with all that it knows before anybody applies, and a second firm with a user of its own."""
    prepare(office)
    register_party(office.call("anna"), party="altyn", says=RIVAL)
    rival = Account.objects.create(login="rival", name="Rival", party_id="altyn")
    Role.objects.create(account=rival, role="applicant", since=office.now.date())
    return office


@pytest.fixture
def kerim(filled: Office) -> Client:
    """A user of Karakum who has signed in."""
    return signed_in("kerim")


@pytest.fixture
def rival(filled: Office) -> Client:
    """A user of the other firm who has signed in."""
    return signed_in("rival")


@pytest.fixture
def draft(filled: Office) -> str:
    """An application of Karakum that says nothing yet."""
    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial"}
    return open_application(filled.call("kerim"), **asked).subject


@pytest.fixture
def said(filled: Office) -> str:
    """An application of Karakum that says all that it should."""
    asked: dict[str, Any] = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial"}
    return open_application(filled.call("kerim"), **asked, says=APPLICATION).subject
