"""The app of issued certificates."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Issued certificates."""

    name = "rugsat.store.certificates"
    label = "certificates"
