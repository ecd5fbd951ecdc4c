"""Day books keep their contracts, are alike on every engine, and count what is filed once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rugsat.domain.supervision.day_book import DayBook
from rugsat.domain.supervision.day_books.metered_days import metered_days
from rugsat.domain.supervision.day_books.number_gaps import number_gaps
from rugsat.domain.supervision.day_books.owed_assets import owed_assets
from rugsat.domain.supervision.day_books.registered_readings import registered_readings
from rugsat.domain.supervision.day_books.transfers_abroad import transfers_abroad
from rugsat.domain.supervision.discovery import all_day_books, raw_dataset
from rugsat.evidence.engines.engine import Engine
from rugsat.evidence.engines.polars_engine import PolarsEngine
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.schemas.all import CONTRACTS
from rugsat.law.adopted import definitions_in_force
from rugsat.law.pack import load_jurisdiction
from tests.domain.supervision.conftest import ON, table_of
from tests.domain.supervision.test_engine_parity import TABLES, sources

Tables = Mapping[str, Sequence[Mapping[str, Any]]]
EVERY_BOOK = pytest.mark.parametrize("book", all_day_books().values(), ids=lambda book: book.name)
DAY = date(2026, 2, 10)
WHOLE_DAY_S = 86_400


def read(book: DayBook, tables: Tables, engine: Engine) -> pl.DataFrame:
    def frame(name: str) -> Frame:
        books = all_day_books()
        return books[name].of(frame) if name in books else engine.table(table_of(name, tables.get(name, ())))

    rows = engine.collect(book.of(frame))
    return rows.sort(*rows.columns)


def readings(*energies: int, filing: str = "F1", length: int = 3600, begun: int = 0, **other: Any) -> list[dict]:
    stated = {"connection": "C1", "legal_day": DAY, "interval_s": length, "estimated": False, "filing": filing}
    starts = [(begun + number * length) * 1_000_000 for number in range(len(energies))]
    return [
        {**stated, "began_us": at, "energy_wh": energy, **other} for at, energy in zip(starts, energies, strict=True)
    ]


@EVERY_BOOK
def test_a_day_book_follows_from_a_return_and_keeps_its_contract(book: DayBook, engine: Engine) -> None:
    assert raw_dataset(book.name) in definitions_in_force(load_jurisdiction("tm"), ON)
    assert dict(read(book, {}, engine).schema) == CONTRACTS[book.name].schema
    assert book.docstring.endswith(".")


@EVERY_BOOK
def test_engines_agree_on_a_day_book_whatever_was_filed(book: DayBook, engine: Engine) -> None:
    if engine.name == "polars":
        pytest.skip("the others are compared with it")
    rows = {name: st.lists(st.fixed_dictionaries(TABLES[name]), max_size=12) for name in sorted(sources(book.name))}

    @settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None)
    @given(tables=st.fixed_dictionaries(rows))
    def agree(tables: Tables) -> None:
        expected = CONTRACTS[book.name].checked(read(book, tables, PolarsEngine()))
        assert read(book, tables, engine).equals(expected)

    agree()


@EVERY_BOOK
def test_the_books_of_two_days_are_the_book_of_both(book: DayBook) -> None:
    """So days may be made one by one or together."""
    days = st.lists(st.sampled_from([DAY, ON]), min_size=12, max_size=12)
    rows = {name: st.lists(st.fixed_dictionaries(TABLES[name]), max_size=12) for name in sorted(sources(book.name))}

    @settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
    @given(tables=st.fixed_dictionaries(rows), days=days)
    def agree(tables: Tables, days: list[date]) -> None:
        raw, engine = raw_dataset(book.name), PolarsEngine()
        numbered = enumerate(zip(tables[raw], days, strict=False))
        dated = [{**row, "legal_day": day, "row": number} for number, (row, day) in numbered]
        apart = [
            read(book, {**tables, raw: [row for row in dated if row["legal_day"] == day]}, engine) for day in (DAY, ON)
        ]
        both = read(book, {**tables, raw: dated}, engine)
        assert pl.concat(apart).sort(*both.columns).equals(both)

    agree()


@settings(max_examples=200, suppress_health_check=list(HealthCheck), deadline=None)
@given(rows=st.lists(st.fixed_dictionaries(TABLES["meter_readings"]), max_size=12))
def test_a_metered_day_is_never_above_its_own_bounds_whatever_was_filed(rows: list[dict]) -> None:
    engine = PolarsEngine()
    book = read(metered_days, {"meter_readings": rows}, engine)
    days = {(row["connection"], row["legal_day"]) for row in rows}
    assert set(book.select("connection", "legal_day").rows()) == days
    assert book.height == len(days)
    assert book.filter(pl.col("energy_wh") > pl.col("energy_upper_wh")).is_empty()
    assert book.filter(pl.col("metered_s") > pl.col("covered_s")).is_empty()


HALF_DAYS = [*readings(5, 7, length=43_200), *readings(6, 6, length=43_200, filing="F2")]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (readings(*[10] * 24), (240, 240, WHOLE_DAY_S, WHOLE_DAY_S)),
        ([*readings(10), *readings(9, begun=3600, estimated=True)], (10, 19, 3600, 7200)),
        (readings(9, estimated=True), (0, 9, 0, 3600)),
        # Filed twice: from below the lower of each half, from above the higher; the day is covered once.
        (HALF_DAYS, (11, 13, WHOLE_DAY_S, WHOLE_DAY_S)),
        # An hour and its quarters may be the same energy or not: from below the one, from above both.
        ([*readings(40), *readings(9, 9, 9, 9, length=900)], (40, 76, 3600, 3600)),
    ],
)
def test_a_metered_day_is_bounded_from_below_and_from_above(engine: Engine, rows: list[dict], said: tuple) -> None:
    found = read(metered_days, {"meter_readings": rows}, engine)
    assert found.select("energy_wh", "energy_upper_wh", "metered_s", "covered_s").rows() == [said]


def test_a_metered_day_names_those_who_filed_it(engine: Engine) -> None:
    rows = [*readings(1, sender="mary"), *readings(1, filing="F2", sender="ahal"), *readings(1, connection="C2")]
    found = read(metered_days, {"meter_readings": rows}, engine)
    assert found.select("connection", "first_sender", "last_sender").rows() == [
        ("C1", "ahal", "mary"),
        ("C2", "s", "s"),
    ]


def test_only_readings_of_connections_that_the_register_names_are_kept(engine: Engine) -> None:
    registered = [{"connection": "C1", "site": "S1"}, {"connection": "C1", "site": "S2"}]
    rows = [*readings(1, 2), *readings(3, connection="C2")]
    found = read(registered_readings, {"meter_readings": rows, "register.connections": registered}, engine)
    assert found.select("connection", "energy_wh").rows() == [("C1", 1), ("C1", 2)]


def test_a_transfer_abroad_stands_once_with_all_persons_that_it_names(engine: Engine) -> None:
    sent = {"exchange": "X", "client": "C", "transfer_id": "T", "legal_day": DAY, "direction": "out", "abroad": True}
    rows = [
        {**sent, "value_reporting": 12, "person": "p"},
        {**sent, "value_reporting": 10, "person": "q"},
        {**sent, "transfer_id": "U", "value_reporting": None},
        {**sent, "transfer_id": "V", "abroad": False, "value_reporting": 5},
    ]
    found = read(transfers_abroad, {"transfers": rows}, engine)
    assert found.select("transfer_id", "value_reporting", "first_person", "last_person").rows() == [
        ("T", 10, "p", "q"),
        ("U", None, None, None),
    ]


def test_numbers_of_books_that_run_whole_are_no_gap_of_the_exchange(engine: Engine) -> None:
    event = {"exchange": "X", "legal_day": DAY, "currency": "USD"}
    whole = [{**event, "dti": "A", "sequence": number} for number in (1, 2, 3)]
    apart = [{**event, "dti": "B", "sequence": number} for number in (101, 102)]
    broken = [{**event, "exchange": "Y", "dti": "A", "sequence": number} for number in (1, 2, 5, 9)]
    found = read(number_gaps, {"orders_and_trades": [*whole, *apart, *broken]}, engine)
    assert found.select("exchange", "missing", "distinct", "sequence", "following").rows() == [("Y", 5, 4, 2, 5)]


def test_what_is_owed_counts_each_client_once_and_no_debt(engine: Engine) -> None:
    owed = {"exchange": "X", "legal_day": DAY, "dti": "A"}
    rows = [
        {**owed, "client": "C", "balance": 3},
        {**owed, "client": "C", "balance": 2},
        {**owed, "client": "D", "balance": -7},
        {**owed, "dti": "B", "client": "D", "balance": -7},
        {**owed, "dti": None, "client": "C", "balance": 9},
    ]
    found = read(owed_assets, {"client_balances": rows}, engine)
    assert found.select("dti", "quantity").rows() == [("A", 2), ("B", 0)]
