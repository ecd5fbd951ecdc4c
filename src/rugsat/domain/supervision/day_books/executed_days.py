"""How often each client of an exchange traded each asset on a day."""

import narwhals as nw

from rugsat.domain.supervision.day_book import day_book
from rugsat.evidence.frames.frame import Frame
from rugsat.evidence.frames.sums import count


@day_book(reads=("orders_and_trades",))
def executed_days(events: Frame) -> Frame:
    """Executions, whole or in part, of each exchange, client, asset and legal day, as filed; own account apart."""
    own = nw.when(nw.col("capacity") == "DEAL").then(nw.lit(1)).otherwise(nw.lit(0))
    executed = events.filter(nw.col("event").is_in(["PARF", "FILL"])).with_columns(own=own.cast(nw.Int64))
    return executed.group_by("exchange", "client", "dti", "own", "legal_day").agg(count("executions"))
