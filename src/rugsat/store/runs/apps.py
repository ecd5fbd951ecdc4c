"""The Django application rugsat.store.runs."""

from django.apps import AppConfig


class RunsConfig(AppConfig):
    """Settings of the application."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "rugsat.store.runs"
    label = "runs"
