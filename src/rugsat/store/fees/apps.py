"""The Django application rugsat.store.fees."""

from django.apps import AppConfig


class FeesConfig(AppConfig):
    """Settings of the application."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "rugsat.store.fees"
    label = "fees"
