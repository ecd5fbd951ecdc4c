"""Cases with their acts, items, documents and attestations, and the authorisations with what belongs to them."""

from django.db import models

from rugsat.store.accounts.models import Account
from rugsat.store.bitemporal import Dated
from rugsat.store.exact_field import ExactField
from rugsat.store.parties.models import Party


class Case(models.Model):
    """An application and all that follows from it, under the procedure of the day on which it began."""

    case = models.CharField(primary_key=True, max_length=40)
    party = models.ForeignKey(Party, models.PROTECT, related_name="cases")
    instrument = models.CharField(max_length=60)
    cls = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    rule_pack = models.CharField(max_length=64)
    """Digest of the law that the case is led under; the office keeps its bytes."""
    demonstration = models.JSONField(default=list)
    state = models.CharField(max_length=40)
    """Follows from the acts; kept so that lists can ask for it."""
    version = models.PositiveIntegerField(default=0)
    """How often it has changed; whoever acts upon an older one is told so."""

    class Meta:
        """Asked for by state and by party, and by the law that says in which states a deadline can run."""

        indexes = (
            models.Index(fields=("state", "instrument"), name="case_state"),
            models.Index(fields=("rule_pack", "instrument", "state", "opened_at"), name="case_waiting"),
        )


class CaseAct(models.Model):
    """An act upon a case, as it was recorded."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="acts")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="acts")
    office = models.CharField(max_length=40)
    on_behalf_of = models.ForeignKey(Account, models.PROTECT, null=True, related_name="acts_in_my_name")
    ground = models.CharField(max_length=400, blank=True)
    note = models.TextField(blank=True)
    signs_for = models.CharField(max_length=40, blank=True)
    sent_on = models.DateField(null=True)
    means = models.CharField(max_length=16, default="electronic")
    state = models.CharField(max_length=40)
    """State after it."""
    content = models.JSONField(default=dict)

    class Meta:
        """Two acts cannot have the same place."""

        constraints = (models.UniqueConstraint(fields=("case", "number"), name="case_act_once"),)
        indexes = (models.Index(fields=("verb", "case"), name="case_act_verb"),)


class Service(models.Model):
    """That an act was served on the applicant: how, when, and the proof of it; each record is added, none replaced."""

    act = models.ForeignKey(CaseAct, models.PROTECT, related_name="services")
    served_on = models.DateField()
    how = models.CharField(max_length=40)
    proof = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()


class WalletChallenge(models.Model):
    """A message that the authority has made for a wallet; it is answered once."""

    nonce = models.CharField(primary_key=True, max_length=64)
    case = models.ForeignKey(Case, models.PROTECT, related_name="challenges")
    account = models.CharField(max_length=160)
    authority = models.CharField(max_length=200)
    on = models.DateField()
    signature = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)


class ScreeningSource(models.Model):
    """A list of sanctioned persons that the office keeps, as it was published on a day."""

    name = models.CharField(max_length=60)
    as_of = models.DateField()
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        """One list of a name is of a day."""

        constraints = (models.UniqueConstraint(fields=("name", "as_of"), name="screening_source_once"),)


class Item(models.Model):
    """One thing that an application names, between the acts by which it came in and went out."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="items")
    kind = models.CharField(max_length=24)
    key = models.CharField(max_length=200)
    content = models.JSONField()
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Of one thing, one row stands."""

        constraints = (
            models.UniqueConstraint(
                fields=("case", "kind", "key"), condition=models.Q(withdrawn_at__isnull=True), name="item_stands_once"
            ),
        )
        indexes = (models.Index(fields=("kind", "key"), name="item_key"),)


class Document(models.Model):
    """A document that came in; its bytes lie in the folder of the office under their digest."""

    digest = models.CharField(primary_key=True, max_length=64)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()


class CaseDocument(models.Model):
    """That a document was handed in for a case, and as what."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    document = models.ForeignKey(Document, models.PROTECT)
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    by = models.ForeignKey(Account, models.PROTECT)
    received_at = models.DateTimeField()


