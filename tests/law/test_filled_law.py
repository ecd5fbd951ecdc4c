"""What must be true of the law that is filled in: Turkmenistan, Kazakhstan, Uzbekistan."""

from datetime import date, timedelta

import pytest

from rugsat.law.basis import Kind
from rugsat.law.pack import load_jurisdiction
from rugsat.law.resolve import NotSet, Resolved, is_set, resolve
from rugsat.law.shape import Scale

FILLED = ("tm", "kz", "uz")
OF_THE_CHECKS = {
    "exchange.approved_assets_only",
    "exchange.cold_storage_share",
    "exchange.fiat_through_partner_bank",
    "exchange.identification_before_wallet",
    "exchange.leverage_cap",
    "exchange.outflow_limit",
    "exchange.reserve_share",
    "energy.approved_provider_required",
    "household.consumption_cap",
    "household.forbidden_tariffs",
    "mining.capacity_tolerance",
    "mining.coins_false_alarm_rate",
    "mining.device_declaration_required",
    "mining.efficiency_uncertainty",
    "mining.energy_declaration_tolerance",
    "mining.overhead_allowance",
    "returns.days_of_grace",
    "records.sequence_without_gaps",
    "settlement.bank_match_days",
    "settlement.bank_match_fee",
}


@pytest.mark.parametrize("code", FILLED)
def test_every_jurisdiction_has_the_parameters_that_checks_rest_on(code: str) -> None:
    assert set(load_jurisdiction(code).rulebook.parameters) >= OF_THE_CHECKS


@pytest.mark.parametrize("code", FILLED)
def test_a_parameter_without_a_value_says_what_was_looked_for(code: str) -> None:
    empty = [found for found in load_jurisdiction(code).rulebook.parameters.values() if not found.values]
    assert empty and all(found.note for found in empty)


@pytest.mark.parametrize("code", FILLED)
def test_every_value_of_the_law_has_a_link(code: str) -> None:
    parameters = load_jurisdiction(code).rulebook.parameters.values()
    assert all(value.citation.link for found in parameters for value in found.values)


@pytest.mark.parametrize("code", FILLED)
def test_every_title_is_in_english_and_russian_and_in_turkmen_for_turkmenistan(code: str) -> None:
    wanted = {"en", "ru", "tk"} if code == "tm" else {"en", "ru"}
    assert all(wanted <= set(found.title) for found in load_jurisdiction(code).rulebook.parameters.values())


@pytest.mark.parametrize("code", FILLED)
def test_the_calendar_has_2024_to_2027_and_no_week_without_a_working_day(code: str) -> None:
    calendar = load_jurisdiction(code).rulebook.calendar
    mondays = (date(2024, 1, 1) + timedelta(days=7 * week) for week in range(208))
    assert all(calendar.working_days(monday, monday + timedelta(days=7)) >= 2 for monday in mondays)


def test_without_the_demonstration_the_law_of_turkmenistan_sets_nothing_that_the_six_checks_need() -> None:
    pack = load_jurisdiction("tm")
    assert not is_set(pack, "mining.capacity_tolerance", date(2026, 6, 1))
    assert not is_set(pack, "exchange.outflow_limit", date(2026, 6, 1))


def test_the_demonstration_sets_it_and_says_that_it_is_a_demonstration() -> None:
    answer = resolve(
        load_jurisdiction("tm", demonstration=["demonstration"]), "exchange.outflow_limit", date(2026, 6, 1)
    )
    assert isinstance(answer, Resolved)
    assert answer.kind is Kind.DEMONSTRATION


def test_the_brackets_of_the_kazakh_levy_that_no_source_states_stay_unknown() -> None:
    answer = resolve(load_jurisdiction("kz"), "levy.rate_by_price", date(2025, 6, 1))
    assert isinstance(answer, Resolved) and isinstance(answer.value, Scale)
    assert [(int(bracket.since), int(bracket.rate)) for bracket in answer.value.brackets] == [(24, 1)]


def test_the_kazakh_levy_sleeps_from_2026_because_the_rate_of_the_new_tax_code_was_not_found() -> None:
    assert isinstance(resolve(load_jurisdiction("kz"), "levy.highest_rate", date(2026, 1, 1)), NotSet)
