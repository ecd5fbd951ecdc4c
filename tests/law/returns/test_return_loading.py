"""What a form and an adoption say is read as it stands."""

from datetime import date
from decimal import Decimal

import pytest

from rugsat.kernel.citation import Citation, Confidence
from rugsat.kernel.column import ColumnType
from rugsat.law.returns.definition import Due, InputType, Rule
from rugsat.law.returns.load import UnknownReturnError, definition_on, definitions_on


def test_the_keys_become_a_rule_of_kind_unique(load) -> None:
    (definition,) = load()
    assert definition.rules[0] == Rule("unique", options={"columns": ["connection", "began"]})
    assert definition.rules[0].id == "connection+began.unique"
    assert definition.keys == ("connection", "began")


def test_columns_keep_type_unit_rules_and_whether_they_may_be_empty(load) -> None:
    (definition,) = load()
    energy, price = definition.columns[3], definition.columns[5]
    assert (energy.type, energy.unit, energy.required) == (InputType.INTEGER, "Wh", True)
    assert energy.rules == (Rule("range", "energy_wh", {"at_least": 0}),)
    assert (price.unit, price.required) == ("stated currency", False)


def test_the_kept_columns_have_the_moment_renamed_and_the_derived_column_behind(load) -> None:
    (definition,) = load()
    names = [column.name for column in definition.kept_columns]
    assert names[:3] == ["connection", "began_us", "interval_s"]
    assert names[-5:] == ["load_w", "legal_day", "sender", "filing", "row"]
    assert definition.derived[0].column.type is ColumnType.INTEGER
    assert dict(definition.derived[0].options) == {"energy": "energy_wh", "seconds": "interval_s"}


def test_the_calendar_has_its_due_date_and_its_source(load) -> None:
    (definition,) = load()
    assert definition.calendar.due == Due(10, "day_of_next_month")
    assert definition.calendar.citation == Citation("Law 1", "Art. 2", confidence=Confidence.PRIMARY)
    assert definition.citation == definition.calendar.citation
    assert definition.filed_by == ("energy_provider",)


def test_a_policy_calendar_needs_neither_due_date_nor_source(load, adoption) -> None:
    text = adoption.replace("{count: 10, unit: day_of_next_month}", "null").replace("kind: law", "kind: policy")
    (definition,) = load(adoption="\n".join(line for line in text.splitlines() if "source" not in line))
    assert (definition.calendar.due, definition.calendar.citation, definition.citation) == (None, None, None)


def test_numbers_in_rules_are_exact(load, form) -> None:
    rule = "      - product: {columns: [interval_s, energy_wh], equals: price, within: 0.02}\n    derived:"
    (definition,) = load(form=form.replace("    derived:", rule))
    assert definition.rules[-1].options["within"] == Decimal("0.02")


def test_the_jurisdiction_fills_the_list_of_zones(load) -> None:
    (definition,) = load(zones=("mary", "ahal"))
    assert definition.columns[-1].rules == (Rule("one_of", "region", {"values": ["mary", "ahal"]}),)


def test_without_zones_the_rule_on_zones_does_not_apply(load) -> None:
    (definition,) = load()
    assert definition.columns[-1].rules == ()


def test_december_filed_in_january_uses_decembers_form(load, form) -> None:
    version = form[form.index("  - since") :]
    second = version.replace("2024-01-01", "2026-07-01").replace("energy_wh", "used_wh")
    definitions = load(form=form + second)
    old, new = (
        definition_on(definitions, "readings", date(2026, 6, 30)),
        definition_on(definitions, "readings", date(2026, 7, 1)),
    )
    assert (old.since, old.until, new.since, new.until) == (date(2026, 1, 1), date(2026, 7, 1), date(2026, 7, 1), None)
    assert (old.columns[3].name, new.columns[3].name) == ("energy_wh", "used_wh")


def test_an_adoption_can_change_over_time(load, adoption) -> None:
    block = "  - " + adoption.split("\n", 1)[1].replace("\n", "\n    ").rstrip() + "\n"
    later = block.replace("2026-01-01", "2026-04-01").replace("every: month", "every: quarter")
    first, second = load(adoption=f"form: readings\nversions:\n{block}{later}")
    assert (first.until, first.calendar.every) == (date(2026, 4, 1), "month")
    assert (second.until, second.calendar.every) == (None, "quarter")


def test_an_adoption_that_ended_is_in_force_no_more(load, adoption) -> None:
    definitions = load(adoption=adoption + "until: 2027-01-01\n")
    assert len(definitions_on(definitions, date(2026, 12, 31))) == 1
    with pytest.raises(UnknownReturnError, match=r"in force 2026-01-01 to 2027-01-01, so choose a day in there"):
        definition_on(definitions, "readings", date(2027, 1, 1))


def test_a_return_that_is_not_there_is_named_with_those_that_are(load) -> None:
    with pytest.raises(UnknownReturnError, match=r"no return 'reading': the jurisdiction has readings"):
        definition_on(load(), "reading", date(2026, 2, 1))


def test_a_jurisdiction_may_require_add_and_narrow(load, adoption) -> None:
    changes = """\
require: [price]
columns:
  - {name: licence, type: text, meaning: Number of the licence}
rules_on:
  energy_wh: [{range: {at_least: 10}}]
rules:
  - differs: {columns: [licence, connection]}
note: By order of the ministry.
"""
    (definition,) = load(adoption=adoption + changes)
    columns = {column.name: column for column in definition.columns}
    assert columns["price"].required and columns["licence"].required
    assert columns["energy_wh"].rules == (Rule("range", "energy_wh", {"at_least": 10}),)
    assert definition.rules[-1].kind == "differs"
    assert definition.description == "What was read. By order of the ministry."


def test_files_elsewhere_in_a_pack_are_not_looked_at(load) -> None:
    assert len(load(further={"parameters/returns/grace.yaml": "not: a return"})) == 1
