"""Opening plus flows equals closing, and both sides of everything are told alike."""

from decimal import Decimal

import polars as pl

EXACT = pl.Decimal(38, 8)


def coin_flows(filed) -> pl.DataFrame:
    """What trades and transfers bring each client of each coin on each day."""
    orders, transfers = filed.rows("orders_and_trades"), filed.rows("transfers")
    done = orders.filter(pl.col("trade_id").is_not_null())
    signed = pl.when(pl.col("side") == "BUYI").then(pl.col("quantity")).otherwise(-pl.col("quantity"))
    traded = done.select("exchange", "client", "day", "dti", flow=signed.cast(EXACT))
    sent = transfers.filter(pl.col("dti").is_not_null())
    out = pl.when(pl.col("direction") == "in").then(pl.col("quantity")).otherwise(-pl.col("quantity"))
    moved = sent.select("exchange", "client", "day", "dti", flow=out.cast(EXACT))
    return pl.concat([traded, moved]).group_by("exchange", "client", "day", "dti").agg(pl.col("flow").sum())


def test_opening_plus_flows_is_closing_for_every_client_and_coin(honest):
    keys = ["exchange", "client", "dti"]
    balances = honest.rows("client_balances").filter(pl.col("dti").is_not_null()).select(*keys, "day", "balance")
    flows = coin_flows(honest)
    days = pl.DataFrame({"day": list(honest.world.plan.on)})
    every = pl.concat([balances.select(keys), flows.select(keys)]).unique().join(days, how="cross")
    held = every.join(balances, on=[*keys, "day"], how="left").join(flows, on=[*keys, "day"], how="left")
    held = held.with_columns(pl.col("balance", "flow").fill_null(Decimal(0))).sort(*keys, "day")
    wrong = held.with_columns(before=pl.col("balance").shift(1).over(keys)).filter(
        pl.col("before").is_not_null() & (pl.col("before") + pl.col("flow") != pl.col("balance"))
    )
    assert flows.height > 1000
    assert wrong.is_empty(), wrong.head(3)


def test_money_that_clients_have_changes_by_transfers_fees_and_margin_alone(honest):
    """Trades move money between clients; what is lost on the way are fees, which are never more than 0.3 percent."""
    cash = honest.rows("client_balances").filter(pl.col("dti").is_null())
    closing = cash.group_by("exchange", "day").agg(pl.col("balance").sum()).sort("exchange", "day")
    fiat = honest.rows("transfers").filter(pl.col("dti").is_null())
    signed = pl.when(pl.col("direction") == "in").then(pl.col("value")).otherwise(-pl.col("value"))
    moved = fiat.group_by("exchange", "day").agg(signed.sum().alias("moved"))
    trades = honest.rows("orders_and_trades").filter(pl.col("aggressor") == "AGRE")
    turnover = trades.group_by("exchange", "day").agg(pl.col("amount").sum().alias("turnover"))
    swept = honest.rows("bank_legs").filter((pl.col("channel") == "internal") & (pl.col("account_holds") == "clients"))
    away = pl.when(pl.col("direction") == "out").then(pl.col("amount")).otherwise(-pl.col("amount"))
    earned = swept.group_by("exchange", pl.col("booked").alias("day")).agg(away.sum().alias("earned"))
    joined = closing.join(moved, on=["exchange", "day"], how="left").join(turnover, on=["exchange", "day"], how="left")
    joined = joined.join(earned, on=["exchange", "day"], how="left").with_columns(
        pl.col("moved", "turnover", "earned").fill_null(Decimal(0)).cast(pl.Float64), pl.col("balance").cast(pl.Float64)
    )
    change = pl.col("balance") - pl.col("balance").shift(1).over("exchange") - pl.col("moved")
    # What is swept to the exchange's own account is whole hundredths, so that less than one is left each day.
    left = joined.with_columns(left=change + pl.col("earned")).drop_nulls()
    assert left.height == 5 * len(honest.world.roster.exchanges)
    assert left["left"].abs().max() < 0.0101


