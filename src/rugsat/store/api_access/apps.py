"""The Django application rugsat.store.api_access."""

from django.apps import AppConfig


class ApiAccessConfig(AppConfig):
    """Settings of the application."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "rugsat.store.api_access"
    label = "api_access"
