"""A month declared too low or too high is found; one within the tolerance, or of which too little is known, is not."""

from datetime import date, timedelta
from typing import Any

import pytest

from rugsat.domain.supervision.checks.mining.declared_energy_differs_from_metered import (
    declared_energy_differs_from_metered,
)
from tests.domain.supervision.conftest import Ask, law_of

YEAR = date(2026, 1, 1)
FEBRUARY = date(2026, 2, 1)
LAW = law_of(("mining.energy_declaration_tolerance", "2", "percent"))
CONNECTIONS = [{"connection": "C1", "site": "S1", "provider": "P", "since": YEAR}]
SITES = [{"site": "S1", "authorisation": "A1", "since": YEAR}]


def days(connection: str = "C1", number: int = 28, **other: Any) -> list[dict[str, Any]]:
    row = {"connection": connection, "energy_wh": 1000, "energy_upper_wh": 1000, "metered_s": 86_400}
    row |= {"covered_s": 86_400, **other}
    return [{**row, "legal_day": FEBRUARY + timedelta(days=n)} for n in range(number)]


def declared(energy_wh: int, asset: str = "BTC", **other: Any) -> dict[str, Any]:
    return {"authorisation": "A1", "month": FEBRUARY, "asset": asset, "energy_wh": energy_wh, **other}


def attested(connection: str = "C1", **other: Any) -> dict[str, Any]:
    row = {"attested": YEAR, "authorisation": "A1", "separate_meter": True, "source": "grid", "contract_since": YEAR}
    return {"connection": connection, **row, **other}


def asked(
    ask: Ask,
    lines: list[dict[str, Any]],
    metered: list[dict[str, Any]] | None = None,
    *attestations: dict[str, Any],
    connections: list[dict[str, Any]] = CONNECTIONS,
    **more: Any,
) -> list[dict[str, Any]]:
    tables = {
        "metered_days": days() if metered is None else metered,
        "mining_monthly": lines,
        "register.connections": connections,
        "register.sites": more.pop("sites", SITES),
        "provider_attestations": list(attestations),
    }
    return ask(declared_energy_differs_from_metered, tables, more.pop("law", LAW), **more)


def test_too_little_is_found_with_its_line(ask: Ask) -> None:
    (found,) = asked(ask, [declared(27_439, sender="m", filing="f3")])
    assert found["subject"] == "authorisation:A1"
    assert (found["observed"], found["limit"], found["unit"]) == (27_439, 28_000, "Wh")
    assert (found["first_day"], found["last_day"]) == (FEBRUARY, date(2026, 2, 28))
    assert (found["sender"], found["filing"]) == ("m", "f3")
    assert found["note"] == "declared less than metered; tolerance 20000 ppm"


def test_too_much_is_found(ask: Ask) -> None:
    (found,) = asked(ask, [declared(28_561)])
    assert (found["observed"], found["limit"]) == (28_561, 28_000)
    assert found["note"] == "declared more than metered; tolerance 20000 ppm"


@pytest.mark.parametrize("energy_wh", [27_440, 28_000, 28_560])
def test_a_month_within_the_tolerance_is_not(ask: Ask, energy_wh: int) -> None:
    assert asked(ask, [declared(energy_wh)]) == []


def test_the_assets_of_a_month_are_added_and_a_line_filed_twice_favours_the_miner(ask: Ask) -> None:
    assert asked(ask, [declared(14_000), declared(14_000, "LTC")]) == []
    assert asked(ask, [declared(28_000, filing="f1"), declared(28_000, filing="f2")]) == []


@pytest.mark.parametrize(
    "metered",
    [
        days(number=25),
        [*days(number=27), *days(covered_s=85_500, metered_s=85_500)[27:]],
        days(covered_s=85_500, metered_s=85_500),
        [*days(number=14), *days(metered_s=0, energy_wh=0, energy_upper_wh=10)[14:]],
    ],
)
def test_where_not_all_is_read_too_much_is_not_judged_or_allows_for_it(ask: Ask, metered: list) -> None:
    assert asked(ask, [declared(28_500)], metered) == []


