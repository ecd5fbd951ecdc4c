"""Findings of the office, the runs that they were taken up from, and what happened to each."""

from django.db import models


class TakenRun(models.Model):
    """A run that was taken up; it is taken up once."""

    run = models.CharField(primary_key=True, max_length=80)
    jurisdiction = models.CharField(max_length=8)
    since = models.DateField(null=True)
    on = models.DateField()
    started = models.DateTimeField()
    lake_commit = models.BigIntegerField()
    demonstration = models.JSONField(default=list)
    taken_at = models.DateTimeField()
    by = models.CharField(max_length=80)


class OfficeFinding(models.Model):
    """A finding as the office holds it; what it says is that of the latest run that gave it."""

    finding = models.CharField(primary_key=True, max_length=64)
    check_name = models.CharField(max_length=80)
    subject = models.CharField(max_length=200, db_index=True)
    status = models.CharField(max_length=12)
    """open, in_case, gone or dismissed."""
    first_day = models.DateField()
    last_day = models.DateField()
    standing = models.CharField(max_length=16)
    lifecycle = models.CharField(max_length=16)
    says = models.JSONField()
    first_run = models.CharField(max_length=80)
    last_run = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        """Asked for by status and by check, the latest first."""

        indexes = (
            models.Index(fields=("status", "-last_day", "finding"), name="finding_status"),
            models.Index(fields=("check_name", "status", "-last_day", "finding"), name="finding_check"),
            models.Index(fields=("-last_day", "finding"), name="finding_day"),
        )


class FindingEvent(models.Model):
    """What happened: first_seen, still_true, changed, gone, back, answered, in_case, reopened, dismissed."""

    finding = models.ForeignKey(OfficeFinding, models.PROTECT, related_name="events")
    what = models.CharField(max_length=12)
    run = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    note = models.TextField(blank=True)
