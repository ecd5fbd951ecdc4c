"""Issued certificates: when, by whom, and the digests of their forms, whose bytes lie among the documents."""

from django.db import models

from rugsat.store.licensing.models import Authorisation, Document


class IssuedCertificate(models.Model):
    """A certificate as it was issued; one that was issued later does not undo it, its status does."""

    authorisation = models.ForeignKey(Authorisation, models.PROTECT, related_name="certificates")
    issued_at = models.DateTimeField()
    by = models.CharField(max_length=80)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    """The signed PDF."""
    credential = models.ForeignKey(Document, models.PROTECT, related_name="+")
    """The SD-JWT VC."""
    code = models.TextField()
    """Text of the printed code."""
    says = models.JSONField()
    """The description that it was made from."""
