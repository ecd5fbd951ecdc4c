"""Filters that an officer has saved under a name."""

from django.db import models

from rugsat.store.accounts.models import Account


class SavedFilter(models.Model):
    """What a list is narrowed to, as its address says it, under a name of the officer's own."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="saved_filters")
    page = models.CharField(max_length=40)
    """Name of the list."""
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000)

    class Meta:
        """One officer has one filter of a name for a list."""

        constraints = (models.UniqueConstraint(fields=("account", "page", "name"), name="saved_filter_once"),)
