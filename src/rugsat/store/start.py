"""Starting the office: Django is set up once, and the database is told apart from one that was never made."""

import importlib.util
import os

from rugsat.kernel.errors import RugsatError

SETTINGS = "rugsat.store.settings"


class OfficeExtraMissingError(RugsatError):
    """The office extra is not installed."""


class DemonstrationInServiceError(RugsatError):
    """An account of a demonstration in the database of a service."""


class OfficeNotMadeError(RugsatError):
    """There is no office in the folder, or it was made by another version."""


class OtherJurisdictionError(RugsatError):
    """An office of another jurisdiction than the settings name."""


def start() -> None:
    """Set Django up; OfficeExtraMissingError where it is not installed. Starting twice does nothing."""
    if importlib.util.find_spec("django") is None:
        message = "this command needs the office: install it with pip install 'rugsat[office]'"
        raise OfficeExtraMissingError(message)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def refuse_unmade() -> None:
    """Raise OfficeNotMadeError unless the database is of this version and jurisdiction; nothing is made by the way."""
    from django.apps import apps
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from rugsat.store.database import SQLITE_FILE

    sqlite = connection.vendor == "sqlite"
    in_memory = str(connection.settings_dict["NAME"]).startswith("file:")
    if sqlite and not in_memory and not (settings.OFFICE / SQLITE_FILE).is_file():
        message = f"there is no office in {settings.OFFICE}: make one with rugsat office make, or set RUGSAT_OFFICE"
        raise OfficeNotMadeError(message)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        message = (
            "there is no office in the database, or an earlier version made it: make it, or bring it up to date, with "
            "rugsat office make"
        )
        raise OfficeNotMadeError(message)
    ours = {each.label for each in apps.get_app_configs() if each.name.startswith("rugsat.")}
    later = [each for each in executor.loader.applied_migrations if each not in executor.loader.graph.nodes]
    if unknown := sorted(f"{app}.{name}" for app, name in later if app in ours):
        message = f"the office was brought up to date by a later version ({unknown[-1]}): install that one again"
        raise OfficeNotMadeError(message)
    refuse_other_jurisdiction()


def refuse_other_jurisdiction() -> None:
    """Raise OtherJurisdictionError where the office was made for another jurisdiction than the settings name."""
    from django.conf import settings

    from rugsat.store.outbox.models import Entry

    made = Entry.objects.filter(number=0, kind="office_made").values_list("subject", flat=True).first()
    if made and made != settings.JURISDICTION:
        message = (
            f"this is the office of '{made}', and the settings speak of '{settings.JURISDICTION}': "
            f"set RUGSAT_JURISDICTION={made}, or make another office"
        )
        raise OtherJurisdictionError(message)


def refuse_demonstration() -> None:
    """Raise DemonstrationInServiceError where a service would start upon accounts of a demonstration."""
    from django.conf import settings

    from rugsat.store.accounts.models import Account

    found = Account.objects.filter(demo=True).values_list("login", flat=True) if settings.IN_SERVICE else ()
    if found:
        message = (
            f"the database holds accounts of a demonstration ({', '.join(sorted(found))}), which need no factor: "
            "service begins with an office of its own, made anew with rugsat office make"
        )
        raise DemonstrationInServiceError(message)
