"""Keys and issued certificates, as in the tests of certificates."""

from tests.operations.certificate.conftest import issued, ring

__all__ = ["issued", "ring"]
