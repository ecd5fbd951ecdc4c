"""A miner on a household's tariff is found; one on its own tariff, or whose tariff was changed in time, is not."""

from datetime import date
from typing import Any

import pytest

from rugsat.domain.supervision.checks.grid.licensed_load_on_subsidised_tariff import licensed_load_on_subsidised_tariff
from tests.domain.supervision.conftest import Ask, law_of

YEAR = date(2026, 1, 1)
DAY = date(2026, 2, 10)
LAW = [
    {**law_of(("household.forbidden_tariffs", "0", "text"))[0], "value": None, "value_base": None, "item": item}
    for item in ("household", "subsidised")
]
HELD: dict[str, list[dict[str, Any]]] = {
    "register.connections": [{"connection": "C1", "site": "S1", "provider": "P", "since": YEAR}],
    "register.sites": [{"site": "S1", "authorisation": "A1", "since": YEAR}],
    "register.authorisations": [{"authorisation": "A1", "party": "miner", "status": "in_force", "since": YEAR}],
}


def day(energy_wh: int = 500, on: date = DAY, **other: Any) -> dict[str, Any]:
    return {"connection": "C1", "legal_day": on, "energy_wh": energy_wh, "metered_s": 86_400, **other}


def point(tariff: str, on: date = YEAR, **other: Any) -> dict[str, Any]:
    return {"connection": "C1", "legal_day": on, "tariff_class": tariff, **other}


def attested(tariff: str, on: date) -> dict[str, Any]:
    return {"connection": "C1", "attested": on, "legal_day": on, "tariff_class": tariff}


def asked(ask: Ask, points: list[dict[str, Any]], **tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    days = tables.pop("metered_days", [day()])
    given = {f"register.{name}": rows for name, rows in tables.items() if name != "attestations"}
    evidence = {**HELD, **given, "provider_attestations": tables.get("attestations", [])}
    evidence |= {"metered_days": days, "connection_points": points}
    return ask(licensed_load_on_subsidised_tariff, evidence, LAW)


@pytest.mark.parametrize("tariff", ["household", "subsidised"])
def test_a_miner_on_a_forbidden_tariff_is_found(ask: Ask, tariff: str) -> None:
    (found,) = asked(ask, [point(tariff)])
    assert found["subject"] == "connection:C1"
    assert (found["observed"], found["limit"], found["unit"]) == (500, 0, "Wh")
    assert (found["first_day"], found["note"]) == (DAY, f"billed by the tariff {tariff}")


def test_a_miner_on_its_own_tariff_and_a_home_are_not(ask: Ask) -> None:
    home = point("household", connection="HOME")
    days = [day(), day(connection="HOME")]
    assert asked(ask, [point("mining"), home], metered_days=days) == []


@pytest.mark.parametrize("idle", [day(0), day(0, metered_s=0)])
def test_a_day_without_metered_energy_is_not(ask: Ask, idle: dict) -> None:
    assert asked(ask, [point("household")], metered_days=[idle]) == []


def test_the_later_of_report_and_attestation_tells_the_tariff(ask: Ask) -> None:
    points = [point("household")]
    assert asked(ask, points, attestations=[attested("mining", date(2026, 2, 1))]) == []
    assert asked(ask, points, attestations=[attested("mining", YEAR)]) != []
    assert asked(ask, [point("mining")], attestations=[attested("subsidised", date(2026, 2, 1))]) != []


def test_before_a_report_of_another_tariff_only_the_day_of_the_report_is_known(ask: Ask) -> None:
    points = [point("household", date(2026, 2, 1)), point("mining", date(2026, 3, 1))]
    days = [day(on=date(2026, 2, 1)), day(), day(on=date(2026, 3, 1))]
    (found,) = asked(ask, points, metered_days=days)
    assert found["first_day"] == date(2026, 2, 1)
    (*_, last) = asked(ask, [points[0], point("household", date(2026, 3, 1))], metered_days=days)
    assert last["first_day"] == date(2026, 3, 1)


def test_a_report_from_before_the_authorisation_counts_once_a_later_one_confirms_it(ask: Ask) -> None:
    later = [{**HELD["register.authorisations"][0], "since": date(2026, 2, 5)}]
    points = [point("household", date(2026, 2, 1))]
    assert asked(ask, points, authorisations=later) == []
    assert len(asked(ask, [*points, point("household", date(2026, 3, 1))], authorisations=later)) == 1


def test_reports_of_one_day_that_contradict_each_other_tell_nothing(ask: Ask) -> None:
    assert asked(ask, [point("household"), point("mining")]) == []


def test_a_connection_counts_only_while_its_site_is_authorised(ask: Ask) -> None:
    later = [{**HELD["register.authorisations"][0], "since": date(2026, 2, 11)}]
    assert asked(ask, [point("household")], authorisations=later) == []
    ended = [{**HELD["register.authorisations"][0], "status": "expired"}]
    assert asked(ask, [point("household")], authorisations=ended) == []
    suspended = [{**HELD["register.authorisations"][0], "status": "suspended"}]
    assert len(asked(ask, [point("household")], authorisations=suspended)) == 1


def test_a_connection_that_feeds_two_sites_is_named_once(ask: Ask) -> None:
    connections = [{**HELD["register.connections"][0], "site": site} for site in ("S1", "S2")]
    sites = [{**HELD["register.sites"][0], "site": site} for site in ("S1", "S2")]
    assert len(asked(ask, [point("household")], connections=connections, sites=sites)) == 1
