from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rugsat.domain.licensing.assess import assess
from rugsat.domain.licensing.facts import Facts, Holding, Person, Responsible, Wallet
from rugsat.domain.licensing.outcome import Status, said
from tests.domain.licensing.applying import ON, answer, demonstrated, exchange, miner

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(
        ["1e999999999", "NaN", "-Infinity", "{by}", "%s", "0", "-1", "TM", "1" * 400]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
APPLICATIONS = [miner(), exchange()]


def everything_said(facts: Facts) -> None:
    for each in assess(facts, demonstrated(), ON):
        assert said(each)
        assert all(said(point) for point in each.points)


@settings(max_examples=60)
@given(st.data(), st.sampled_from(APPLICATIONS))
def test_whatever_an_attestation_says_every_requirement_answers(data: st.DataObject, facts: Facts):
    strange = tuple(
        replace(each, says={name: data.draw(JSON) for name in each.says} if data.draw(st.booleans()) else each.says)
        for each in facts.attestations
    )
    everything_said(replace(facts, attestations=strange))


@settings(max_examples=40)
@given(st.data())
def test_whatever_a_plan_holds_every_requirement_answers(data: st.DataObject):
    plans = {
        name: {part: data.draw(JSON) if data.draw(st.booleans()) else value for part, value in plan.items()}
        for name, plan in exchange().plans.items()
    }
    everything_said(replace(exchange(), plans=plans))


@settings(max_examples=60)
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_whatever_the_application_writes_every_requirement_answers(name: str, address: str, account: str):
    facts = miner()
    everything_said(
        replace(
            facts,
            applicant=replace(facts.applicant, name=name, names=(address, "{by}")),
            persons=(*facts.persons, Person(account, True, name, address, date(1, 1, 1))),
            sites=tuple(replace(each, address=address, zone=account or "mary") for each in facts.sites),
            wallets=(Wallet(account, name),),
            devices=tuple(replace(each, serial=name, model=address) for each in facts.devices),
            responsible=(Responsible(account, name, date(2025, 1, 1)),),
        )
    )


@pytest.mark.parametrize("share", ["-0.5", "0", "1.000000000000000001"])
def test_a_share_that_cannot_be_is_no_way_around_the_owners(share: str):
    facts = miner()
    persons = (*facts.persons, Person("island", False, "Blue Ltd", "VG"))
    held = (Holding("anna", "P1", Decimal(1)), Holding("island", "P1", Decimal(share)))
    found = answer("no_barred_owner", replace(facts, persons=persons, holdings=held))
    assert found.status in {Status.UNMET, Status.UNKNOWN}


def test_a_negative_share_is_a_contradiction_and_hides_nobody():
    facts = miner()
    held = (Holding("anna", "P1", Decimal("1.5")), Holding("anna", "P1", Decimal("-0.5")))
    assert answer("no_barred_owner", replace(facts, holdings=held)).status is not Status.MET
