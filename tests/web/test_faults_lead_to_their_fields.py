"""Every fault above a form leads to its field, also where one chooses from several."""

import re

import pytest

from rugsat.store.accounts.models import Account, Role
from tests.usecases.people import Office, prepare
from tests.web.signed import signed_in


@pytest.mark.parametrize("address", ["/portal/users/new", "/portal/tokens/new"])
def test_a_fault_leads_to_a_field(office: Office, address: str):
    prepare(office)
    Role.objects.create(account=Account.objects.get(login="kerim"), role="principal", since=office.now.date())
    page = signed_in("kerim").post(address, {"act_key": "k1"}).content.decode()
    summary = page.partition("govuk-error-summary__list")[2].partition("</ul>")[0]
    leads = re.findall(r'href="#([^"]*)"', summary)
    assert leads
    fields = set(re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', page))
    assert set(leads) <= fields
    said = re.findall(r' aria-describedby="([^"]+)"', page)
    assert {each for names in said for each in names.split()} <= set(re.findall(r' id="([^"]+)"', page))
    assert ' id=""' not in page
