"""The Django application rugsat.store.enforcement."""

from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    """Settings of the application."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "rugsat.store.enforcement"
    label = "enforcement"
