"""Parties, their names, owners, responsible persons and bank accounts; and warnings about firms that are none."""

from django.db import models

from rugsat.store.bitemporal import Dated
from rugsat.store.exact_field import ExactField


class Party(models.Model):
    """A party for ever: its identifier, and the version that two officers at once are told apart by."""

    party = models.CharField(primary_key=True, max_length=64)
    opened_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)


class PartyFacts(Dated):
    """What a party is on the days of a row: kind, name, country."""

    KEY = ("party_id",)

    party = models.ForeignKey(Party, models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=24)
    name = models.CharField(max_length=400)
    lei = models.CharField(max_length=20, null=True)
    country = models.CharField(max_length=2)
    registered_on = models.DateField(null=True)

    class Meta:
        """Asked for by party, by its LEI, and page by page for the whole register."""

        indexes = (
            models.Index(fields=("party", "superseded_at"), name="party_facts_known"),
            models.Index(fields=("lei",), condition=models.Q(lei__isnull=False), name="party_facts_lei"),
        )


class PartyName(Dated):
    """Another name of a party: a trade name, or the name in another script."""

    KEY = ("party_id", "name")

    party = models.ForeignKey(Party, models.PROTECT, related_name="names")
    name = models.CharField(max_length=400)
    use = models.CharField(max_length=24, default="trade")
    """registered, trade or transliteration."""


class NameKey(models.Model):
    """A word of a name in its folded spelling, for the search; the register knows a party by each of them."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="keys")
    word = models.CharField(max_length=100)

    class Meta:
        """Asked for by the beginning of a word."""

        constraints = (models.UniqueConstraint(fields=("word", "party"), name="name_key_once"),)
        indexes = (models.Index(fields=("word",), name="name_key_word", opclasses=("varchar_pattern_ops",)),)


class PersonKey(models.Model):
    """A word of the name of a person or firm behind a party, in its folded spelling, for officers to search by."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="person_keys")
    person = models.CharField(max_length=80)
    word = models.CharField(max_length=100)

    class Meta:
        """Asked for by the beginning of a word."""

        constraints = (models.UniqueConstraint(fields=("word", "party", "person"), name="person_key_once"),)
        indexes = (models.Index(fields=("word",), name="person_key_word", opclasses=("varchar_pattern_ops",)),)


class Person(Dated):
    """A natural or legal person in the ownership of a party, or one who answers for something."""

    KEY = ("party_id", "person")

    party = models.ForeignKey(Party, models.PROTECT, related_name="persons")
    person = models.CharField(max_length=80)
    """A token for a natural person, never a national number."""
    natural = models.BooleanField()
    name = models.CharField(max_length=400)
    country = models.CharField(max_length=2)
    born = models.DateField(null=True)


class Holding(Dated):
    """A share of one person or party in another, as the party has disclosed it."""

    KEY = ("party_id", "owner", "held")

    party = models.ForeignKey(Party, models.PROTECT, related_name="holdings")
    owner = models.CharField(max_length=80)
    held = models.CharField(max_length=80)
    share = ExactField()
    controls = models.BooleanField(default=False)


class Responsible(Dated):
    """Who answers for what in a party."""

    KEY = ("party_id", "person", "office")

    party = models.ForeignKey(Party, models.PROTECT, related_name="responsible")
    person = models.CharField(max_length=80)
    office = models.CharField(max_length=40)
    began = models.DateField(null=True)
    """Since when the party says so; none where it is since the row."""


class BankAccount(Dated):
    """An account of a party, from which fees are paid and to which they are refunded."""

    KEY = ("party_id", "account")

    party = models.ForeignKey(Party, models.PROTECT, related_name="accounts")
    account = models.CharField(max_length=64)
    bank = models.CharField(max_length=64)


class FirmWarning(Dated):
    """A warning about a firm that holds no authorisation and may be no party: what it calls itself and where it is."""

    KEY = ("warning",)

    warning = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=400)
    names = models.JSONField(default=list)
    """Other names that it is known by."""
    websites = models.JSONField(default=list)
    country = models.CharField(max_length=2, blank=True)
    lei = models.CharField(max_length=20, blank=True)
    ground = models.TextField(blank=True)
    instrument = models.CharField(max_length=60, blank=True)
    """What the firm would need and does not have; empty where another authority has warned."""
    basis = models.CharField(max_length=8)
    """law or policy; foreign where another authority has warned."""
    rests_on = models.CharField(max_length=400, blank=True)
    """The article, or the act of policy; empty where the register that it came from names none."""
    authority = models.CharField(max_length=200, blank=True)
    """The authority that has warned, where it is another."""
    source = models.CharField(max_length=60, blank=True)
    """The register that it was taken from; empty for a warning of the office."""

    class Meta:
        """Asked for by the day from which it is given, the newest first."""

        indexes = (models.Index(fields=("since", "warning"), name="firm_warning_since"),)


class WarningDraft(models.Model):
    """A warning, what a warning is to say instead, or the end of one, as one officer has written it."""

    class State(models.TextChoices):
        """How a draft stands."""

        DRAFT = "draft"
        SIGNED = "signed"
        DROPPED = "dropped"

    class Does(models.TextChoices):
        """What is done by signing it."""

        GIVE = "give"
        CHANGE = "change"
        WITHDRAW = "withdraw"

    draft = models.CharField(primary_key=True, max_length=40)
    """Its name, as in warning_draft_2026_0001."""
    state = models.CharField(max_length=10, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    does = models.CharField(max_length=10)
    warning = models.CharField(max_length=40, blank=True, db_index=True)
    """The warning that it is about; of one that is to be given, its number once it is signed."""
    rests_upon = models.CharField(max_length=80, blank=True)
    """The act by which the warning said what it says while the draft was written; empty where none was given."""
    says = models.JSONField(default=dict)
    """The form of the warning; empty where one is to be withdrawn."""
    note = models.TextField(blank=True)
    """Why a warning is to be withdrawn."""
    writers = models.JSONField()
    """Logins of whoever has written it or let it be written; none of them signs it."""
    drafted_by = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    signed_by = models.CharField(max_length=80, blank=True)
    signed_at = models.DateTimeField(null=True)
    dropped_by = models.CharField(max_length=80, blank=True)
    dropped_at = models.DateTimeField(null=True)
    dropped_for = models.TextField(blank=True)

    class Meta:
        """Asked for by how they stand, the latest first."""

        indexes = (models.Index(fields=("state", "-drafted_at"), name="warning_draft_state"),)


class WarningKey(models.Model):
    """A word of a name or a website of a warning in its folded spelling, for the search."""

    warning = models.CharField(max_length=40)
    word = models.CharField(max_length=100)

    class Meta:
        """Asked for by the beginning of a word."""

        constraints = (models.UniqueConstraint(fields=("word", "warning"), name="warning_key_once"),)
        indexes = (models.Index(fields=("word",), name="warning_key_word", opclasses=("varchar_pattern_ops",)),)
