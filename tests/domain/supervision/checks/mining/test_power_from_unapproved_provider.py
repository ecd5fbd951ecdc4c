"""Power from a provider that is not approved is found, whoever tells of it; power from an approved one is not."""

from datetime import date
from typing import Any

import pytest

from rugsat.domain.supervision.checks.mining.power_from_unapproved_provider import power_from_unapproved_provider
from tests.domain.supervision.conftest import Ask, law_of

YEAR = date(2026, 1, 1)
DAY = date(2026, 2, 10)
LAW = law_of(("energy.approved_provider_required", "1", "switch"))
HELD: dict[str, list[dict[str, Any]]] = {
    "register.connections": [{"connection": "C1", "site": "S1", "provider": "good", "since": YEAR}],
    "register.sites": [{"site": "S1", "authorisation": "A1", "since": YEAR}],
    "register.authorisations": [{"authorisation": "A1", "party": "miner", "status": "in_force", "since": YEAR}],
    "register.parties": [{"party": name, "kind": "energy_provider", "since": YEAR} for name in ("good", "bad")],
    "register.approved_providers": [{"provider": "good", "since": YEAR}],
}


def read(energy_wh: int = 500, sender: str = "good", **other: Any) -> dict[str, Any]:
    row = {"connection": "C1", "legal_day": DAY, "began_us": 0, "interval_s": 900, "estimated": False}
    return {**row, "energy_wh": energy_wh, "sender": sender, "filing": sender, **other}


def attested(**other: Any) -> dict[str, Any]:
    row = {"connection": "C9", "attested": date(2026, 1, 20), "party": "miner", "authorisation": "A1", "contract": "K"}
    return {**row, "sender": "bad", "contract_since": date(2026, 1, 15), **other}


def asked(ask: Ask, *readings: dict[str, Any], **tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    given = {f"register.{name}": rows for name, rows in tables.items() if name != "provider_attestations"}
    attestations = tables.get("provider_attestations", [])
    evidence = {**HELD, **given, "provider_attestations": attestations, "meter_readings": list(readings)}
    return ask(power_from_unapproved_provider, evidence, LAW)


def test_a_registered_provider_that_is_not_approved_is_found(ask: Ask) -> None:
    (found,) = asked(ask, read(), read(300, began_us=900_000_000), approved_providers=[])
    assert found["subject"] == "authorisation:A1"
    assert (found["observed"], found["limit"], found["unit"]) == (800, 0, "Wh")
    assert (found["first_day"], found["last_day"], found["note"]) == (DAY, DAY, "drawn from good")


def test_a_provider_is_approved_up_to_its_last_day(ask: Ask) -> None:
    ended = [{"provider": "good", "since": YEAR, "until": date(2026, 2, 11)}]
    assert asked(ask, read(), approved_providers=ended) == []
    (found,) = asked(ask, read(), read(legal_day=date(2026, 2, 11)), approved_providers=ended)
    assert found["first_day"] == date(2026, 2, 11)


@pytest.mark.parametrize("innocent", [read(), read(0, "bad"), read(500, "bad", estimated=True), read(500, "nobody")])
def test_an_approved_provider_no_energy_an_estimate_and_an_unknown_sender_are_not(ask: Ask, innocent: dict) -> None:
    assert asked(ask, innocent) == []


def test_whoever_alone_files_the_readings_provides(ask: Ask) -> None:
    (found,) = asked(ask, read(sender="bad"))
    assert (found["observed"], found["note"]) == (500, "drawn from bad")
    assert asked(ask, read(sender="bad"), read(sender="good")) == []


def test_a_contract_at_a_connection_that_the_register_does_not_hold_is_found(ask: Ask) -> None:
    hidden = read(700, "bad", connection="C9")
    (found,) = asked(ask, read(), hidden, provider_attestations=[attested()])
    assert (found["subject"], found["observed"]) == ("authorisation:A1", 700)


@pytest.mark.parametrize(
    "innocent",
    [
        attested(sender="good"),
        attested(party="another"),
        attested(authorisation=None),
        attested(contract_until=date(2026, 2, 9)),
        attested(contract_since=date(2026, 2, 11)),
    ],
)
def test_an_approved_a_foreign_and_an_ended_contract_are_not(ask: Ask, innocent: dict) -> None:
    hidden = read(700, "bad", connection="C9")
    assert asked(ask, hidden, provider_attestations=[innocent]) == []


def test_the_last_attestation_of_a_contract_tells_when_it_ends(ask: Ask) -> None:
    ended = attested(attested=date(2026, 2, 5), contract_until=date(2026, 2, 9))
    assert asked(ask, read(700, "bad", connection="C9"), provider_attestations=[attested(), ended]) == []


def test_a_connection_that_the_register_holds_for_another_is_not_drawn_on_by_contract(ask: Ask) -> None:
    other = [*HELD["register.connections"], {"connection": "C9", "site": "S2", "provider": "good", "since": YEAR}]
    sites = [*HELD["register.sites"], {"site": "S2", "authorisation": "A2", "since": YEAR}]
    held = [*HELD["register.authorisations"], {**HELD["register.authorisations"][0], "authorisation": "A2"}]
    tables = {"connections": other, "sites": sites, "authorisations": held, "provider_attestations": [attested()]}
    assert asked(ask, read(700, connection="C9"), **tables) == []


def test_an_authorisation_that_has_ended_and_a_shared_connection_are_left_out(ask: Ask) -> None:
    ended = [{**HELD["register.authorisations"][0], "status": "revoked"}]
    assert asked(ask, read(), approved_providers=[], authorisations=ended) == []
    connections = [*HELD["register.connections"], {**HELD["register.connections"][0], "site": "S2"}]
    sites = [*HELD["register.sites"], {"site": "S2", "authorisation": "A2", "since": YEAR}]
    held = [*HELD["register.authorisations"], {**HELD["register.authorisations"][0], "authorisation": "A2"}]
    tables = {"connections": connections, "sites": sites, "authorisations": held}
    assert asked(ask, read(), approved_providers=[], **tables) == []


def test_a_suspended_authorisation_still_binds_and_a_filing_twice_counts_once(ask: Ask) -> None:
    suspended = [{**HELD["register.authorisations"][0], "status": "suspended"}]
    twice = [read(), read(filing="again")]
    (found,) = asked(ask, *twice, approved_providers=[], authorisations=suspended)
    assert found["observed"] == 500
