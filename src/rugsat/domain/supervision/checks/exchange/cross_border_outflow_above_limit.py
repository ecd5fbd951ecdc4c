"""Does a resident send more abroad in a month than a resident may?"""

from datetime import date

import narwhals as nw

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.limits import limits, on_day
from rugsat.domain.supervision.violations import IN_REPORTING_CURRENCY, violations
from rugsat.evidence.frames.as_of import as_periods
from rugsat.evidence.frames.dated_join import dated_join
from rugsat.evidence.frames.distinct import distinct
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import exact_total
from rugsat.kernel.period import FOREVER


def transfers_of_unknown_persons(transfers: Frame, clients: Frame, law: Frame, on: date) -> Frame:
    """transfers abroad of clients of whom no report up to that day says, without contradiction, who they are"""
    return _by_person(_sent(transfers), clients).filter(nw.col("person").is_null())


@check(
    reads=("transfers_abroad", "exchange_clients"),
    history=("exchange_clients",),
    valued=(("transfers_abroad", "value_reporting"),),
    rests_on=("exchange.outflow_limit",),
    in_reporting_currency=("exchange.outflow_limit",),
    left_out=(transfers_of_unknown_persons,),
)
def cross_border_outflow_above_limit(transfers: Frame, clients: Frame, law: Frame, on: date) -> Frame:
    """One person sent more value abroad in a calendar month, over all exchanges together, than the limit.

    Transfers out that leave the country are added for the local calendar month, up to the day of the run, in the
    reporting currency at the rate of their day; a transfer that was filed twice counts once. That two clients of two
    exchanges are one person is known from the person token that intake makes of the sealed identifier: that of the
    transfer, or else that of the client, where all reports name one person, or else by the latest report up to that
    day. Where the limit changed within the month, the highest limit of the month is applied. A transfer whose value
    could not be converted, or whose person is not known, is left out, and the run says so.
    """
    known = _by_person(_sent(transfers), clients).filter(~nw.col("person").is_null())
    daily = known.group_by("person", "legal_day").agg(exact_total("value_reporting"))
    limited = on_day(daily, limits(law, "exchange.outflow_limit")).with_columns(
        month=nw.col("legal_day").dt.truncate("1mo").cast(nw.Date)
    )
    monthly = limited.group_by("person", "month").agg(
        exact_total("value_reporting"), nw.col("limit").max(), nw.col("legal_day").max().alias("last_day")
    )
    return violations(
        monthly.filter(nw.col("value_reporting") > nw.col("limit")),
        subject=("person", "person"),
        days=("month", "last_day"),
        observed="value_reporting",
        limit="limit",
        unit=IN_REPORTING_CURRENCY,
    )


def _sent(transfers: Frame) -> Frame:
    """Transfers whose value is known, with the person that their lines name."""
    valued = transfers.filter(~nw.col("value_reporting").is_null())
    named = valued.rename({"first_person": "own", "last_person": "other"})
    # Where two lines of one transfer name two persons, neither is known.
    return named.filter((nw.col("own") == nw.col("other")) | nw.col("own").is_null()).drop("other")


def _by_person(sent: Frame, clients: Frame) -> Frame:
    reports = (
        clients.filter(~nw.col("person").is_null())
        .group_by("exchange", "client", "legal_day")
        .agg(nw.col("person").min(), nw.col("person").max().alias("other"))
    )
    ever = reports.group_by("exchange", "client").agg(nw.col("person").min(), nw.col("other").max())
    one = ever.filter(nw.col("person") == nw.col("other")).select("exchange", "client", "person")
    several = reports.join(one, on=["exchange", "client"], how="anti")
    held = as_periods(several, by=["exchange", "client"], began="legal_day", last=FOREVER)
    dated = held.filter(nw.col("person") == nw.col("other")).select("exchange", "client", "person", "since", "until")
    client_days = distinct(sent, ["exchange", "client", "legal_day"])
    always = client_days.join(one, on=["exchange", "client"], how="inner")
    then = dated_join(client_days, dated, on=["exchange", "client"])
    persons = nw.concat([always, then], how="vertical").rename({"person": "reported"})
    person = nw.when(nw.col("own").is_null()).then(nw.col("reported")).otherwise(nw.col("own"))
    return sent.join(persons, on=["exchange", "client", "legal_day"], how="left").with_columns(person=person)
