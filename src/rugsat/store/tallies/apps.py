"""The Django application rugsat.store.tallies."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class TalliesConfig(AppConfig):
    """Settings of the application."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "rugsat.store.tallies"
    label = "tallies"

    def ready(self) -> None:
        """After every migration see to it that the database keeps the tallies, and that they are right."""
        pre_migrate.connect(_put_away, sender=self)
        post_migrate.connect(_kept, sender=self)


def _put_away(using: str, plan: Sequence[object], **_more: Any) -> None:
    """SQLite cannot make a table anew, as many a migration does, while a trigger of another table names it."""
    from rugsat.store.tallies.triggers import drop  # noqa: PLC0415 - models are there only when apps are ready

    if plan:
        drop(connections[using])


def _kept(using: str, **_more: Any) -> None:
    from rugsat.store.tallies.keeping import keep_tallies  # noqa: PLC0415 - models are there only when apps are ready

    keep_tallies(using)
