"""Every procedure of every jurisdiction: no hole, no act without a basis, and nothing that the table does not have."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rugsat.domain.licensing.procedure import NoProcedureError, Procedure, TransitionRefusedError, procedure_on
from rugsat.kernel.citation import Confidence
from rugsat.law.basis import Basis, Kind
from rugsat.law.pack import RulePack
from rugsat.law.procedure import Office, Standing, Table, Verb
from rugsat.law.procedure_holes import holes
from tests.domain.licensing.led_case import DEMONSTRATED, SHIPPED

ON = date(2026, 5, 4)
ALL = [(code, name) for code, pack in SHIPPED.items() for name in pack.rulebook.instruments]
NAMES = [f"{code}: {name}" for code, name in ALL]


def table(code: str, name: str) -> Table:
    version = SHIPPED[code].rulebook.instruments[name].on(ON)
    assert version is not None
    return version.table


def procedure(packs: dict[str, RulePack], code: str, name: str) -> Procedure:
    return procedure_on(packs[code], name, ON)


@pytest.mark.parametrize(("code", "name"), ALL, ids=NAMES)
def test_every_instrument_has_a_procedure_without_a_hole(code: str, name: str) -> None:
    found = table(code, name)
    assert found.steps
    assert list(holes(found)) == []


@pytest.mark.parametrize(("code", "name"), ALL, ids=NAMES)
def test_every_state_is_reached_and_every_state_but_the_final_ones_is_left(code: str, name: str) -> None:
    found = table(code, name)
    reached, before = {next(iter(found.states))}, set[str]()
    while reached != before:
        before, reached = reached, reached | {step.after for step in found.steps if step.before in reached}
    assert reached == set(found.states)
    assert {step.before for step in found.steps} == set(found.states) - found.final


@pytest.mark.parametrize(("code", "name"), ALL, ids=NAMES)
def test_every_step_rests_on_a_cited_law_or_on_a_parameter_that_there_is(code: str, name: str) -> None:
    for step in table(code, name).steps:
        if isinstance(step.basis, Basis):
            assert step.basis.kind is Kind.LAW
            assert step.basis.citation.act and step.basis.citation.link and step.basis.citation.confidence
        else:
            assert step.basis in SHIPPED[code].rulebook.parameters


@pytest.mark.parametrize(("code", "name"), ALL, ids=NAMES)
def test_with_the_demonstration_no_step_sleeps_and_what_it_rests_on_is_called_a_demonstration(
    code: str, name: str
) -> None:
    held = procedure(DEMONSTRATED, code, name)
    made_up = DEMONSTRATED[code].rulebook.acts["demonstration"].sets
    for step in held.version.procedure:
        rest = held.rest(step)
        assert not rest.asleep
        assert rest.kind is (Kind.DEMONSTRATION if made_up.keys() & set(rest.parameters) else Kind.LAW)


def test_without_a_demonstration_turkmen_law_lets_a_miner_apply_and_says_nothing_of_what_comes_then() -> None:
    held = procedure(SHIPPED, "tm", "mining_registration")
    [submit] = held.allowed("draft", "applicant")
    assert (submit.verb, held.rest(submit).kind, held.rest(submit).confidence) == (
        Verb.SUBMIT,
        Kind.LAW,
        Confidence.TWO_SECONDARY,
    )
    awake = [step for step in held.version.procedure if not held.rest(step).asleep]
    assert awake == [submit]
    with pytest.raises(TransitionRefusedError, match=r"cannot grant .* yet, because procedure.two_officers is not set"):
        held.step("countersigned", "grant", "director")


def test_an_approval_that_no_law_provides_for_is_not_there_until_an_act_sets_it() -> None:
    with pytest.raises(NoProcedureError, match=r"energy.approved_provider_required is not in force"):
        procedure(SHIPPED, "tm", "approved_energy_provider")
    assert procedure(DEMONSTRATED, "tm", "approved_energy_provider").allowed("draft", "applicant")


def test_the_turkmen_power_to_suspend_and_revoke_a_licence_is_law_of_one_source() -> None:
    held = procedure(DEMONSTRATED, "tm", "exchange_licence")
    for verb in (Verb.SUSPEND, Verb.REVOKE):
        found = [step for step in held.version.procedure if step.verb is verb]
        assert found
        assert {step.basis for step in found} == {"authority.licence_measures"}
        assert {held.rest(step).confidence for step in found} == {Confidence.SECONDARY}


def test_kazakh_and_uzbek_terms_of_decision_are_law() -> None:
    kz = procedure(SHIPPED, "kz", "digital_miner_licence_1")
    bank = procedure(SHIPPED, "kz", "nbk_trading_platform_registration")
    uz = procedure(SHIPPED, "uz", "mining_permit")
    found = [kz.length(kz.version.table.clocks["decision"]), bank.length(bank.version.table.clocks["decision"])]
    found += [uz.length(uz.version.table.clocks[name]) for name in ("commission", "decision", "issue")]
    assert [(int(each.value), each.unit, str(each.kind), str(each.confidence)) for each in found] == [
        (15, "working_day", "law", "S"),
        (20, "working_day", "law", "P"),
        (15, "day", "law", "S2"),
        (5, "day", "law", "S2"),
        (1, "day", "law", "S2"),
    ]


def test_an_uzbek_licence_is_suspended_on_the_ground_that_the_law_names() -> None:
    held = procedure(DEMONSTRATED, "uz", "crypto_exchange_licence")
    step = held.step("measure_countersigned", "suspend", "director")
    assert held.grounds(step) == ("monthly fee unpaid for a month",)
    assert isinstance(step.basis, Basis)
    assert (step.basis.kind, step.basis.citation.confidence) == (Kind.LAW, Confidence.TWO_SECONDARY)


def pairs(found: Table) -> Iterator[tuple[str, str, str]]:
    return ((state, verb, office) for state in found.states for verb in Verb for office in Office)


@pytest.mark.parametrize(("code", "name"), ALL, ids=NAMES)
def test_what_is_not_in_the_table_cannot_happen_and_the_refusal_says_what_can(code: str, name: str) -> None:
    held = procedure(DEMONSTRATED, code, name)
    written = {(step.before, step.verb, office): step for step in held.version.procedure for office in step.who}
    for state, verb, office in pairs(held.version.table):
        if (state, verb, office) in written:
            assert held.step(state, verb, office) == written[state, verb, office]
            continue
        with pytest.raises(TransitionRefusedError) as caught:
            held.step(state, verb, office)
        said = str(caught.value)
        others = {step.verb for step in held.version.procedure if step.before == state}
        assert all(f"{each} (by " in said for each in others)
        assert others or "is final" in said


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(ALL), st.lists(st.integers(0, 1000), max_size=60))
def test_an_authorisation_that_has_ended_never_comes_back_except_by_a_review(
    instrument: tuple[str, str], choices: list[int]
) -> None:
    held = procedure(DEMONSTRATED, *instrument)
    state = held.first_state
    for choice in choices:
        steps = [step for step in held.version.procedure if step.before == state]
        if not steps:
            assert state in held.version.table.final
            break
        step = steps[choice % len(steps)]
        if held.standing(step.before) is Standing.ENDED and held.standing(step.after) is not Standing.ENDED:
            assert step.verb in {Verb.SET_ASIDE, Verb.APPEAL}
        if held.standing(step.before) is Standing.NONE and held.standing(step.after) is Standing.IN_FORCE:
            assert step.verb in {Verb.GRANT, Verb.ISSUE}
        state = step.after
