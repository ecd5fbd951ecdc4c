"""What changes a count of the register on a day: how many more there are from that day on, or how many fewer."""

from django.db import models

AUTHORISATION, BEGUN, PARTY = "authorisation", "begun", "party"


class Tally(models.Model):
    """A change of a count on a day; the count of a day is the sum of all changes up to it.

    Rows are written by triggers of the database in the transaction of what they count, so that a count can be neither
    late nor wrong, and two acts at once wait for nothing. Many rows of one day are folded into one now and then.
    """

    what = models.CharField(max_length=16)
    """authorisation, party, or begun: an authorisation by the first day on which the register has it."""
    day = models.DateField()
    instrument = models.CharField(max_length=60)
    status = models.CharField(max_length=20)
    cls = models.CharField(max_length=40)
    abroad = models.BooleanField(default=False)
    """Whether the authority of another country has given the authorisation."""
    count = models.IntegerField()
    watts = models.BigIntegerField()

    class Meta:
        """Summed up to a day."""

        indexes = (models.Index(fields=("what", "day"), name="tally_day"),)
