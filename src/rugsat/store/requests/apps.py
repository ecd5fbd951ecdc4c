"""The Django application rugsat.store.requests."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Settings of the application."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "rugsat.store.requests"
    label = "requests"
