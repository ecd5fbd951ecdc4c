"""Tokens of organisations, requests that were answered, rate windows, and the filings that the lake has received."""

from django.db import models

from rugsat.store.accounts.models import Account


class Token(models.Model):
    """A token by which a machine acts for an account; only its digest is kept, so nobody can read it here."""

    token = models.CharField(primary_key=True, max_length=16)
    """The first digits of the digest: a name that can be said aloud."""
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of the token, which is 256 random bits and so needs no slower hash."""
    account = models.ForeignKey(Account, models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=80)
    scopes = models.JSONField()
    requests_a_minute = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class RateWindow(models.Model):
    """How many requests of a token were let through in its current window."""

    token = models.OneToOneField(Token, models.CASCADE, primary_key=True, related_name="window")
    began_at = models.DateTimeField()
    taken = models.PositiveIntegerField()


class AnsweredRequest(models.Model):
    """A request that was answered: the same key from the same account gets the same answer."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="answered_requests")
    key = models.CharField(max_length=80)
    request = models.CharField(max_length=64)
    """SHA-256 of what was asked for, its body included."""
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        """One answer to a key."""

        constraints = (models.UniqueConstraint(fields=("account", "key"), name="api_answered_once"),)


class ReceivedFiling(models.Model):
    """A filing that the lake has received, taken up from its commits so that a sender finds it among all others."""

    filing = models.CharField(primary_key=True, max_length=16)
    commit = models.PositiveBigIntegerField(unique=True)
    sender = models.CharField(max_length=80)
    return_name = models.CharField(max_length=60)
    period = models.CharField(max_length=16)
    part = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=16)
    status = models.CharField(max_length=4)
    receipt = models.CharField(max_length=64)
    """Digest of the receipt, whose words lie in the lake."""
    received_at = models.DateTimeField()

    class Meta:
        """Asked for by sender, the latest first, and by what was filed for a period."""

        indexes = (
            models.Index(fields=("sender", "-commit"), name="received_by_sender"),
            models.Index(fields=("sender", "return_name", "period"), name="received_for_period"),
        )


class TakenUp(models.Model):
    """How far the office has taken up the commits of the lake; one row."""

    name = models.CharField(primary_key=True, max_length=16)
    commit = models.PositiveBigIntegerField()
