"""Making an office: the database, the secret, and the first administrator. It is the one act that nobody permits."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from rugsat.store.accounts.models import Account, Role
from rugsat.store.outbox.models import Entry
from rugsat.store.outbox.post import Posted, post
from rugsat.store.policy.publishing import publish_acts
from rugsat.store.secret_key import make_secret
from rugsat.store.start import refuse_other_jurisdiction
from rugsat.usecases.work import day_of

REGISTER = "register"
"""The account of the office itself, for what no person begins."""


def make_office(*, administrator: str, at: datetime) -> Path:
    """Bring the office into being, or up to date; accounts are opened only where there are none."""
    folder: Path = settings.OFFICE
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    make_secret(folder)
    call_command("migrate", verbosity=0, interactive=False)
    refuse_other_jurisdiction()
    with transaction.atomic():
        if not Account.objects.exists():
            on = day_of(at)
            for login, role in ((administrator, "administrator"), (REGISTER, "register")):
                account = Account(login=login, name=login)
                account.set_unusable_password()
                account.save(force_insert=True)
                Role.objects.create(account=account, role=role, since=on)
            post([Posted("office_made", str(settings.JURISDICTION), {"administrator": administrator})], on=on, at=at)
    # Where a crash came between an adoption and its publication.
    publish_acts()
    return folder


def first_administrator() -> str:
    """Login of the administrator with whom the office began; empty where it did not begin with one."""
    begun = Entry.objects.filter(number=0, kind="office_made").first()
    return str((begun.content or {}).get("administrator", "")) if begun else ""
