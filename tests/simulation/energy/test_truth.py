"""The answers are true of what is filed, and of nobody else: counted here from the files, apart from the checks."""

import polars as pl
import pytest

from rugsat.simulation.answers import Answers
from rugsat.simulation.energy.power import make_power
from rugsat.simulation.world import World


class Country:
    """A country of one day with all rows that were filed for good, by return."""

    def __init__(self, world: World, filed: dict[str, list[pl.DataFrame]]) -> None:
        self.world = world
        self._filed = filed

    def rows(self, return_name: str) -> pl.DataFrame:
        return pl.concat(self._filed[return_name], how="diagonal_relaxed")

    def held(self, table: str) -> pl.DataFrame:
        rows = pl.DataFrame(self.world.register.rows(table), infer_schema_length=None)
        on = self.world.plan.since
        return rows.filter((pl.col("since") <= on) & (pl.col("until").is_null() | (pl.col("until") > on)))

    def guilty(self, check: str) -> set[str]:
        answers: Answers = self.world.answers
        rows = answers.table().filter((pl.col("check") == check) & (pl.col("kind") == "offence"))
        return set(rows["subject"])


@pytest.fixture
def country(make_world, monkeypatch) -> Country:
    written = []

    def keep(path, rows, **_):
        path.touch()
        written.append(rows)

    monkeypatch.setattr("rugsat.simulation.filings.write_rows", keep)
    world = make_world(days=1)
    make_power(world, lambda *_: None)
    sent = [each for each in world.filings.sent if each.kind != "nil"]
    corrected = {(each.sender, each.part) for each in sent if each.kind == "correction"}
    filed: dict[str, list[pl.DataFrame]] = {}
    for each, rows in zip(sent, written, strict=True):
        if each.kind == "correction" or (each.sender, each.part) not in corrected or not each.part:
            filed.setdefault(each.return_name, []).append(rows.with_columns(sender=pl.lit(each.sender)))
    return Country(world, filed)


def test_only_who_is_in_the_answers_draws_more_than_its_licence_and_the_tolerance(country):
    sites = country.held("sites").select("site", "authorisation")
    connections = country.held("connections").select("connection", "site").join(sites, on="site")
    readings = country.rows("meter_readings").filter(~pl.col("estimated"), pl.col("interval_s") == 900)
    drawn = readings.join(connections, on="connection").group_by("authorisation", "began").agg(
        (pl.col("energy_wh").sum() * 4).alias("drawn_w")
    )  # fmt: skip
    licences = country.held("authorisations").select("authorisation", "licensed_w")
    above = drawn.join(licences, on="authorisation").filter(pl.col("drawn_w") * 100 > pl.col("licensed_w") * 105)
    found = {f"authorisation:{each}" for each in above["authorisation"]}
    assert found == country.guilty("power_above_licensed_capacity")


def test_only_who_is_in_the_answers_is_paid_to_a_wallet_that_is_not_declared(country):
    declared = country.held("wallets").select(pl.col("wallet").str.to_lowercase(), "party")
    owners = country.held("authorisations").select("authorisation", "party")
    paid = (
        country.rows("pool_payouts").with_columns(pl.col("wallet").str.to_lowercase()).join(owners, on="authorisation")
    )
    foreign = paid.join(declared, on=["wallet", "party"], how="anti")
    found = {f"authorisation:{each}" for each in foreign["authorisation"]}
    assert found == country.guilty("payout_wallet_not_declared")


def test_only_who_is_in_the_answers_draws_on_a_tariff_that_is_not_for_miners(country):
    sites = country.held("sites").select("site")
    licensed = country.held("connections").select("connection", "site").join(sites, on="site")
    reported = country.rows("connection_points").filter(pl.col("tariff_class").is_in(["household", "subsidised"]))
    found = {f"connection:{each}" for each in reported.join(licensed, on="connection")["connection"]}
    assert found == country.guilty("licensed_load_on_subsidised_tariff")


def test_only_who_is_in_the_answers_is_supplied_by_a_provider_that_is_not_approved(country):
    approved = set(country.held("approved_providers")["provider"])
    sites = country.held("sites").select("site", "authorisation")
    supplied = country.held("connections").join(sites, on="site")
    drawn = country.rows("meter_readings").filter(pl.col("energy_wh") > 0).join(supplied, on="connection")
    wrong = drawn.filter(~(pl.col("provider").is_in(approved) & pl.col("sender").is_in(approved)))
    found = {f"authorisation:{each}" for each in wrong["authorisation"]}
    assert found == country.guilty("power_from_unapproved_provider")
