"""The journal as it is kept: entries with their postings, and the balances that follow from them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import Sum

from rugsat.domain.revenue.journal import Side, entry
from rugsat.store.fees.models import JournalEntry, Posting
from rugsat.store.outbox.counter import take


def enter(sides: Sequence[Side], *, what: str, reference: str, work: tuple[date, datetime, str]) -> int:
    """Enter something that happened to money, and give its number; `work` is the day, the moment and by whom."""
    on, at, by = work
    number = take("journal")
    kept = JournalEntry.objects.create(number=number, on=on, at=at, what=what, reference=reference, by=by)
    Posting.objects.bulk_create(
        Posting(entry=kept, account=side.account, currency=side.money.currency, minor=side.money.minor)
        for side in entry(*sides)
    )
    return number


def kept_balances(account: str = "") -> Mapping[tuple[str, str], int]:
    """Minor units by account and currency, of one account or of all."""
    rows = Posting.objects.filter(**({"account": account} if account else {}))
    sums = rows.values("account", "currency").annotate(sum=Sum("minor")).order_by("account", "currency")
    return {(each["account"], each["currency"]): each["sum"] for each in sums}
