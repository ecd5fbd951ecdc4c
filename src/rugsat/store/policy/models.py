"""Policy acts of the authority: drafted, adopted, withdrawn."""

from django.db import models


class State(models.TextChoices):
    """How an act stands; whether an adopted one holds is a question of its day."""

    DRAFT = "draft"
    ADOPTED = "adopted"
    WITHDRAWN = "withdrawn"


class PolicyAct(models.Model):
    """An act that sets parameters which the law leaves open."""

    act = models.CharField(primary_key=True, max_length=40)
    """Its name in the rule pack, as in policy_2026_0001."""
    state = models.CharField(max_length=10, db_index=True)
    version = models.PositiveIntegerField(default=1)
    title = models.JSONField()
    """By language."""
    ground = models.TextField()
    since = models.DateField()
    sets = models.JSONField()
    """What it sets, in order: parameter, class, zone, value as written, last day."""
    writers = models.JSONField()
    """Logins of all who have written it or let it be written; none of them adopts it."""
    drafted_by = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()

    text = models.TextField(blank=True)
    """The file that stands in the rule pack; empty until it is adopted."""
    rule_pack = models.CharField(max_length=64, blank=True)
    """SHA-256 of the first rule pack that holds it."""
    signature = models.TextField(blank=True)
    """The authority's signature on that rule pack, where the office has keys."""
    adopted_by = models.CharField(max_length=80, blank=True)
    adopted_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_for = models.TextField(blank=True)
