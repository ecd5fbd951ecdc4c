"""The two sides of money that moves: what exchanges file as transfers and what their partner banks book, each once."""

import narwhals as nw

from rugsat.evidence.frames.distinct import distinct
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count

_TEXTS = ("exchange", "bank", "direction", "currency", "channel", "name", "sender", "filing")
_NUMBER = nw.Decimal(38, 18)


def of_money(transfers: Frame) -> Frame:
    """Lines that tell of money moved by bank or card."""
    return transfers.filter(nw.col("dti").is_null() & nw.col("channel").is_in(["bank", "card"]) & (nw.col("value") > 0))


def told_more_than_once(transfers: Frame) -> Frame:
    """Lines of those transfers of money that several lines tell of: few, where all are each filed once."""
    lines = of_money(transfers)
    several = lines.group_by("exchange", "transfer_id").agg(count("_lines")).filter(nw.col("_lines") > 1)
    return lines.join(several, on=["exchange", "transfer_id"], how="semi")


def money_transfers(transfers: Frame) -> Frame:
    """Transfers of money, each once, with the least and the most that its lines say of it."""
    same = {"since": "legal_day", "amount": "value", "currency": "value_currency", "direction": "direction"}
    least = [nw.col(told).min().alias(name) for name, told in same.items()]
    most = [nw.col(told).max().alias(f"{name}_most") for name, told in same.items()]
    shown = [nw.col(name).min() for name in ("channel", "sender", "filing", "row")]
    once = of_money(transfers).group_by("exchange", "transfer_id").agg(*least, *most, *shown, count("number"))
    return once.rename({"transfer_id": "name"})


def told_in_one_way() -> nw.Expr:
    """That all lines of a transfer say the same amount, day, currency and direction."""
    amount_and_day = (nw.col("amount") == nw.col("amount_most")) & (nw.col("since") == nw.col("since_most"))
    flow = (nw.col("currency") == nw.col("currency_most")) & (nw.col("direction") == nw.col("direction_most"))
    return amount_and_day & flow


def partner_banks(relations: Frame, parties: Frame) -> Frame:
    """Which bank serves which exchange, by its LEI, since when and until when."""
    leis = parties.filter(~nw.col("lei").is_null()).select("party", nw.col("lei").alias("exchange")).unique()
    served = relations.select("party", "bank", "since", "until").join(leis, on=["party"], how="inner")
    return served.select("exchange", "bank", "since", "until").unique()


def bookings(legs: Frame, partners: Frame, claims: Frame) -> Frame:
    """Bookings of banks that serve the exchange on that day, each once however often it was filed.

    Money of the exchange's own, and what it moves between its accounts, is no client's, unless it names the transfer.
    """
    name = nw.when(nw.col("reference").is_null()).then(nw.lit("")).otherwise(nw.col("reference"))
    own = (nw.col("account_holds") == "own") | (nw.col("channel") == "internal")
    told = legs.with_columns(
        name=name, bank=nw.col("sender"), since=nw.col("legal_day"), own=nw.when(own).then(nw.lit(1)).otherwise(0)
    )
    naming = told.filter(nw.col("own") == 1).join(
        claims.select("exchange", "name"), on=["exchange", "name"], how="semi"
    )
    named = nw.concat([told.filter(nw.col("own") == 0), naming], how="vertical")
    columns = ["bank", "entry", "exchange", "direction", "currency", "amount", "name", "since"]
    once = distinct(named, columns)
    days = distinct(named, ["exchange", "bank", "since"])
    dated = partners.rename({"since": "began", "until": "ended"})
    held = days.join(dated, on=["exchange", "bank"], how="inner").filter(
        (nw.col("began") <= nw.col("since")) & (nw.col("since") < nw.col("ended"))
    )
    served = distinct(held, ["exchange", "bank", "since"])
    return once.join(served, on=["exchange", "bank", "since"], how="semi")


def rows_of(kind: str, frame: Frame, *columns: str) -> Frame:
    """Rows of one kind with the columns of all kinds: what a kind does not have is empty."""
    empty = {
        **{name: nw.lit(None, dtype=nw.String) for name in _TEXTS},
        **{name: nw.lit(None, dtype=nw.Date) for name in ("since", "until")},
        **{name: nw.lit(None, dtype=nw.Int64) for name in ("row", "number")},
        "amount": nw.lit(None, dtype=_NUMBER),
    }
    filled = [nw.col(name) if name in columns else value.alias(name) for name, value in empty.items()]
    return frame.select(nw.lit(kind).alias("kind"), *filled)
