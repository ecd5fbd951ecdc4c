"""The law that cases are led under: the office keeps every rule pack that it has ever decided by."""

from functools import lru_cache

from django.conf import settings

from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.store import documents


def law_in_force() -> RulePack:
    """The law of the office's jurisdiction as installed, with the demonstration acts of its settings."""
    return _installed(settings.JURISDICTION, tuple(settings.DEMONSTRATION))


def keep_law(pack: RulePack) -> str:
    """Keep a rule pack by its digest."""
    if not documents.place(pack.digest).is_file():
        documents.keep(pack.to_bytes())
    return pack.digest


@lru_cache(maxsize=64)
def law_kept(digest: str) -> RulePack:
    """A rule pack that was kept."""
    return RulePack.from_bytes(documents.read(digest))


@lru_cache(maxsize=8)
def _installed(jurisdiction: str, demonstration: tuple[str, ...]) -> RulePack:
    return load_jurisdiction(jurisdiction, demonstration=demonstration)
