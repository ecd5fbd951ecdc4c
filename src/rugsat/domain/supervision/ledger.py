"""What the filings ledger says of the rows that a check reads: whether something that was filed is missing."""

import narwhals as nw

from rugsat.evidence.frames.frame import Frame

_PART = ["sender", "period", "part"]
_NEVER = -1


def days_not_whole(rows: Frame, filings: Frame, name: str) -> Frame:
    """Exchanges and legal days, each once, of whose filings of a return something was refused or withdrawn last.

    The days are those of the rows; what else was filed for the same period counts, though it left no rows.
    """
    of_return = filings.filter(nw.col("return") == name)
    behind = rows.select("exchange", "legal_day", "sender", "filing").unique(
        ["exchange", "legal_day", "sender", "filing"]
    )
    periods = behind.join(of_return.select("sender", "filing", "period"), on=["sender", "filing"], how="inner").select(
        "exchange", "legal_day", "sender", "period"
    )
    found = periods.join(periods_not_whole(of_return), on=["sender", "period"], how="semi")
    return found.select("exchange", "legal_day").unique(["exchange", "legal_day"])


def periods_not_whole(filings: Frame) -> Frame:
    """Senders and periods with a part whose last filing was not accepted with all its rows, or was a cancellation."""
    whole = (nw.col("status") == "ACPT") & (nw.col("kind") != "cancellation") & (nw.col("rejected_rows") == 0)
    never = nw.lit(_NEVER)
    parts = filings.with_columns(
        whole=nw.when(whole).then(nw.col("commit")).otherwise(never),
        broken=nw.when(whole).then(never).otherwise(nw.col("commit")),
    )
    last = parts.group_by(*_PART).agg(nw.col("whole").max(), nw.col("broken").max())
    return last.filter(nw.col("broken") >= nw.col("whole")).select("sender", "period").unique(["sender", "period"])
