"""Numbers in a row without gaps: a counter moves with the transaction that takes its number."""

from django.db.models import F

from rugsat.store.outbox.models import Counter


def take(name: str, count: int = 1) -> int:
    """Take the next `count` numbers of a counter that begins at 1, and give the first; within a transaction.

    The row stays locked until the transaction ends; where it is undone, the numbers are free again.
    """
    if not Counter.objects.filter(name=name).update(last=F("last") + count):
        Counter.objects.get_or_create(name=name, defaults={"last": 0})
        Counter.objects.filter(name=name).update(last=F("last") + count)
    return Counter.objects.values_list("last", flat=True).get(name=name) - count + 1


def last_taken(name: str) -> int:
    """The last number that was taken of a counter; 0 where none was."""
    return Counter.objects.filter(name=name).values_list("last", flat=True).first() or 0
