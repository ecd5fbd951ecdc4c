import json
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from rugsat.cli.law import law_app
from rugsat.cli.law_lines import fitting
from rugsat.cli.law_tables import history_table
from rugsat.law.explain import UnknownParameterError, explain
from rugsat.law.pack import RulePackError, load_jurisdiction

DAY = ["--on", "2026-06-01"]
SHOWN = ["--demonstration", "demonstration"]


def said(*arguments: str) -> str:
    result = CliRunner().invoke(law_app, [*arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def told(*arguments: str) -> Any:
    return json.loads(said(*arguments, "--json"), parse_float=Decimal)


def test_the_list_shows_what_is_set_and_what_was_found_in_no_source() -> None:
    output = said("list", "mining", *DAY)
    assert "Turkmenistan on 2026-06-01" in output
    assert "not set: found in no source" in output
    assert "mining.registration_required" in output
    assert "DEMONSTRATION" not in output


def test_a_demonstration_is_labelled_before_anything_else_is_said() -> None:
    for command in (["list", "mining"], ["explain", "exchange.outflow_limit"], ["coverage"]):
        assert said(*command, *DAY, *SHOWN).lstrip().startswith("DEMONSTRATION: Demonstration of the Turkmen regime")


def test_an_explanation_names_source_confidence_and_the_checks_that_rest_on_it() -> None:
    output = said("explain", "exchange.outflow_limit", *DAY, *SHOWN)
    assert "by demonstration" in output
    assert "set by an act, not read from a source" in output
    assert "cross_border_outflow_above_limit" in output


def test_an_explanation_shows_the_arithmetic_of_an_indexed_amount() -> None:
    output = said("explain", "mining.licence_fee", "--jurisdiction", "kz", *DAY)
    assert "2,000 MCI × 4,325 = 8,650,000 KZT" in output
    assert "Too weak for a finding" in " ".join(output.split())


def test_show_gives_the_values_of_all_days() -> None:
    document = told("show", "mining.mandatory_sale_share", "-j", "kz")
    assert [(held["since"], held["items"][0]["value"]) for held in document["history"]] == [
        ("2024-01-01", "50"),
        ("2025-01-01", "75"),
    ]
    assert "75 %" in said("show", "mining.mandatory_sale_share", "-j", "kz")
    assert "not set: found in no source" in said("show", "mining.registration_fee")


def test_the_json_says_which_law_was_asked() -> None:
    document = told("list", *DAY, *SHOWN)
    assert document["rule_pack"] == load_jurisdiction("tm", demonstration=["demonstration"]).digest
    assert (document["jurisdiction"], document["on"], document["tried"]) == ("tm", "2026-06-01", "")
    assert document["demonstrations"] == ["demonstration"]
    tolerance = [row for row in document["parameters"] if row["parameter"] == "exchange.outflow_limit"]
    assert tolerance[0]["kind"] == "demonstration"


def test_an_act_can_be_tried_by_name_and_every_output_says_so() -> None:
    tried = ["--try", "lower_outflow_limit", "--on", "2026-08-01"]
    assert "TRIED: Lower limit of outflow across the border" in said("explain", "exchange.outflow_limit", *tried)
    document = told("explain", "exchange.outflow_limit", *tried)
    assert document["tried"] == "lower_outflow_limit"
    assert (document["answers"][0]["kind"], document["answers"][0]["since"]) == ("policy", "2026-07-01")


def test_an_act_can_be_tried_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "bold_idea.yaml"
    file.write_text(
        "title: {en: Bold idea}\nkind: policy\nstatus: draft\nsince: 2026-01-01\n"
        "sets:\n  - {parameter: exchange.outflow_limit, value: 7}\n"
    )
    document = told("explain", "exchange.outflow_limit", "--try", str(file), *DAY)
    assert document["answers"][0]["items"][0]["value"] == "7"
    missing = CliRunner().invoke(law_app, ["list", "--try", str(tmp_path / "none.yaml")])
    assert missing.exit_code == 2


def test_jurisdictions_stand_side_by_side() -> None:
    document = told("compare", "mining", *DAY)
    assert set(document["rule_packs"]) == {"kz", "tm", "uz"}
    rows = {row["parameter"]: row["answers"] for row in document["parameters"]}
    assert rows["mining.licence_fee"]["tm"] is None
    assert rows["mining.mandatory_sale_share"]["kz"][0]["items"][0]["value"] == "75"
    output = said("compare", "mining", "-j", "tm", "-j", "kz", *DAY)
    assert "75 % [law S2]" in output
    assert "uz" not in output.splitlines()[2]


def test_coverage_says_why_a_check_sleeps_and_what_a_demonstration_wakes() -> None:
    asleep = {row["check"]: row for row in told("coverage", *DAY)["checks"]}
    awake = {row["check"]: row for row in told("coverage", *DAY, *SHOWN)["checks"]}
    check = "power_above_licensed_capacity"
    assert asleep[check]["readiness"] == "asleep"
    assert asleep[check]["missing"] == [{"parameter": "mining.capacity_tolerance", "why": "found in no source"}]
    assert (awake[check]["readiness"], awake[check]["kind"]) == ("awake", "demonstration")
    assert "mining.capacity_tolerance is not set" in said("coverage", *DAY)


def test_what_does_not_exist_is_refused_with_what_does() -> None:
    with pytest.raises(UnknownParameterError, match=r"did you mean mining\.registration_required"):
        said("explain", "mining.registration_requird")
    with pytest.raises(UnknownParameterError, match=r"choose one of its \d+ from rugsat law list"):
        said("explain", "zzzzzz")
    with pytest.raises(RulePackError, match="there is no jurisdiction 'xx': use one of kz, tm, uz"):
        said("list", "-j", "xx")
    with pytest.raises(RulePackError, match="no demonstration 'x'"):
        said("list", "--demonstration", "x")
    assert CliRunner().invoke(law_app, ["list", "minig"]).exit_code == 2


def test_on_a_narrow_terminal_no_source_is_cut_off() -> None:
    pack = load_jurisdiction("kz")
    found = pack.rulebook.parameters["mining.mandatory_sale_share"]
    console = Console(width=80, file=StringIO(), highlight=False)
    console.print(fitting(console, history_table(found, explain(pack, found.id, on=date(2026, 1, 1)).history)))
    lines = [line.strip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]
    assert lines == [
        "All dated values",
        "50 %", "law, S2, 2024-01-01 to 2024-12-31", "Law No. 193-VII of 6 February 2023 on digital assets, Art. 8(4)",
        "75 %", "law, S2, from 2025-01-01", "Law No. 193-VII of 6 February 2023 on digital assets, Art. 8(4)",
    ]  # fmt: skip


def test_one_parameter_is_compared_by_its_name_and_an_unknown_one_is_refused() -> None:
    rows = told("compare", "mining.mandatory_sale_share", *DAY)["parameters"]
    assert [row["parameter"] for row in rows] == ["mining.mandatory_sale_share"]
    assert CliRunner().invoke(law_app, ["compare", "mining.nope"]).exit_code == 2


@pytest.mark.parametrize("command", ["list", "show", "explain", "compare", "coverage"])
def test_every_command_has_help(command: str) -> None:
    assert len(said(command, "--help")) > 200
