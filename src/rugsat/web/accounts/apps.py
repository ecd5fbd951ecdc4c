"""The Django application rugsat.web.accounts."""

from importlib import import_module

from django.apps import AppConfig


class AccountPagesConfig(AppConfig):
    """Settings of the application; what happens at the door is recorded from its start on."""

    name = "rugsat.web.accounts"
    label = "account_pages"

    def ready(self) -> None:
        """Listen to what happens at the door."""
        import_module("rugsat.web.accounts.events")
