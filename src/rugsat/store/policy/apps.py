"""The Django application rugsat.store.policy."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """Settings of the application."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "rugsat.store.policy"
    label = "policy"
