"""The Django application rugsat.store.findings."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """Settings of the application."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "rugsat.store.findings"
    label = "findings"