def test_estimated_energy_accuses_nobody_of_declaring_too_little(ask: Ask) -> None:
    estimated = [*days(number=14), *days(metered_s=0, energy_wh=0)[14:]]
    assert asked(ask, [declared(14_000)], estimated) == []
    assert len(asked(ask, [declared(28_561)], estimated)) == 1


def test_what_may_have_been_drawn_in_a_gap_is_allowed_for(ask: Ask) -> None:
    assert asked(ask, [declared(28_560)], days(number=26)) == []
    (found,) = asked(ask, [declared(28_561)], days(number=26))
    assert found["limit"] == 28_000


def test_energy_from_before_the_contract_with_the_miner_is_not_too_little(ask: Ask) -> None:
    begun = attested(contract_since=date(2026, 2, 15))
    assert asked(ask, [declared(14_000)], None, begun) == []
    assert len(asked(ask, [declared(14_000)], None, attested(contract_since=FEBRUARY))) == 1


def test_a_meter_with_other_loads_behind_it_is_not_too_little(ask: Ask) -> None:
    assert asked(ask, [declared(20_000)], None, attested(separate_meter=False)) == []
    later = attested(attested=date(2026, 1, 20))
    assert len(asked(ask, [declared(20_000)], None, attested(separate_meter=False), later)) == 1


@pytest.mark.parametrize("attestation", [attested(source="own_solar"), attested("C7", sender="Q")])
def test_power_of_its_own_or_at_another_connection_is_not_too_much(ask: Ask, attestation: dict) -> None:
    assert asked(ask, [declared(40_000)], None, attestation) == []
    ended = attested("C7", sender="Q", contract_until=date(2026, 1, 31))
    assert len(asked(ask, [declared(40_000)], None, ended)) == 1


def test_a_connection_counts_on_the_days_on_which_it_is_held(ask: Ask) -> None:
    moved = [
        {**CONNECTIONS[0], "until": date(2026, 2, 15)},
        {**CONNECTIONS[0], "connection": "C2", "since": date(2026, 2, 15)},
    ]
    both = [*days(), *days("C2")]
    assert asked(ask, [declared(28_000)], both, connections=moved) == []
    assert len(asked(ask, [declared(56_000)], both, connections=moved)) == 1


def test_a_miner_that_begins_within_the_month_is_not_too_much(ask: Ask) -> None:
    begun = [{**CONNECTIONS[0], "since": date(2026, 2, 10)}]
    assert asked(ask, [declared(28_000)], connections=begun) == []


def test_a_shared_connection_leaves_the_month_out(ask: Ask) -> None:
    sites = [*SITES, {"site": "S2", "authorisation": "A2", "since": YEAR}]
    both = [*CONNECTIONS, {**CONNECTIONS[0], "site": "S2", "since": date(2026, 2, 28)}]
    assert asked(ask, [declared(1)], connections=both, sites=sites) == []
    two_of_one = [*SITES, {**SITES[0], "site": "S2"}]
    assert len(asked(ask, [declared(1)], connections=both, sites=two_of_one)) == 1


def test_only_months_that_are_over_are_judged(ask: Ask) -> None:
    assert asked(ask, [declared(1)], on=date(2026, 2, 28)) == []


def test_where_the_tolerance_changed_within_the_month_the_highest_is_applied(ask: Ask) -> None:
    raised = [
        {**LAW[0], "until": date(2026, 2, 20)},
        {**LAW[0], "since": date(2026, 2, 20), "value": 10, "value_base": 100_000},
    ]
    assert asked(ask, [declared(26_000)], law=raised) == []


def test_mad_numbers_are_found_and_overflow_no_engine(ask: Ask) -> None:
    mad = days(energy_wh=288 * 10**12, energy_upper_wh=288 * 10**12)
    assert len(asked(ask, [declared(10**15)], mad)) == 1
