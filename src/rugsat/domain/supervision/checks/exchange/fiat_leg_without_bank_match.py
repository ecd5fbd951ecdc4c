"""Does money move that no partner bank has seen?"""

from datetime import date

import narwhals as nw

from rugsat.domain.supervision.bank_match import judge
from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.ledger import periods_not_whole
from rugsat.domain.supervision.money_legs import (
    bookings,
    money_transfers,
    of_money,
    partner_banks,
    rows_of,
    told_in_one_way,
    told_more_than_once,
)
from rugsat.evidence.frames.dated_join import dated_anti_join
from rugsat.evidence.frames.distinct import distinct
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count

_SAME = ["exchange", "direction", "currency", "amount", "name", "since"]


def transfers_told_in_two_ways(transfers: Frame, *_others: object) -> Frame:
    """transfers of money of which two lines say different things"""
    return money_transfers(told_more_than_once(transfers)).filter(~told_in_one_way())


def transfers_without_a_partner_bank(
    transfers: Frame, legs: Frame, relations: Frame, parties: Frame, *_others: object
) -> Frame:
    """transfers of money on days on which the register names no partner bank of the exchange"""
    partners = partner_banks(relations, parties).select("exchange", "since", "until").unique()
    days = distinct(of_money(transfers), ["exchange", "legal_day"])
    alone = dated_anti_join(days, partners, on=["exchange"], identity=["exchange", "legal_day"])
    told = of_money(transfers).join(alone, on=["exchange", "legal_day"], how="semi")
    return distinct(told, ["exchange", "transfer_id"])


@check(
    reads=("transfers", "bank_legs", "register.bank_relations", "register.parties", "filings"),
    may_be_empty=("filings",),
    rests_on=("exchange.fiat_through_partner_bank", "settlement.bank_match_days", "settlement.bank_match_fee"),
    judge=judge,
    left_out=(transfers_told_in_two_ways, transfers_without_a_partner_bank),
)
def fiat_leg_without_bank_match(
    transfers: Frame, legs: Frame, relations: Frame, parties: Frame, filings: Frame, law: Frame, on: date
) -> Frame:
    """An exchange filed a client's transfer of money that no partner bank has booked.

    Transfers of money by bank or card are matched one to one with the bookings that the exchange's partner banks, by
    the register of the day, report on its accounts, within one exchange, direction and currency. What is booked on the
    exchange's own account, or between its accounts, serves only a transfer that it names. A booking serves a
    transfer if its day is at most as many days away, before or after, and its amount differs at most by such a share,
    as the law allows. First a booking goes to the transfer that it names, the nearest in amount and then in days.
    What is left is matched so that as many transfers as possible have a booking each. Where several share too few,
    those go first that a booking of the very amount and day can serve, then of the very amount, then the earlier, then
    those first by number; the others are named. Where one of those is named by a booking that is too far off to serve
    it, that booking serves no other transfer either. A transfer that was filed twice counts once.

    Nobody is named before the last day on which the booking may still come is over and every partner bank has told
    all of each day on which it may have been booked: its return is in, be it nil, and intake has rejected none of it.
    """
    partners, claims = partner_banks(relations, parties), money_transfers(transfers).filter(told_in_one_way())
    booked = bookings(legs, partners, claims).group_by(*_SAME).agg(count("number"))
    # Where a booking names the transfer and is the same in all, no other could be nearer: the two are done with.
    done = claims.select(*_SAME).with_columns(done=nw.lit(1))
    open_claims = claims.join(booked.filter(nw.col("name") != "").select(*_SAME), on=_SAME, how="anti")
    less = nw.when(nw.col("done").is_null() | (nw.col("name") == "")).then(nw.lit(0)).otherwise(nw.lit(1))
    open_legs = booked.join(done, on=_SAME, how="left").with_columns(number=nw.col("number") - less)
    days = distinct(legs.select(nw.col("sender").alias("bank"), nw.col("legal_day").alias("since")), ["bank", "since"])
    standing = nw.col("status").is_in(["ACPT", "PART"]) & (nw.col("kind") != "cancellation")
    returns = filings.filter(nw.col("return") == "bank_legs")
    located = ["channel", "sender", "filing", "row"]
    parts = [
        rows_of("transfer", open_claims, *_SAME, "number", *located),
        rows_of("leg", open_legs.filter(nw.col("number") > 0), *_SAME, "number"),
        rows_of("partner", partners, "exchange", "bank", "since", "until"),
        rows_of("booked", days, "bank", "since"),
        rows_of("filed", _periods(returns.filter(standing)), "bank", "name"),
        rows_of("refused", _periods(periods_not_whole(returns)), "bank", "name"),
    ]
    return nw.concat(parts, how="vertical")


def _periods(filings: Frame) -> Frame:
    return filings.select(nw.col("sender").alias("bank"), nw.col("period").alias("name")).unique(["bank", "name"])
