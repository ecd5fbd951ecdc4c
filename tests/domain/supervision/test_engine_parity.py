"""Whatever was filed and registered, every engine gives the same violations."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rugsat.domain.supervision.check import Check
from rugsat.domain.supervision.discovery import all_checks, all_day_books
from rugsat.domain.supervision.findings import completed
from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.engines.polars_engine import PolarsEngine
from rugsat.kernel.period import FOREVER
from rugsat.operations.cycle.law_table import LAW_SCHEMA
from tests.domain.supervision.conftest import frames_of, law_of

ON = date(2026, 3, 1)
FIRST = date(2026, 1, 28)
NAMES = st.sampled_from(["a", "B", "ä", "ş/ж", "ň 1", "A"])
DAYS = st.integers(0, 34).map(lambda n: FIRST + timedelta(days=n))
MONTHS = st.sampled_from([date(2026, 1, 1), date(2026, 2, 1)])
WATTS = st.one_of(st.integers(0, 3000), st.sampled_from([12 * 10**12, 10**12]))
EXACT = st.decimals(Decimal(0), Decimal("99999999999999999999"), places=18)
SMALL = st.decimals(Decimal(0), Decimal(5000), places=18)
HELD = {"since": DAYS, "until": st.one_of(st.just(FOREVER), DAYS)}
OPTIONAL = st.one_of(st.none(), NAMES)
BANKS = st.sampled_from(["a", "B"])
AMOUNTS = st.one_of(st.integers(0, 3).map(lambda number: Decimal(100 + number)), EXACT)
FILINGS = st.sampled_from(["f1", "f2"])

TABLES: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "meter_readings": {
        "connection": NAMES,
        "legal_day": DAYS,
        "began_us": st.integers(0, 8).map(lambda n: n * 900_000_000),
        "interval_s": st.sampled_from([300, 900, 1800, 3600, 86400]),
        "load_w": WATTS,
        "energy_wh": WATTS,
        "estimated": st.booleans(),
        "sender": NAMES,
        "filing": FILINGS,
    },
    "connection_points": {
        "connection": NAMES,
        "legal_day": DAYS,
        "tariff_class": st.sampled_from(["household", "mining"]),
        "region": st.sampled_from(["mary", "ahal"]),
    },
    "provider_attestations": {
        "connection": NAMES,
        "attested": DAYS,
        "legal_day": DAYS,
        "party": NAMES,
        "authorisation": OPTIONAL,
        "separate_meter": st.booleans(),
        "source": st.sampled_from(["grid", "own_gas"]),
        "tariff_class": st.sampled_from(["household", "mining"]),
        "contract": FILINGS,
        "contract_since": DAYS,
        "contract_until": st.one_of(st.none(), DAYS),
        "sender": NAMES,
    },
    "mining_hardware": {
        "authorisation": NAMES,
        "site": NAMES,
        "legal_day": DAYS,
        "serial": st.sampled_from(["SN-1", "sn-1", "ЖШ-2"]),
        "model": st.sampled_from(["Maker S21", "Maker S19", "Other M50"]),
        "status": st.sampled_from(["running", "idle"]),
        "sender": NAMES,
        "filing": FILINGS,
    },
    "pool_payouts": {
        "pool": NAMES,
        "payout": st.sampled_from(["1", "2", "3"]),
        "authorisation": NAMES,
        "worker": OPTIONAL,
        "legal_day": DAYS,
        "asset": st.sampled_from(["BTC", "LTC"]),
        "amount": st.one_of(SMALL, EXACT),
        "shares_th": st.one_of(st.none(), SMALL, EXACT),
        "wallet": st.sampled_from(["eip155:1:0xAB", "eip155:1:0xab", "bip122:0:bc1q", "bip122:0:BC1Q"]),
        "sender": NAMES,
        "filing": FILINGS,
    },
    "mining_monthly": {
        "authorisation": NAMES,
        "month": MONTHS,
        "asset": st.sampled_from(["BTC", "LTC"]),
        "algorithm": st.sampled_from(["sha256d", "ethash"]),
        "coins": st.one_of(SMALL, EXACT),
        "energy_wh": st.one_of(st.integers(0, 5), WATTS),
        "machines": st.integers(0, 5),
        "pool_scheme": st.sampled_from(["solo", "pplns", "pps", "fpps"]),
        "pool": OPTIONAL,
    },
    "register.connections": {"connection": NAMES, "site": NAMES, "provider": NAMES, **HELD},
    "register.sites": {"site": NAMES, "authorisation": NAMES, **HELD},
    "register.parties": {
        "party": NAMES,
        "lei": OPTIONAL,
        "kind": st.sampled_from(["energy_provider", "legal_entity"]),
        **HELD,
    },
    "register.approved_providers": {"provider": NAMES, **HELD},
    "register.wallets": {
        "wallet": st.sampled_from(["eip155:1:0xAb", "bip122:0:bc1q", "bip122:0:1Ab"]),
        "party": NAMES,
        **HELD,
    },
    "register.authorisations": {
        "authorisation": NAMES,
        "party": NAMES,
        "class": st.sampled_from(["industrial", "private", "*"]),
        "status": st.sampled_from(["in_force", "suspended"]),
        "licensed_w": st.one_of(st.none(), WATTS),
        **HELD,
    },
    "register.devices": {
        "serial": st.sampled_from(["SN-1", "sn-1", "ЖШ-2"]),
        "site": NAMES,
        "nominal_w": st.integers(0, 4000),
        "nominal_th_s": SMALL,
        **HELD,
    },
    "reference_series": {
        "series": st.sampled_from(
            [f"{name}.{asset}" for name in ("difficulty", "block_reward", "block_subsidy") for asset in ("BTC", "LTC")]
            + ["network_blocks.BTC", "pool_share_ppm.a"]
        ),
        "began": DAYS,
        "value": st.one_of(SMALL, EXACT),
    },
    "orders_and_trades": {
        "exchange": NAMES,
        "dti": NAMES,
        "legal_day": DAYS,
        "event": st.sampled_from(["FILL", "PARF", "NEWO"]),
        "client": NAMES,
        "capacity": st.sampled_from([None, "DEAL", "AOTC"]),
        "counter_dti": OPTIONAL,
        "currency": st.sampled_from([None, "USD"]),
        "sequence": st.one_of(st.integers(1, 9), st.just(2**63 - 1)),
        "sender": NAMES,
        "filing": FILINGS,
    },
    "register.approved_assets": {"dti": NAMES, **HELD},
    "transfers": {
        "exchange": NAMES,
        "client": NAMES,
        "transfer_id": NAMES,
        "legal_day": DAYS,
        "direction": st.sampled_from(["in", "out"]),
        "abroad": st.booleans(),
        "person": OPTIONAL,
        "value_reporting": st.one_of(st.none(), SMALL, EXACT),
        "channel": st.sampled_from(["bank", "card", "on_chain"]),
        "dti": st.sampled_from([None, None, "BTC"]),
        "value": AMOUNTS,
        "value_currency": st.just("TMT"),
        "filing": FILINGS,
    },
    "bank_legs": {
        "sender": BANKS,
        "entry": NAMES,
        "exchange": NAMES,
        "legal_day": DAYS,
        "direction": st.sampled_from(["in", "out"]),
        "amount": AMOUNTS,
        "currency": st.just("TMT"),
        "reference": OPTIONAL,
        "account_holds": st.sampled_from(["clients", "own", None]),
        "channel": st.sampled_from(["transfer", "internal"]),
    },
    "register.bank_relations": {"party": NAMES, "bank": BANKS, **HELD},
    "exchange_clients": {
        "exchange": NAMES,
        "client": NAMES,
        "legal_day": DAYS,
        "person": OPTIONAL,
        "identification_status": st.sampled_from(["identified", "pending", "refused", "ended"]),
        "identified_on": st.one_of(st.none(), DAYS),
        "sender": NAMES,
        "filing": FILINGS,
    },
    "wallets_and_reserves": {
        "exchange": NAMES,
        "legal_day": st.sampled_from([FIRST, ON]),
        "wallet": NAMES,
        "dti": NAMES,
        "kind": st.sampled_from(["hot", "cold", "third_party"]),
        "belongs_to": st.sampled_from(["clients", "own", "pool"]),
        "quantity": st.one_of(SMALL, EXACT),
        "value_reporting": st.one_of(st.none(), SMALL, EXACT),
    },
    "client_balances": {
        "exchange": NAMES,
        "legal_day": st.sampled_from([FIRST, ON]),
        "client": NAMES,
        "dti": OPTIONAL,
        "balance": st.one_of(SMALL, EXACT, SMALL.map(lambda number: -number)),
    },
    "margin_positions": {
        "exchange": NAMES,
        "client": NAMES,
        "position": NAMES,
        "legal_day": DAYS,
        "leverage": st.one_of(st.none(), SMALL, EXACT),
    },
    "register.obligations": {"party": NAMES, "return": NAMES, "period": NAMES, "part": st.just(""), "due": DAYS},
    "filings": {
        "sender": NAMES,
        "return": st.one_of(NAMES, st.sampled_from(["orders_and_trades", "exchange_clients", "bank_legs"])),
        "period": NAMES,
        "part": st.just(""),
        "filing": st.one_of(NAMES, FILINGS),
        "kind": st.sampled_from(["original", "correction", "cancellation", "nil"]),
        "status": st.sampled_from(["ACPT", "PART", "RJCT"]),
        "rejected_rows": st.integers(0, 1),
        "received_on": DAYS,
        "commit": st.integers(1, 9),
    },
}
"""What may stand in the columns that checks read."""

LAW = [
    *law_of(("mining.capacity_tolerance", "5", "percent"), cls="industrial"),
    *law_of(("household.consumption_cap", "1", "kWh"), zone="mary"),
    *law_of(
        ("mining.efficiency_uncertainty", "3", "percent"),
        ("mining.overhead_allowance", "10", "percent"),
        ("mining.coins_false_alarm_rate", "1000", "ppm"),
        ("energy.approved_provider_required", "1", "switch"),
        ("mining.device_declaration_required", "1", "switch"),
        ("mining.hash_rate_tolerance", "5", "percent"),
        ("mining.energy_declaration_tolerance", "2", "percent"),
        ("mining.payout_wallet_declaration_required", "1", "switch"),
        ("exchange.approved_assets_only", "1", "switch"),
        ("exchange.outflow_limit", "1500.000000000000000001", "USD"),
        ("returns.days_of_grace", "2", "day"),
        ("exchange.leverage_cap", "5", "ratio"),
        ("exchange.fiat_through_partner_bank", "1", "switch"),
        ("settlement.bank_match_days", "1", "day"),
        ("settlement.bank_match_fee", "1", "percent"),
        ("exchange.identification_before_wallet", "1", "switch"),
        ("records.sequence_without_gaps", "1", "switch"),
        ("exchange.cold_storage_share", "80", "percent"),
        ("exchange.reserve_share", "97", "percent"),
    ),
    {**law_of(("household.forbidden_tariffs", "0", "text"))[0], "value": None, "item": "household"},
]


def evidence(check: Check) -> st.SearchStrategy[dict[str, list[dict[str, Any]]]]:
    """A few rows, or none, for each table that a check reads, or that its day books follow from."""
    names = {source for name in check.reads for source in sources(name)}
    return st.fixed_dictionaries(
        {name: st.lists(st.fixed_dictionaries(TABLES[name]), max_size=10) for name in sorted(names)}
    )


def sources(name: str) -> set[str]:
    """The datasets, as they are filed or registered, that a dataset follows from."""
    if name not in all_day_books():
        return {name}
    book = all_day_books()[name]
    direct = {*book.reads, *book.among[:1]} if book.among else {*book.reads}
    return {source for each in direct for source in sources(each)}


def answers(check: Check, tables: Mapping[str, list[dict[str, Any]]], engine: Engine) -> pl.DataFrame:
    frames = frames_of(check, tables, engine)
    law = pl.DataFrame(LAW, schema=LAW_SCHEMA, orient="row")
    given_law = engine.table(law)
    raw = engine.collect(check.ask(*frames, given_law, ON))
    if check.judge is not None:
        raw = check.judge(raw, law, ON)
    for rows in check.left_out:
        engine.collect(rows(*frames, given_law, ON))
    return completed(raw, check=check.name, time_zone="Asia/Ashgabat")


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.name)
def test_engines_agree_whatever_is_there(check: Check, engine: Engine) -> None:
    if engine.name == "polars":
        pytest.skip("the others are compared with it")

    @settings(max_examples=15, suppress_health_check=list(HealthCheck))
    @given(tables=evidence(check))
    def agree(tables: dict[str, list[dict[str, Any]]]) -> None:
        expected = answers(check, tables, PolarsEngine())
        found = answers(check, tables, engine)
        assert found.equals(expected), (expected.to_dicts(), found.to_dicts())

    agree()