def test_available_and_locked_are_the_balance_and_neither_is_below_nothing(honest):
    balances = honest.rows("client_balances")
    assert (balances["available"] + balances["locked"] == balances["balance"]).all()
    assert balances["available"].min() >= 0
    assert balances["locked"].max() > 0


def test_both_sides_of_a_trade_tell_the_same(honest):
    done = honest.rows("orders_and_trades").filter(pl.col("trade_id").is_not_null())
    sides = done.group_by("exchange", "trade_id").agg(
        pl.len().alias("lines"), pl.col("side", "quantity", "price", "amount", "client", "aggressor").n_unique()
    )
    assert sides.select(pl.col("lines", "side", "client", "aggressor").min()).row(0) == (2, 2, 2, 2)
    assert sides.select(pl.col("lines", "quantity", "price", "amount").max()).row(0) == (2, 1, 1, 1)
    exact = [quantity * price == amount for quantity, price, amount in done["quantity", "price", "amount"].iter_rows()]
    assert all(exact)


def test_numbers_of_a_book_run_from_one_without_a_gap(honest):
    numbers = honest.rows("orders_and_trades").group_by("exchange", "day").agg(
        pl.len(), pl.col("sequence").min().alias("first"), pl.col("sequence").max().alias("last"),
        pl.col("sequence").n_unique().alias("different"),
    )  # fmt: skip
    assert (numbers["first"] == 1).all()
    assert (numbers["last"] == numbers["len"]).all()
    assert (numbers["different"] == numbers["len"]).all()


def test_an_order_is_placed_before_it_is_filled_and_never_filled_above_its_quantity(honest):
    orders = honest.rows("orders_and_trades").sort("exchange", "day", "sequence")
    lives = orders.group_by("order_id", maintain_order=True).agg(
        pl.col("event").first().alias("first"), pl.col("quantity").sum().alias("filled"),
        pl.col("order_quantity").first(), pl.col("remaining_quantity").last().alias("left"),
        pl.col("event").last().alias("last"),
    )  # fmt: skip
    assert (lives["first"] == "NEWO").all()
    assert (lives["filled"] <= lives["order_quantity"]).all()
    done = lives.filter(pl.col("last") == "FILL")
    assert (done["filled"] == done["order_quantity"]).all()
    assert (done["left"] == 0).all()


def test_wallets_for_clients_hold_what_clients_are_owed(honest):
    wallets = honest.rows("wallets_and_reserves").filter(pl.col("belongs_to") == "clients")
    held = wallets.group_by("exchange", "as_of", "dti").agg(pl.col("quantity").sum())
    owed = honest.rows("client_balances").filter(pl.col("dti").is_not_null())
    owed = owed.group_by("exchange", "as_of", "dti").agg(pl.col("balance").sum())
    both = owed.join(held.select("exchange", "as_of").unique(), on=["exchange", "as_of"]).join(
        held, on=["exchange", "as_of", "dti"], how="left"
    )
    assert both.height >= 6 * len(honest.world.roster.exchanges)
    assert (both["quantity"].fill_null(Decimal(0)) >= both["balance"]).all()


def test_cold_wallets_have_more_lines_than_hot_ones(honest):
    wallets = honest.rows("wallets_and_reserves").filter(pl.col("belongs_to") == "clients")
    assert wallets.filter(pl.col("kind") == "cold").height > wallets.filter(pl.col("kind") == "hot").height


def test_every_transfer_of_money_has_its_booking_at_a_partner(honest):
    fiat = honest.rows("transfers").filter(pl.col("dti").is_null())
    legs = honest.rows("bank_legs").filter(pl.col("channel").is_in(["transfer", "card"]))
    named = fiat.join(legs, left_on="transfer_id", right_on="reference", how="inner")
    assert legs.height == fiat.height
    assert named.height > fiat.height * 0.9
    apart = (named["booked"] - named["day"]).dt.total_days()
    assert set(apart.unique()) == {0, 1}
    fee = (named["value"] - named["amount"]) * 100 <= named["value"]
    assert (named["amount"] <= named["value"]).all()
    assert fee.all()
