"""Accounts of officers and of users of organisations, with their dated roles, delegations and absences."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from rugsat.kernel.period import Period
from rugsat.store.parties.models import Party


class Accounts(BaseUserManager["Account"]):
    """All accounts."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of a login, whose letters are matched exactly."""
        return self.get(login=username)


class Account(AbstractBaseUser):
    """Somebody who can act: an officer, a user of an organisation, or a service of the office itself."""

    login = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="users")
    """The organisation that the account acts for; none for an officer."""
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)
    """Made for a demonstration; service does not start while there is one."""
    sessions_ended = models.PositiveIntegerField(default=0)
    """How often all sessions were ended; a session that began before the last time is over."""

    offices: tuple[tuple[str, Period], ...] | None = None
    """What it holds on which days, where that was asked for together with it; no column."""

    objects = Accounts()
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ["name"]  # noqa: RUF012 - Django asks for a list

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """What a session must agree with: another password, or an end to all sessions, ends it."""
        salt = "rugsat.store.accounts.models.Account.session"
        words = f"{self.password}|{self.sessions_ended}"
        return salted_hmac(salt, words, secret=secret, algorithm="sha256").hexdigest()


class Role(models.Model):
    """A role that an account holds for some days."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="roles")
    role = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    """When it was taken away; from that moment on it is not held, whatever its days say."""


class Delegation(models.Model):
    """For some days one officer may act on behalf of another; both are named in what is done."""

    giver = models.ForeignKey(Account, models.PROTECT, related_name="given")
    taker = models.ForeignKey(Account, models.PROTECT, related_name="taken")
    office = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField(null=True)
    ground = models.CharField(max_length=400)


class Absence(models.Model):
    """Days on which an officer does not act."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="absences")
    since = models.DateField()
    until = models.DateField(null=True)
    ground = models.CharField(max_length=400, blank=True)


class Tie(models.Model):
    """A tie of an officer to a party, for which he may not act upon it."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="ties")
    party = models.ForeignKey(Party, models.PROTECT, related_name="ties")
    since = models.DateField()
    until = models.DateField(null=True)
    ground = models.CharField(max_length=400)


class HandedOutPassword(models.Model):
    """A password that the administrator handed out: good for one sign-in, at which it is changed."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="handed_out")
    handed_out_at = models.DateTimeField()
    expires_at = models.DateTimeField()


class ProposedAct(models.Model):
    """An act upon an account that one administrator proposes, and that is carried out when another confirms it."""

    class State(models.TextChoices):
        """How it stands; one that has run out stays proposed and is good for nothing."""

        PROPOSED = "proposed"
        CONFIRMED = "confirmed"
        WITHDRAWN = "withdrawn"

    number = models.BigAutoField(primary_key=True)
    act = models.CharField(max_length=40)
    """Name of the use case that is to be carried out."""
    login = models.CharField(max_length=80, db_index=True)
    """Of the account; there is none yet where it is to be opened."""
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=40, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    note = models.CharField(max_length=400, blank=True)
    half = models.CharField(max_length=200, blank=True)
    """First half of a password, sealed; kept until the second half is made, and no longer."""
    proposed_by = models.CharField(max_length=80)
    proposed_for = models.CharField(max_length=80, blank=True)
    """Login of the administrator in whose name it is proposed."""
    proposed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.PROPOSED)
    ended_by = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Asked for by how it stands, the oldest first."""

        indexes = (models.Index(fields=("state", "number"), name="proposed_by_state"),)


class OpenSession(models.Model):
    """A session of somebody who has signed in, as the account's page shows it."""

    session_key = models.CharField(max_length=40, unique=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="open_sessions")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)


class AppendOnlyError(Exception):
    """A record of what happened is neither changed nor taken away; whoever tries has a fault in the program."""


class AccessEvent(models.Model):
    """What happened at the door: a sign-in, a failure, a second factor added or removed. It is only ever added to."""

    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="access_events")
    """None where the login that was tried is that of no account; what was typed then is not kept."""
    kind = models.CharField(max_length=40)
    at = models.DateTimeField(db_index=True)
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        """Asked for by account, the latest first."""

        indexes = (models.Index(fields=("account", "-at"), name="access_by_account"),)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event; AppendOnlyError where it is there already."""
        if self.pk is not None:
            raise AppendOnlyError(self.kind)
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse; AppendOnlyError."""
        raise AppendOnlyError(self.kind)


class Remembered(models.Model):
    """What all processes of the server remember for a while: rate limits, and codes that were used."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        """The table that Django's cache reads and writes."""

        db_table = "remembered"
