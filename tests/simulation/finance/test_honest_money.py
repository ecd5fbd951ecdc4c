"""Where no story is told, nobody breaks the law of the day."""

from datetime import date

import polars as pl


def test_nobody_sends_more_abroad_than_the_limit(honest):
    out = honest.rows("transfers").filter((pl.col("direction") == "out") & pl.col("abroad"))
    rate = pl.when(pl.col("value_currency") == "USD").then(3.5).otherwise(1.0)
    value = out.with_columns(worth=pl.col("value").cast(pl.Float64) * rate)
    clients = (
        honest.rows("exchange_clients").select("exchange", "client", "person", "day").unique(["exchange", "client"])
    )
    assert out.height > 50
    assert value.join(clients, on=["exchange", "client"], how="anti").is_empty()
    most = value.group_by("exchange", "client").agg(pl.col("worth").sum())["worth"].max()
    assert most < float(honest.world.limits.value("exchange.outflow_limit", date(2026, 3, 12)))


def test_leverage_is_below_the_cap_of_the_day_also_when_it_is_lowered(honest):
    positions = honest.rows("margin_positions")
    caps = {day: honest.world.limits.value("exchange.leverage_cap", day) for day in honest.world.plan.on}
    assert len(set(caps.values())) == 2
    rows = positions.select("day", "exposure", "own_funds", "quantity", "mark_price").iter_rows()
    found = [(exposure < caps[day] * own, quantity * price == exposure) for day, exposure, own, quantity, price in rows]
    assert len(found) > 100
    assert all(below and exact for below, exact in found)


def test_only_approved_assets_are_executed(honest):
    held = {(row["dti"], row["since"], row["until"]) for row in honest.world.register.rows("approved_assets")}
    done = honest.rows("orders_and_trades").filter(pl.col("trade_id").is_not_null()).select("dti", "day").unique()
    for dti, day in done.iter_rows():
        assert any(each == dti and since <= day and (until is None or day < until) for each, since, until in held)
    assert len(held) == 8


def test_more_than_the_minimum_of_clients_assets_lies_cold(honest):
    lines = honest.rows("wallets_and_reserves").filter(pl.col("belongs_to") == "clients")
    shares = lines.group_by("exchange", "as_of").agg(
        pl.col("value").filter(pl.col("kind") == "cold").sum().alias("cold"),
        pl.col("value").filter(pl.col("kind") == "hot").sum().alias("hot"),
    )
    least = honest.world.limits.value("exchange.cold_storage_share", date(2026, 3, 15))
    assert all(100 * cold > least * (cold + hot) for cold, hot in shares.select("cold", "hot").iter_rows())
    assert shares.height == len(honest.world.roster.exchanges)


def test_clients_who_trade_were_identified_before(honest):
    clients = honest.rows("exchange_clients").filter(pl.col("identified_on").is_not_null())
    first = clients.group_by("exchange", "client").agg(pl.col("identified_on").min())
    done = honest.rows("orders_and_trades").filter(pl.col("trade_id").is_not_null())
    known = done.join(first, on=["exchange", "client"], how="left")
    assert known["identified_on"].null_count() == 0
    assert (known["identified_on"] <= known["day"]).all()


def test_what_miners_sell_comes_in_from_their_wallet_and_is_sold_in_whole_lots(honest):
    sold = honest.world.sales["wallet"][0]
    came = honest.rows("transfers").filter(pl.col("from_account") == sold).sort("day")
    assert [str(each.normalize()) for each in came["quantity"]] == ["0.12345678", "0.05"]
    orders = honest.rows("orders_and_trades").filter(pl.col("client") == came["client"][0])
    done = orders.filter(pl.col("trade_id").is_not_null()).sort("day")
    assert done["side"].to_list() == ["SELL", "SELL"]
    assert [str(each.normalize()) for each in done["quantity"]] == ["0.12345", "0.05"]
    home = honest.rows("transfers").filter((pl.col("client") == came["client"][0]) & (pl.col("direction") == "out"))
    assert home.select("channel", "abroad").rows() == [("bank", False)]
