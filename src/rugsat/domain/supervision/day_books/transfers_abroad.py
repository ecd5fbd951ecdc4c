"""Transfers out of the country, each once."""

import narwhals as nw

from rugsat.domain.supervision.day_book import day_book
from rugsat.evidence.frames.frame import Frame

_HIGHEST = 10**15
"""A transfer worth more counts as this much, so that no mad value overflows the sum of exact decimals."""
_NUMBER = nw.Decimal(38, 18)


@day_book(reads=("transfers",))
def transfers_abroad(transfers: Frame) -> Frame:
    """Transfers of clients out of the country, with their value and the persons that their lines name.

    Of a transfer that was filed twice the lower value counts; one that has no value in any line has none here.
    """
    sent = transfers.filter((nw.col("direction") == "out") & nw.col("abroad"))
    capped = nw.when(nw.col("value_reporting") > _HIGHEST).then(nw.lit(_HIGHEST).cast(_NUMBER))
    valued = sent.with_columns(value_reporting=capped.otherwise(nw.col("value_reporting")).cast(_NUMBER))
    return valued.group_by("exchange", "transfer_id", "client", "legal_day").agg(
        nw.col("value_reporting").min(),
        nw.col("person").min().alias("first_person"),
        nw.col("person").max().alias("last_person"),
    )