class AttestationRow(models.Model):
    """What somebody other than the applicant has said of a case; it can be withdrawn, and then stays readable."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="attestations")
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=200)
    by = models.CharField(max_length=64)
    on = models.DateField()
    says = models.JSONField()
    since = models.DateField()
    until = models.DateField(null=True)
    document = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)


class Assessment(models.Model):
    """What the requirements said when an act was decided; kept as it was seen."""

    act = models.OneToOneField(CaseAct, models.PROTECT, related_name="assessment")
    outcomes = models.JSONField()


class Authorisation(models.Model):
    """An authorisation for ever: its number, who holds it and by which case it was given."""

    authorisation = models.CharField(primary_key=True, max_length=40)
    party = models.ForeignKey(Party, models.PROTECT, related_name="authorisations")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="authorisations")
    """None for one that came from the register of somebody else."""
    instrument = models.CharField(max_length=60)
    granted_at = models.DateTimeField()
    given_in = models.CharField(max_length=2, null=True)
    """Country whose authority gave it, where the register of another country has it; None for one of our own."""

    class Meta:
        """Asked for by instrument, in the order of the numbers."""

        indexes = (models.Index(fields=("instrument", "authorisation"), name="authorisation_instrument"),)


class AuthorisationFacts(Dated):
    """What an authorisation is on the days of a row."""

    KEY = ("authorisation_id",)

    authorisation = models.ForeignKey(Authorisation, models.PROTECT, related_name="facts")
    party = models.ForeignKey(Party, models.PROTECT, related_name="authorised")
    cls = models.CharField(max_length=40)
    status = models.CharField(max_length=20)
    licensed_w = models.BigIntegerField(null=True)
    conditions = models.JSONField(default=list)
    ends_on = models.DateField(null=True)
    """First day on which its term is over; none where it has none."""

    class Meta:
        """Asked for by authorisation and by status."""

        indexes = (models.Index(fields=("status", "superseded_at"), name="authorisation_status"),)


class Site(Dated):
    """Where an authorisation is exercised."""

    KEY = ("site",)

    site = models.CharField(max_length=80, db_index=True)
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, related_name="sites")
    address = models.CharField(max_length=400)
    zone = models.CharField(max_length=40)
    latitude = ExactField(null=True)
    longitude = ExactField(null=True)


class Connection(Dated):
    """A connection point that belongs to a site."""

    KEY = ("connection", "site")

    connection = models.CharField(max_length=80, db_index=True)
    site = models.CharField(max_length=80, db_index=True)
    provider = models.CharField(max_length=64)


class Device(Dated):
    """A machine that a site has declared."""

    KEY = ("serial",)

    serial = models.CharField(max_length=80, db_index=True)
    writing = models.CharField(max_length=80, db_index=True)
    """The serial number in one way of writing, by which it is found however it is written."""
    site = models.CharField(max_length=80, db_index=True)
    model = models.CharField(max_length=120)
    nominal_w = models.BigIntegerField()
    nominal_th_s = ExactField()


class Wallet(Dated):
    """A wallet that a party has declared."""

    KEY = ("wallet", "party_id")

    wallet = models.CharField(max_length=160, db_index=True)
    party = models.ForeignKey(Party, models.PROTECT, related_name="wallets")
    purpose = models.CharField(max_length=16)


class BankRelation(Dated):
    """Which bank serves which exchange."""

    KEY = ("party_id", "bank", "account")

    party = models.ForeignKey(Party, models.PROTECT, related_name="bank_relations")
    bank = models.CharField(max_length=64)
    account = models.CharField(max_length=64)


class ApprovedAsset(Dated):
    """An asset that may be traded."""

    KEY = ("dti",)

    dti = models.CharField(max_length=9, db_index=True)
    name = models.CharField(max_length=200)


class Issuer(Dated):
    """A body that may attest something of a kind, such as fire safety."""

    KEY = ("kind", "body")

    kind = models.CharField(max_length=40)
    body = models.CharField(max_length=64)


class MachineModel(Dated):
    """A model of a machine as published by others than whoever applies."""

    KEY = ("model",)

    model = models.CharField(max_length=120, db_index=True)
    nominal_w = models.BigIntegerField()
    nominal_th_s = ExactField()
    source = models.CharField(max_length=400)


class Dwelling(Dated):
    """A dwelling, or the nearest corner of a quarter of dwellings, from which a distance is kept."""

    KEY = ("dwelling",)

    dwelling = models.CharField(max_length=80, db_index=True)
    latitude = ExactField()
    longitude = ExactField()
    address = models.CharField(max_length=400, blank=True)


class StatusPlace(models.Model):
    """Where an authorisation stands in the status list that its certificate names; drawn at random, for each holder."""

    authorisation = models.OneToOneField(Authorisation, models.PROTECT, related_name="status_place")
    place = models.PositiveIntegerField(unique=True)


class LeftPlace(models.Model):
    """A place that certificates name which were given to a holder before the present one; it stays invalid for ever."""

    authorisation = models.ForeignKey(Authorisation, models.PROTECT, related_name="left_places")
    place = models.PositiveIntegerField(unique=True)
    left_at = models.DateTimeField()
