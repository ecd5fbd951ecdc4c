"""Does an exchange trade for a customer before it knows who that is?"""

from datetime import date

import narwhals as nw

from rugsat.domain.supervision.check import check
from rugsat.domain.supervision.ledger import days_not_whole
from rugsat.domain.supervision.limits import in_force
from rugsat.domain.supervision.violations import violations
from rugsat.evidence.frames.distinct import distinct
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import total

_CLIENT = ["exchange", "client"]
_LONG_AGO = date(1970, 1, 1)


def executions_before_a_report(executed: Frame, clients: Frame, filings: Frame, law: Frame, on: date) -> Frame:
    """days of clients of whom no report says that they were identified, and of whose exchange none covers the day"""
    unknown = _unidentified(executed, clients, law)
    covered = _covered(unknown, clients, filings).select(*_CLIENT, "legal_day")
    return unknown.join(covered, on=[*_CLIENT, "legal_day"], how="anti")


def executions_for_own_account(executed: Frame, clients: Frame, filings: Frame, law: Frame, on: date) -> Frame:
    """days of dealing on own account (DEAL) under a number of which no report speaks"""
    return _own(_unidentified(executed, clients, law), clients)


@check(
    reads=("executed_days", "exchange_clients", "filings"),
    history=("exchange_clients",),
    may_be_empty=("filings",),
    rests_on=("exchange.identification_before_wallet",),
    left_out=(executions_before_a_report, executions_for_own_account),
)
def customer_not_identified(executed: Frame, clients: Frame, filings: Frame, law: Frame, on: date) -> Frame:
    """An exchange executed trades for a customer whose identification was not completed by that day.

    A customer counts as identified from the earliest day on which any report up to the day of the run says that the
    identification was completed: a later report may tell of an earlier day, and one whose account has ended was
    identified before. Nobody is named before a report of the exchange is in, whole, that is of the day of the
    execution or later; a report of which intake rejected rows does not count. Dealing on own account (DEAL) under a
    number of which no report speaks is left out. What is observed is the number of executions on a day, wholly or in
    part; days that adjoin are one finding.
    """
    unknown = _covered(_unidentified(executed, clients, law), clients, filings)
    customers = unknown.join(
        _own(unknown, clients).select(*_CLIENT, "legal_day", "own"), on=[*_CLIENT, "legal_day", "own"], how="anti"
    )
    daily = customers.group_by(*_CLIENT, "legal_day").agg(total("executions"))
    named = daily.with_columns(where=nw.concat_str([nw.col("exchange"), nw.lit("/client:"), nw.col("client")]))
    return violations(named, subject=("exchange", "where"), observed="executions", limit=0, unit="count")


def _unidentified(executed: Frame, clients: Frame, law: Frame) -> Frame:
    """Executions of each client and day, those on own account apart, before the client was identified."""
    # A report that says identified and does not say when is taken to mean always.
    always = (nw.col("identification_status") == "identified") & nw.col("identified_on").is_null()
    stated = clients.with_columns(
        identified_on=nw.when(always).then(nw.lit(_LONG_AGO)).otherwise(nw.col("identified_on"))
    )
    known = stated.filter(~nw.col("identified_on").is_null()).group_by(*_CLIENT).agg(nw.col("identified_on").min())
    late = nw.col("identified_on").is_null() | (nw.col("identified_on") > nw.col("legal_day"))
    # Nearly all are identified: they go before anything is added up.
    unknown = executed.join(known, on=_CLIENT, how="left").filter(late)
    daily = unknown.group_by(*_CLIENT, "legal_day", "own").agg(total("executions"))
    return in_force(daily, law, "exchange.identification_before_wallet")


def _covered(unknown: Frame, clients: Frame, filings: Frame) -> Frame:
    """Those of which the exchange has reported, whole, since: a report of the day or later."""
    broken = days_not_whole(clients, filings, "exchange_clients")
    whole = clients.select("exchange", "legal_day").join(broken, on=["exchange", "legal_day"], how="anti")
    last = whole.group_by("exchange").agg(nw.col("legal_day").max().alias("reported"))
    covered = unknown.join(last, on=["exchange"], how="inner").filter(nw.col("reported") >= nw.col("legal_day"))
    return covered.drop("reported")


def _own(unknown: Frame, clients: Frame) -> Frame:
    """Those on own account under a number of which no report speaks."""
    named = distinct(clients, _CLIENT)
    return unknown.filter(nw.col("own") == 1).join(named, on=_CLIENT, how="anti")
