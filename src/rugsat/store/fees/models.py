"""Invoices, payments and refunds, and the journal whose two sides are always equal."""

from django.db import models

from rugsat.store.licensing.models import Case
from rugsat.store.parties.models import Party


class JournalEntry(models.Model):
    """Something that happened to money; its postings add up to nothing."""

    number = models.PositiveBigIntegerField(primary_key=True)
    on = models.DateField()
    at = models.DateTimeField()
    what = models.CharField(max_length=24)
    """invoice, payment, refund, surplus or cancellation."""
    reference = models.CharField(max_length=80, db_index=True)
    by = models.CharField(max_length=80)


class Posting(models.Model):
    """One side of an entry, in whole minor units of the currency; debit is above nought, credit below."""

    entry = models.ForeignKey(JournalEntry, models.PROTECT, related_name="postings")
    account = models.CharField(max_length=120, db_index=True)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()


class Invoice(models.Model):
    """What a party owes for a case; what is paid of it follows from the journal."""

    reference = models.CharField(primary_key=True, max_length=40)
    party = models.ForeignKey(Party, models.PROTECT, related_name="invoices")
    case = models.ForeignKey(Case, models.PROTECT, related_name="invoices")
    fee = models.CharField(max_length=80)
    """Parameter of the law that sets the fee."""
    kind = models.CharField(max_length=16)
    """law, policy or demonstration."""
    citation = models.CharField(max_length=400)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()
    issued_on = models.DateField()

    class Meta:
        """A fee is invoiced once for a case."""

        constraints = (models.UniqueConstraint(fields=("case", "fee"), name="invoice_once"),)


class Payment(models.Model):
    """Money that came in, as the bank says; a line of the bank is booked once."""

    bank_line = models.CharField(primary_key=True, max_length=80)
    received_on = models.DateField()
    payer_account = models.CharField(max_length=64)
    text = models.CharField(max_length=400)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()
    invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, related_name="payments")
    """None where no reference in the text was found: the money waits for an officer."""
    booked_at = models.DateTimeField()


class Refund(models.Model):
    """Money that goes back to the account that it came from."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    on = models.DateField()
    minor = models.BigIntegerField()
    ground = models.CharField(max_length=400)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
