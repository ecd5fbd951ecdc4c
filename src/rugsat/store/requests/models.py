"""Requests for information with their acts, services and documents."""

from django.db import models

from rugsat.store.accounts.models import Account
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.licensing.models import Authorisation, Document
from rugsat.store.parties.models import Party


class Request(models.Model):
    """A request for information to a party; where it stands follows from its acts."""

    request = models.CharField(primary_key=True, max_length=40)
    party = models.ForeignKey(Party, models.PROTECT, related_name="requests")
    title = models.CharField(max_length=200)
    finding = models.ForeignKey(OfficeFinding, models.PROTECT, null=True, related_name="requests")
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, related_name="requests")
    filing = models.CharField(max_length=16, blank=True)
    """The filing that is asked about; empty where none is."""
    officer = models.ForeignKey(Account, models.PROTECT, related_name="requests")
    """Who asked, and is in charge."""
    opened_at = models.DateTimeField()
    opened_on = models.DateField()
    """The legal day on which it was asked, whose law it is led under."""
    rule_pack = models.CharField(max_length=64)
    """Digest of that law; the office keeps its bytes."""
    demonstration = models.JSONField(default=list)
    state = models.CharField(max_length=20)
    """Follows from the acts, as the next does; kept so that lists can ask for it."""
    escalated = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Asked for by state, by party, and by what lies before the director."""

        indexes = (
            models.Index(fields=("state", "request"), name="request_state"),
            models.Index(fields=("party", "request"), name="request_party"),
            models.Index(fields=("escalated", "state"), name="request_escalated"),
        )


class RequestAct(models.Model):
    """Something said or done in a request, as it was recorded."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="acts")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="request_acts")
    office = models.CharField(max_length=40)
    on_behalf_of = models.ForeignKey(Account, models.PROTECT, null=True, related_name="request_acts_in_my_name")
    ground = models.CharField(max_length=400, blank=True)
    note = models.TextField(blank=True)
    days = models.PositiveIntegerField(default=0)
    """Of an extension: by how many days."""
    sent_on = models.DateField(null=True)
    """The legal day on which it was sent to the firm; none where it is not sent."""
    means = models.CharField(max_length=16, default="electronic")

    class Meta:
        """Two acts cannot have the same place."""

        constraints = (models.UniqueConstraint(fields=("request", "number"), name="request_act_once"),)


class RequestService(models.Model):
    """That a letter of a request was served: how, when, and the proof; each record is added, none replaced."""

    act = models.ForeignKey(RequestAct, models.PROTECT, related_name="services")
    served_on = models.DateField()
    how = models.CharField(max_length=40)
    proof = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()


class RequestDocument(models.Model):
    """A document that came with what was said."""

    act = models.ForeignKey(RequestAct, models.PROTECT, related_name="documents")
    document = models.ForeignKey(Document, models.PROTECT, related_name="in_requests")
    name = models.CharField(max_length=200)
