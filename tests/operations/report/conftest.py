"""Runs made by hand, and the register that names their subjects."""

from dataclasses import replace

import polars as pl
import pytest

from rugsat.domain.supervision.discovery import all_checks
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.operations.cycle.run import Run
from tests.operations.report.made_by_hand import RAW_ROWS, register_tables, run_of


@pytest.fixture(scope="session")
def pack() -> RulePack:
    """The law of Turkmenistan with its demonstration act."""
    return load_jurisdiction("tm", demonstration=["demonstration"])


@pytest.fixture(scope="session")
def full_run(pack: RulePack) -> Run:
    """All six checks found something; one could not judge some rows."""
    reasons = {
        "cross_border_outflow_above_limit": ["118 rows of transfers could not be judged: they have no value_reporting"]
    }
    return run_of({name: rows() for name, rows in RAW_ROWS.items()}, pack, asleep=reasons)


@pytest.fixture(scope="session")
def quiet_run() -> Run:
    """Nothing was found, and every check slept, under the law without a demonstration."""
    pack = load_jurisdiction("tm")
    asleep = {check.name: [f"{name} is not set by law or policy" for name in check.rests_on] for check in all_checks()}
    return replace(run_of({}, pack, asleep=asleep), demonstration=(), demonstration_acts=())


@pytest.fixture(scope="session")
def register() -> dict[str, pl.DataFrame]:
    """Names of the subjects, as the register holds them."""
    return register_tables()
