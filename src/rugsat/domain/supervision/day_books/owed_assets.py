"""What an exchange owes its clients of each asset at the end of a day."""

import narwhals as nw

from rugsat.domain.supervision.day_book import day_book
from rugsat.domain.supervision.weighed import portions
from rugsat.evidence.frames.frame import Frame

_KEY = ["exchange", "legal_day", "dti"]
_NUMBER = nw.Decimal(38, 18)


@day_book(reads=("client_balances",))
def owed_assets(balances: Frame) -> Frame:
    """Balances of clients above zero, added for each exchange, day and asset, in portions that a judge has to add.

    A balance that was filed twice counts once, with the lower quantity. An asset of which every balance is zero or
    below has a portion of nothing; what is greater than any honest balance stands in a portion of its own.
    """
    of_assets = balances.filter(~nw.col("dti").is_null())
    once = of_assets.group_by(*_KEY, "client").agg(nw.col("balance").min())
    owed = nw.when(nw.col("balance") > 0).then(nw.col("balance")).otherwise(nw.lit(0).cast(_NUMBER)).cast(_NUMBER)
    return portions(once.with_columns(quantity=owed), "quantity", by=_KEY, identity="client")
