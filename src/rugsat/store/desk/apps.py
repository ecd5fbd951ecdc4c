"""The Django application rugsat.store.desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Settings of the application."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "rugsat.store.desk"
    label = "desk"
