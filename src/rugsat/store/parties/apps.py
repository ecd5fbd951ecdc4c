"""The Django application rugsat.store.parties."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Settings of the application."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "rugsat.store.parties"
    label = "parties"
