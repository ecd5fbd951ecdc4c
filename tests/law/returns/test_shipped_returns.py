"""The forms that ship, and how three jurisdictions adopt them."""

from datetime import date

import pytest

from rugsat.evidence.schemas.register import REGISTER
from rugsat.evidence.schemas.series import REFERENCE_SERIES
from rugsat.kernel.column import ColumnType
from rugsat.law.adopted import definitions_in
from rugsat.law.pack import load_jurisdiction
from rugsat.law.returns.definition import ReturnDefinition
from rugsat.law.returns.load import definition_on, definitions_on
from rugsat.law.returns.vocabulary import REGISTERS

ON = date(2026, 3, 1)
NAMES = [
    "bank_legs",
    "capital_statement",
    "client_balances",
    "connection_points",
    "exchange_clients",
    "margin_positions",
    "meter_readings",
    "mining_hardware",
    "mining_monthly",
    "orders_and_trades",
    "pool_payouts",
    "provider_attestations",
    "reference_series",
    "trade_reports",
    "transfers",
    "transformer_readings",
    "wallets_and_reserves",
]
RELIED_ON = {
    "connection_points": "connection connected_since meter transformer tariff_class region connected_w customer_kind",
    "meter_readings": "connection meter began_us interval_s energy_wh estimated load_w",
    "transformer_readings": "transformer began_us interval_s energy_wh estimated load_w",
    "provider_attestations": "connection attested party meter capacity_w separate_meter contract contract_since",
    "mining_hardware": "authorisation site serial model algorithm nominal_th_s nominal_w installed removed status",
    "mining_monthly": "authorisation month asset energy_wh coins pool_scheme pool hash_rate_th_s uptime_s coins_sold",
    "pool_payouts": "authorisation pool paid_us asset amount wallet tx",
    "exchange_clients": "exchange client person person_kind residence identification_status identified_on risk",
    "orders_and_trades": "exchange client order_id event side dti quantity price amount executed_us trade_id sequence",
    "transfers": "exchange client person transfer_id direction channel sent_us value value_currency abroad "
    "travel_rule_status value_reporting counterparty_country own_wallet from_account to_account tx_hash",
    "wallets_and_reserves": "exchange wallet kind dti quantity block",
    "bank_legs": "bank exchange booked direction amount currency reference counter_country",
    "reference_series": "series began value unit as_of_us source valuation_rule",
}


@pytest.fixture(scope="module", params=["tm", "kz", "uz"])
def returns(request) -> tuple[ReturnDefinition, ...]:
    return definitions_on(definitions_in(load_jurisdiction(request.param)), ON)


def named(name: str) -> ReturnDefinition:
    return definition_on(definitions_in(load_jurisdiction("tm")), name, ON)


def test_every_form_is_adopted(returns) -> None:
    assert [definition.name for definition in returns] == NAMES


def test_every_title_is_in_three_languages(returns) -> None:
    for definition in returns:
        assert set(definition.title) == {"en", "ru", "tk"}


def test_only_law_carries_a_confidence_and_only_policy_may_lack_a_source(returns) -> None:
    for definition in returns:
        citation = definition.calendar.citation
        assert (citation is not None) or definition.calendar.kind == "policy", definition.name
        assert (citation is not None and citation.confidence is not None) is (definition.calendar.kind == "law")


def test_a_due_date_stands_only_where_someone_set_it(returns) -> None:
    for definition in returns:
        assert definition.calendar.due is None or definition.calendar.kind in {"law", "demonstration"}


def test_registers_that_rules_look_into_have_the_column() -> None:
    columns = {contract.name.removeprefix("register."): contract.schema for contract in REGISTER}
    assert set(columns) == set(REGISTERS)
    for definition in definitions_in(load_jurisdiction("tm")):
        for rule in definition.all_rules:
            if rule.kind == "registered":
                assert rule.options["column"] in columns[rule.options["register"]]


@pytest.mark.parametrize("name", RELIED_ON)
def test_the_columns_that_checks_rely_on_are_kept(name) -> None:
    kept = {column.name for column in named(name).kept_columns}
    assert set(RELIED_ON[name].split()) <= kept


def test_the_reference_series_keep_their_contract() -> None:
    kept = {column.name: column.type for column in named("reference_series").kept_columns}
    for column in REFERENCE_SERIES.columns:
        assert kept[column.name] is column.type


def test_the_trade_report_has_its_twelve_rules() -> None:
    rules = sorted(rule.id for rule in named("trade_reports").all_rules)
    assert rules == sorted(
        [
            "casp_lei.lei",
            "casp_lei.registered",
            "client_lei.lei",
            "side.one_of",
            "dti.dti",
            "ccy.currency",
            "country.country",
            "qty.range",
            "price.range",
            "qty+price.product",
            "ts.within_period",
            "tx_id.unique",
        ]
    )


def test_energy_is_whole_watt_hours_and_money_an_exact_decimal(returns) -> None:
    for definition in returns:
        for column in definition.kept_columns:
            if column.unit in {"Wh", "W", "second", "count"}:
                assert column.type is ColumnType.INTEGER, column.name
            if column.unit.endswith(("currency", "asset unit")):
                assert column.type is ColumnType.DECIMAL, column.name


def test_turkmen_dates_are_labelled_a_demonstration() -> None:
    for definition in definitions_in(load_jurisdiction("tm")):
        assert definition.calendar.kind == "demonstration"


def test_a_kazakh_pool_reports_each_distribution_by_law() -> None:
    payouts = definition_on(definitions_in(load_jurisdiction("kz")), "pool_payouts", ON)
    assert (payouts.calendar.every, payouts.calendar.kind, payouts.calendar.due) == ("event", "law", None)
