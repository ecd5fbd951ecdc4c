"""The Django application rugsat.store.accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Settings of the application."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "rugsat.store.accounts"
    label = "accounts"
