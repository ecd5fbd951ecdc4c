"""Acts on their way into the transparency log, calls that were answered, and counters."""

from django.db import models


class Counter(models.Model):
    """The last number that was given out in a row."""

    name = models.CharField(primary_key=True, max_length=40)
    last = models.PositiveBigIntegerField()


class Entry(models.Model):
    """One leaf of the log to be: its number is its index, its bytes are fixed with the act."""

    number = models.PositiveBigIntegerField(primary_key=True)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80, db_index=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80, default="")
    """Login of whoever acted; empty where nobody did."""
    on_behalf_of = models.CharField(max_length=80, default="")
    content = models.JSONField()
    """What was done, in full; only its salted commitment leaves the office."""
    salt = models.BinaryField(null=True)
    """Erased together with the content where a person has the right to be forgotten; the leaf stays."""
    leaf = models.BinaryField()

    class Meta:
        """Read as the trail of what happened: of a kind, by a person, the latest first."""

        indexes = (
            models.Index(fields=("kind", "-number"), name="entry_by_kind"),
            models.Index(fields=("by", "-number"), name="entry_by_person"),
        )


class Sequenced(models.Model):
    """How far the log has taken over the outbox; one row."""

    name = models.CharField(primary_key=True, max_length=16)
    size = models.PositiveBigIntegerField()
    at = models.DateTimeField()


class Answered(models.Model):
    """A call that was carried out: the same key from the same account gets the same answer and acts no second time."""

    account = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    use_case = models.CharField(max_length=60)
    request = models.CharField(max_length=64)
    """SHA-256 of what was asked for."""
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        """One answer to a key."""

        constraints = (models.UniqueConstraint(fields=("account", "key"), name="answered_once"),)
