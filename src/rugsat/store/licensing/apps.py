"""The Django application rugsat.store.licensing."""

from django.apps import AppConfig


class LicensingConfig(AppConfig):
    """Settings of the application."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "rugsat.store.licensing"
    label = "licensing"
