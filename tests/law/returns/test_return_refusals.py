"""What a form or an adoption must not say is refused with file and line."""

import pytest

from rugsat.kernel.errors import SourceError

FORM_FAULTS = [
    ("type: boolean, meaning: Whether", "type: flag, meaning: Whether", 19, "one of text, integer"),
    ("rules: [currency]}", "rules: [iban]}", 21, "'iban' is not a rule on one column"),
    ("rules: [currency]}", "rules: [{currency: {strict: true}}]}", 21, "has no options"),
    ("- range: {at_least: 0}", "- range: {from: 0}", 18, "unknown key 'from'"),
    ("- range: {at_least: 0}", "- range: {at_least: 5, at_most: 1}", 18, "low to high"),
    ("- range: {at_least: 0}", "- range: {at_least: 0.5}", 18, "a whole number"),
    ("- range: {at_least: 0}", "- lei", 18, "does not suit the type integer"),
    ("- range: {at_least: 0}", "- range", 18, "needs options"),
    ("rules: [within_period]", "rules: [within_period, within_period]", 11, "stands twice"),
    ("unit: Wh", "unit: stone", 15, "'stone' is not a unit"),
    ("keys: [connection, began]", "keys: [connection, begun]", 8, "there is no column 'begun'"),
    ("keys: [connection, began]", "keys: [connection, price]", 8, "a key is required in every row"),
    ("legal_day: began", "legal_day: price", 7, "use one of began"),
    ("{name: currency, type: text", "{name: price, type: text", 21, "'price' stands twice"),
    ("{name: currency, type: text", "{name: sender, type: text", 21, "'sender' is taken"),
    ("{name: currency, type: text", "{name: began_us, type: text", 21, "'began_us' is taken"),
    ("{name: currency, type: text", "{name: Currency, type: text", 21, "is not a name"),
    ("columns: [price]}", "columns: [cost]}", 25, "there is no column 'cost'"),
    ("is: [true]", "is: [perhaps]", 25, "expected true or false"),
    ("required_when: {column", "needed_when: {column", 25, "'needed_when' is not a rule over columns"),
    ("seconds: interval_s", "seconds: energy_wh", 28, "is not in second"),
    ("seconds: interval_s", "seconds: minutes", 28, "there is no column 'minutes'"),
    (",\n         seconds: interval_s", "", 27, "the key 'seconds' is missing"),
    ("rule: power_from_energy", "rule: power", 27, "one of power_from_energy"),
    ("{name: load_w, type: integer", "{name: load_w, type: decimal", 27, "gives integer"),
    ("name: load_w", "name: price", 27, "'price' is taken"),
    ("{one_of: {values_of: zones}}", "{one_of: {values_of: towns}}", 23, "one of zones, classes"),
    ("{one_of: {values_of: zones}}", "{one_of: {values: []}}", 23, "at least one value"),
    ("{one_of: {values_of: zones}}", "{pattern: {regex: '[a', like: a}}", 23, "not a regular expression"),
    ("{one_of: {values_of: zones}}", "{pattern: {regex: '[a-z]+', like: A1}}", 23, "does not match"),
    ("{one_of: {values_of: zones}}", "{pattern: {regex: '(?=a)a', like: a}}", 23, "not portable"),
    ("{one_of: {values_of: zones}}", "{registered: {register: cars, column: a}}", 23, "one of parties"),
    ("in_part: true", "in_part: maybe", 6, "true or false"),
    ("    in_part: true\n", "", 5, "'in_part' is missing"),
    ("description: What was read.\n", "", 1, "'description' is missing"),
    ("{en: Readings, ru", "{ru", 1, "English text is missing"),
]


@pytest.mark.parametrize(("written", "instead", "line", "message"), FORM_FAULTS)
def test_a_faulty_form_is_refused_with_its_line(load, form, written, instead, line, message) -> None:
    assert written in form
    with pytest.raises(SourceError) as refused:
        load(form=form.replace(written, instead))
    assert str(refused.value).startswith(f"forms/readings.yaml:{line}:")
    assert message in str(refused.value)


ADOPTION_FAULTS = [
    ("form: readings", "form: reading", 1, "there is no form 'reading': use one of readings"),
    ("[energy_provider]", "[plumber]", 3, "one of miner"),
    ("[energy_provider]", "[bank, bank]", 3, "none twice"),
    ("every: month", "every: week", 5, "one of day, month"),
    ("unit: day_of_next_month", "unit: hour", 6, "one of day, working_day"),
    ("count: 10", "count: 31", 6, "from 0 to 28"),
    ("kind: law", "kind: custom", 7, "one of law, policy, demonstration"),
    (", confidence: P", "", 8, "confidence"),
    ("  source: {act: Law 1, article: Art. 2, confidence: P}\n", "", 4, "must say where it comes from"),
    ("since: 2026-01-01", "since: soon", 2, "a day such as"),
    ("since: 2026-01-01", "since: 2026-01-01\nuntil: 2025-01-01", 3, "end after it begins"),
    ("since: 2026-01-01", "since: 2026-01-01\nrequire: [cost]", 3, "there is no column 'cost'"),
    ("since: 2026-01-01", "since: 2026-01-01\nrules_on: {cost: [lei]}", 3, "there is no column 'cost'"),
    (
        "since: 2026-01-01",
        "since: 2026-01-01\ncolumns: [{name: load_w, type: text, meaning: x}]",
        3,
        "has a column 'load_w' already",
    ),
    ("since: 2026-01-01", "since: 2026-01-01\nfee: 3", 3, "unknown key 'fee'"),
]


@pytest.mark.parametrize(("written", "instead", "line", "message"), ADOPTION_FAULTS)
def test_a_faulty_adoption_is_refused_with_its_line(load, adoption, written, instead, line, message) -> None:
    assert written in adoption
    with pytest.raises(SourceError) as refused:
        load(adoption=adoption.replace(written, instead))
    assert str(refused.value).startswith(f"xx/returns/readings.yaml:{line}:")
    assert message in str(refused.value)


def test_versions_out_of_order_are_refused(load, form) -> None:
    with pytest.raises(SourceError, match="the oldest first"):
        load(form=form + form[form.index("  - since") :])
