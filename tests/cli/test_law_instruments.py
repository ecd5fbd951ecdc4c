import json
from typing import Any

import pytest
from typer.testing import CliRunner

from rugsat.cli.main import app
from rugsat.domain.licensing.procedure import NoProcedureError

DAY = ["--on", "2026-05-04"]
SHOWN = ["--demonstration", "demonstration"]


def said(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["law", "instruments", *arguments, *DAY], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def told(*arguments: str) -> Any:
    return json.loads(said(*arguments, "--json"))


def test_the_list_has_every_instrument_with_how_much_of_its_procedure_sleeps() -> None:
    rows = {row["instrument"]: row for row in told()["instruments"]}
    assert set(rows) == {
        "approved_energy_provider",
        "custody_licence",
        "exchange_licence",
        "mining_registration",
        "partner_bank",
        "pool_registration",
    }
    miner = rows["mining_registration"]
    assert (miner["steps"] - miner["steps_asleep"], miner["confidence"], miner["asleep"]) == (1, "S2", "")
    assert "energy.approved_provider_required is not in force" in rows["approved_energy_provider"]["asleep"]
    assert {row["steps_asleep"] for row in told(*SHOWN)["instruments"]} == {0}
    assert "Certificate of registration" in said()


def test_a_procedure_is_shown_step_by_step_with_what_each_step_rests_on() -> None:
    shown = told("exchange_licence", *SHOWN)
    steps = {(step["from"], step["verb"]): step for step in shown["steps"]}
    grant = steps["countersigned", "grant"]
    assert (grant["to"], grant["two_officers"], grant["keeps"], grant["basis"]) == ("granted", True, "decision", "law")
    suspend = steps["measure_countersigned", "suspend"]
    assert (suspend["basis"], suspend["confidence"]) == ("authority.licence_measures", "S")
    assert suspend["kind"] == "demonstration"
    assert suspend["grounds"] == "procedure.suspension_grounds"
    assert {clock["clock"]: clock["length"] for clock in shown["clocks"]}["term"] == "5 years"
    assert shown["states"]["suspended"] == "suspended"


def test_what_sleeps_says_why() -> None:
    [grant] = [step for step in told("mining_registration")["steps"] if step["verb"] == "grant"][:1]
    assert grant["kind"] is None
    assert grant["asleep"] == "because procedure.two_officers is not set: found in no source"
    output, steps = said("mining_registration"), told("mining_registration")["steps"]
    assert f"1 of {len(steps)} steps are possible on 2026-05-04; the others sleep." in output
    assert "asleep: mining.decision_term is not set" in output


def test_what_is_made_up_is_labelled_before_anything_else() -> None:
    assert said("mining_permit", "-j", "uz", *SHOWN).lstrip().startswith("DEMONSTRATION: ")


def test_the_procedure_of_a_class_is_asked_for_behind_a_colon() -> None:
    assert told("mining_registration:private")["class"] == "private"
    with pytest.raises(NoProcedureError, match="has no class 'big': use one of industrial, private"):
        said("mining_registration:big")
    with pytest.raises(NoProcedureError, match="has no instrument 'mining_licence' on 2026-05-04: use one of"):
        said("mining_licence")
