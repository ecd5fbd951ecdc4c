"""The Django application rugsat.store.tallies."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TalliesConfig(AppConfig):
    """Settings of the application."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "rugsat.store.tallies"
    label = "tallies"

    def ready(self) -> None:
        """After every migration see to it that the database keeps the tallies, and that they are right."""
        post_migrate.connect(_kept, sender=self)


def _kept(using: str, **_more: Any) -> None:
    from rugsat.store.tallies.keeping import keep_tallies  # noqa: PLC0415 - models are there only when apps are ready

    keep_tallies(using)
