"""Accounts of officers and of users of organisations, with their dated roles, delegations and absences."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

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

    objects = Accounts()
    USERNAME_FIELD = "login"
    REQUIRED_FIELDS = ["name"]  # noqa: RUF012 - Django asks for a list


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
