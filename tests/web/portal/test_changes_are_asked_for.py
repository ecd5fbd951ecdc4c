"""What a holder asks for in the portal after the grant, from the page of its case: a change, a renewal, an appeal."""

import re

import pytest
from django.test import Client

from rugsat.law.resolve import resolve
from rugsat.store.kept_law import law_in_force
from rugsat.store.licensing.models import Case
from rugsat.store.queries.authorisations import authorisation
from rugsat.usecases.attest import attest
from rugsat.usecases.countersign import countersign
from rugsat.usecases.open_application import open_application
from rugsat.usecases.refuse import refuse
from rugsat.usecases.submit import submit
from tests.usecases.people import Office, apply, grant_it
from tests.web.portal.form import send
from tests.web.signed import signed_in


def at(case: str, what: str = "") -> str:
    return f"/portal/applications/{case}/{what}"


def offered(client: Client, case: str) -> set[str]:
    """The steps that the page of a case leads to."""
    return set(re.findall(r'/act/(\w+)"', client.get(at(case)).content.decode()))


def test_a_change_is_written_then_asked_for_and_stands_once_it_is_granted(filled: Office):
    case = apply(filled)
    number = grant_it(filled, case)
    kerim = signed_in("kerim")
    assert {"amend", "transfer", "surrender"} <= offered(kerim, case)
    more = send(kerim, f"{at(case, 'connections/item')}?item=MR-0001", capacity_kw="3000")
    assert more.status_code == 303, more.content.decode()
    assert send(kerim, at(case, "act/amend"), note="a third megawatt").status_code == 303
    assert Case.objects.get(case=case).state == "change_submitted"
    assert "cannot be changed now" in kerim.get(at(case)).content.decode()
    assert "amend" not in offered(kerim, case)
    assert authorisation(number=number, now=filled.now)["licensed_w"] == 2_000_000
    said = {"kind": "connection", "about": "connection:MR-0001", "says": {"site": "karakum-1", "capacity_w": 3_000_000}}
    attest(filled.call("grid"), case=case, attestation=said)
    grant_it(filled, case)
    assert authorisation(number=number, now=filled.now)["licensed_w"] == 3_000_000


def test_a_term_is_renewed_where_the_procedure_has_that(filled: Office, monkeypatch: pytest.MonkeyPatch):
    # Whether a bank is fit is asked elsewhere; here it is asked whether a renewal can be asked for.
    monkeypatch.setattr("rugsat.usecases.decide.assess", lambda *_: ())
    case = open_application(filled.call("kerim"), party="karakum", instrument="partner_bank").subject
    submit(filled.call("kerim"), case=case)
    grant_it(filled, case)
    kerim = signed_in("kerim")
    assert "renew" in offered(kerim, case)
    assert send(kerim, at(case, "act/renew"), note="for another term").status_code == 303
    assert Case.objects.get(case=case).state != "granted"
    assert "renew" not in offered(kerim, case)


def test_a_refusal_is_appealed(filled: Office):
    case = apply(filled)
    ground = resolve(law_in_force(), "mining.refusal_grounds", filled.now.date()).value[0]
    countersign(filled.call("anna"), case=case, signs_for="refuse")
    refuse(filled.call("dilber"), case=case, ground=ground)
    kerim = signed_in("kerim")
    assert "appeal" in offered(kerim, case)
    assert send(kerim, at(case, "act/appeal"), note="").status_code == 400
    assert send(kerim, at(case, "act/appeal"), note="It meets all of it.").status_code == 303
    assert Case.objects.get(case=case).state == "refusal_appealed"
    assert "appeal" not in offered(kerim, case)
