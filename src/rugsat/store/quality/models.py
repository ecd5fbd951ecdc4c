"""What every filing was like: rows, faults, lateness, readings that were estimated."""

from django.db import models


class FilingMeasure(models.Model):
    """A filing as it was counted once from its receipt and its rows; its receipt in the lake says the same."""

    filing = models.CharField(primary_key=True, max_length=16)
    commit = models.PositiveBigIntegerField(unique=True)
    sender = models.CharField(max_length=80)
    month = models.CharField(max_length=7)
    """The month in which its reporting period ends, as in 2026-01."""
    return_name = models.CharField(max_length=60)
    period = models.CharField(max_length=16)
    part = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=16)
    taken = models.BooleanField()
    """Whether anything of it was accepted."""
    rows = models.PositiveBigIntegerField()
    faults = models.PositiveBigIntegerField()
    received_on = models.DateField()
    due = models.DateField(null=True)
    """None where the receipt did not know it."""
    flagged_rows = models.PositiveBigIntegerField(null=True)
    """Accepted rows that say whether they were estimated; none where the dataset has no such flag."""
    estimated_rows = models.PositiveBigIntegerField(default=0)

    class Meta:
        """Asked for by month over all senders, and by sender over the months."""

        indexes = (
            models.Index(fields=("month", "sender"), name="measure_month"),
            models.Index(fields=("sender", "month"), name="measure_sender"),
        )
