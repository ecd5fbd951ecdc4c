"""Cases of findings with what was done in them, and the documents with which firms answered findings."""

from django.db import models

from rugsat.store.accounts.models import Account
from rugsat.store.findings.models import FindingEvent, OfficeFinding
from rugsat.store.licensing.models import Document
from rugsat.store.parties.models import Party


class FindingCase(models.Model):
    """A case that an officer has opened on findings of one party."""

    case = models.CharField(primary_key=True, max_length=40)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="finding_cases")
    """Whom the findings concern; none where the register knows nobody, as with a home on the grid."""
    officer = models.ForeignKey(Account, models.PROTECT, related_name="finding_cases")
    """Who is in charge."""
    ground = models.TextField()
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=12)
    """open or closed."""
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Asked for by state and by party."""

        indexes = (
            models.Index(fields=("state", "case"), name="finding_case_state"),
            models.Index(fields=("party", "case"), name="finding_case_party"),
        )


class FindingCaseAct(models.Model):
    """What was done in a case: opened, joined or closed."""

    case = models.ForeignKey(FindingCase, models.PROTECT, related_name="acts")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="finding_case_acts")
    on_behalf_of = models.ForeignKey(Account, models.PROTECT, null=True, related_name="finding_case_acts_in_my_name")
    note = models.TextField(blank=True)
    findings = models.JSONField(default=list)
    """The findings that it was done with."""

    class Meta:
        """Two acts cannot have the same place."""

        constraints = (models.UniqueConstraint(fields=("case", "number"), name="finding_case_act_once"),)


class CaseFinding(models.Model):
    """That a finding is, or was, in a case."""

    case = models.ForeignKey(FindingCase, models.PROTECT, related_name="held")
    finding = models.ForeignKey(OfficeFinding, models.PROTECT, related_name="in_cases")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        """A finding is in one case at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=("finding",), condition=models.Q(until__isnull=True), name="finding_in_one_case"
            ),
        )


class FindingAnswerDocument(models.Model):
    """A document with which a firm answered a finding."""

    event = models.ForeignKey(FindingEvent, models.PROTECT, related_name="documents")
    document = models.ForeignKey(Document, models.PROTECT, related_name="in_answers")
    name = models.CharField(max_length=200)


class FindingParty(models.Model):
    """That a finding concerns a party, by the register as it was known when a run last spoke of the finding."""

    finding = models.ForeignKey(OfficeFinding, models.PROTECT, related_name="concerns")
    party = models.ForeignKey(Party, models.PROTECT, related_name="concerned_by")

    class Meta:
        """Said once."""

        constraints = (models.UniqueConstraint(fields=("party", "finding"), name="finding_party_once"),)
