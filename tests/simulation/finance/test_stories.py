"""Every offence and look-alike of the catalogue is played, and what is said of it is true of what was filed."""

from decimal import Decimal

import polars as pl

from rugsat.kernel.sealed import open_sealed
from rugsat.operations.intake.authority_keys import read_authority_keys
from rugsat.simulation.catalogue import catalogue
from rugsat.simulation.finance.conduct.play import LOOK_ALIKES, OFFENCES
from rugsat.simulation.sealing import Passport

ACTORS = {"exchange", "client", "bank"}
IN_THE_POST = {"return_never_filed", "return_filed_late"}


def of_check(told, check: str, kind: str = "offence") -> pl.DataFrame:
    answers = told.world.answers.table()
    return answers.filter((pl.col("check") == check) & (pl.col("kind") == kind))


def test_players_have_the_names_of_the_catalogue():
    mine = {name: each for name, each in catalogue().items() if each.actor in ACTORS and name not in IN_THE_POST}
    assert set(OFFENCES) == set(mine)
    assert set(LOOK_ALIKES) == {f"{name}/{word}" for name, each in mine.items() for word in each.look_alikes}


def test_every_transfer_of_an_answer_was_filed(told):
    transfers = told.rows("transfers")
    named = set((transfers["exchange"] + "/" + transfers["transfer_id"]).to_list())
    subjects = pl.concat([of_check(told, "fiat_leg_without_bank_match", kind) for kind in ("offence", "look_alike")])
    about = [
        each.replace("exchange:", "").replace("transfer:", "") for each in subjects["subject"] if "transfer" in each
    ]
    assert len(about) > 20
    assert set(about) <= named


def test_transfers_without_a_booking_are_those_of_the_answers(told):
    fiat = told.rows("transfers").filter(pl.col("dti").is_null())
    legs = told.rows("bank_legs").filter(pl.col("channel").is_in(["transfer", "card"]))
    assert fiat.height > legs.height
    invented = of_check(told, "fiat_leg_without_bank_match").filter(pl.col("offence") != "bank_leg_amount_altered")
    assert 0 <= fiat.height - legs.height - invented.height <= 2


def test_persons_of_answers_send_more_than_the_limit_and_look_alikes_do_not(told):
    keys = read_authority_keys(told.world.filings._folder / "keys" / "authority-keys.json")
    limit = told.world.limits.value("exchange.outflow_limit", told.world.plan.since)
    out = told.rows("transfers").filter((pl.col("direction") == "out") & pl.col("abroad"))
    sums: dict[str, Decimal] = {}
    seen: dict[str, str] = {}
    for person, value, currency in out.select("person", "value", "value_currency").iter_rows():
        if person not in seen:
            opened = open_sealed(person, keys=keys.opening)
            seen[person] = told.world.sealer.token(Passport(opened.text, opened.country))
        rate = Decimal("3.5") if currency == "USD" else Decimal(1)
        sums[seen[person]] = sums.get(seen[person], Decimal(0)) + value * rate
    above = {f"person:{token}" for token, worth in sums.items() if worth > limit}
    assert above == set(of_check(told, "cross_border_outflow_above_limit")["subject"])


def test_a_day_with_events_left_out_has_a_gap(told):
    numbers = (
        told.rows("orders_and_trades")
        .group_by("exchange", "day")
        .agg(missing=pl.col("sequence").max() - pl.col("sequence").min() + 1 - pl.col("sequence").n_unique())
    )
    gaps = numbers.filter(pl.col("missing") > 0).select(pl.concat_str(pl.lit("exchange:"), "exchange"), "day")
    said = of_check(told, "sequence_gap_in_records").select("subject", "first_day")
    assert sorted(gaps.rows()) == sorted(said.rows())


def test_positions_above_the_cap_are_those_of_the_answers(told):
    positions = told.rows("margin_positions")
    caps = {day: told.world.limits.value("exchange.leverage_cap", day) for day in told.world.plan.on}
    rows = positions.select("exchange", "client", "day", "exposure", "own_funds").iter_rows()
    above = {
        f"exchange:{lei}/client:{client}" for lei, client, day, exposure, own in rows if exposure > caps[day] * own
    }
    assert above == set(of_check(told, "leverage_above_cap")["subject"])


def test_assets_of_answers_are_short_by_the_size_that_is_said(told):
    wallets = told.rows("wallets_and_reserves").filter(pl.col("belongs_to") == "clients")
    held = wallets.group_by("exchange", "as_of", "dti").agg(pl.col("quantity").sum())
    owed = told.rows("client_balances").filter(pl.col("dti").is_not_null())
    owed = owed.group_by("exchange", "as_of", "dti").agg(pl.col("balance").sum())
    short = owed.join(held, on=["exchange", "as_of", "dti"]).filter(pl.col("quantity") < pl.col("balance"))
    named = {f"exchange:{lei}/asset:{dti}" for lei, dti in short.select("exchange", "dti").iter_rows()}
    assert named == set(of_check(told, "client_assets_not_covered")["subject"])
