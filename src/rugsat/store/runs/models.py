"""Runs that were asked for, their stages, what happened to each; and replays of findings that were asked for."""

from django.db import models


class State(models.TextChoices):
    """How a run stands."""

    WAITING = "waiting"
    """No worker leads it: none has taken it up yet, or the one that did has given it back."""
    RUNNING = "running"
    CANCELLING = "cancelling"
    """Somebody has cancelled it; the worker that leads it stops after the stage that it is in."""
    CANCELLED = "cancelled"
    FAILED = "failed"
    DONE = "done"


ACTIVE = (State.WAITING, State.RUNNING, State.CANCELLING)


class Run(models.Model):
    """A run of the cycle that was asked for. This row is the truth of it; a queue only wakes workers."""

    number = models.BigAutoField(primary_key=True)
    jurisdiction = models.CharField(max_length=8)
    state = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1)
    """Counts the acts upon it: starting, cancelling, trying again."""
    since = models.DateField(null=True)
    on = models.DateField()
    checks = models.JSONField(default=list)
    """Names of the checks; all where there is none."""
    engine = models.CharField(max_length=12)
    register = models.CharField(max_length=8)
    """office: the register of the office goes into the lake first; lake: the register that the lake holds."""
    started_by = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=1)
    began_at = models.DateTimeField()
    """When the present try was asked for."""

    worker = models.CharField(max_length=120, blank=True)
    """Who leads it now; empty where nobody does."""
    fence = models.PositiveBigIntegerField(default=0)
    """Counts the leases: whoever holds an older one can no longer write."""
    leased_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    deaths = models.PositiveSmallIntegerField(default=0)
    """Leases that ended by themselves since a stage was last finished."""

    doing = models.CharField(max_length=80, blank=True)
    """Name of the stage that it is in, or was in last."""
    stages = models.PositiveIntegerField(default=0)
    """How many stages there are; 0 until that is known."""
    stages_done = models.PositiveIntegerField(default=0)
    inputs = models.JSONField(default=dict)
    """What it is bound to: commits and digests of lake, register, law, series and code."""

    error = models.TextField(blank=True)
    result = models.CharField(max_length=80, blank=True)
    """Name of the run in the lake."""
    taken = models.JSONField(default=dict)
    """What became of the findings when the office took the run up, by what happened to them."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One at a time in a jurisdiction, whoever starts it wherever."""

        constraints = (
            models.UniqueConstraint(
                fields=("jurisdiction",), condition=models.Q(state__in=ACTIVE), name="runs_one_at_a_time"
            ),
        )
        indexes = (models.Index(fields=("state", "leased_until"), name="runs_to_lead"),)


class RunStage(models.Model):
    """A stage that the present try of a run has begun."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="begun_stages")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    inputs = models.CharField(max_length=64)
    """Digest of all that decides its result."""
    result = models.CharField(max_length=80, blank=True)
    reused = models.BooleanField(default=False)
    """Whether the result was there already, for the same inputs, and nothing had to be done."""
    worker = models.CharField(max_length=120)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A stage is there once."""

        constraints = (models.UniqueConstraint(fields=("run", "number"), name="runs_stage_once"),)


class RunEvent(models.Model):
    """Something that happened to a run: started, led, given_back, lease_ended, cancelling, …, done."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="events")
    what = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    """The account that acted, or the worker."""
    note = models.TextField(blank=True)


class AskedReplay(models.Model):
    """A replay of a finding that an officer has asked for; a worker answers it as it leads a run, by a lease."""

    number = models.BigAutoField(primary_key=True)
    finding = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=12, default=State.WAITING)
    """waiting, running, done or failed."""
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    worker = models.CharField(max_length=120, blank=True)
    fence = models.PositiveBigIntegerField(default=0)
    """Counts the leases: whoever holds an older one can no longer write."""
    leased_until = models.DateTimeField(null=True)
    deaths = models.PositiveSmallIntegerField(default=0)
    """Leases that ended by themselves."""
    answer = models.JSONField(null=True)
    """What was found, as known then and as known now."""
    error = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One at a time of a finding, however often it is asked for."""

        constraints = (
            models.UniqueConstraint(
                fields=("finding",), condition=models.Q(state__in=(State.WAITING, State.RUNNING)), name="replay_once"
            ),
        )
        indexes = (models.Index(fields=("state", "leased_until"), name="replays_to_answer"),)
