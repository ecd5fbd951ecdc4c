"""The Django application rugsat.store.outbox."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Settings of the application."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "rugsat.store.outbox"
    label = "outbox"
