"""The Django application rugsat.store.quality."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Settings of the application."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "rugsat.store.quality"
    label = "quality"
