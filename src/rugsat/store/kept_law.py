"""The law that cases are led under: the office keeps every rule pack that it has ever decided by."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings

from rugsat.kernel.errors import SourceError
from rugsat.law.pack import RulePack, load_jurisdiction
from rugsat.store import documents
from rugsat.store.policy.published import Acts, published_acts

_held: ContextVar[RulePack | None] = ContextVar("law", default=None)


def law_in_force() -> RulePack:
    """The law of the office's jurisdiction: as installed, with the policy acts that the office has published.

    The demonstration acts of its settings are read with it.
    """
    held = _held.get()
    return _with_acts(installed_law(), published_acts()).pack if held is None else held


@contextmanager
def one_law() -> Iterator[None]:
    """Within a with block the law in force is what it was at its beginning, whatever is published meanwhile."""
    token = _held.set(law_in_force())
    try:
        yield
    finally:
        _held.reset(token)


def installed_law() -> RulePack:
    """The law without policy acts of the office."""
    return _installed(settings.JURISDICTION, tuple(settings.DEMONSTRATION))


def acts_left_out() -> Mapping[str, str]:
    """Policy acts that do not go together with the law as it is installed now, and why: the law comes first."""
    return _with_acts(installed_law(), published_acts()).left_out


def with_act(pack: RulePack, act: str, text: str) -> RulePack:
    """The law with another act in it; SourceError where the two do not go together."""
    return RulePack(pack.jurisdiction, {**pack.files, f"acts/{act}.yaml": text}).checked()


def keep_law(pack: RulePack) -> str:
    """Keep a rule pack by its digest."""
    if not documents.place(pack.digest).is_file():
        documents.keep(pack.to_bytes())
    return pack.digest


@lru_cache(maxsize=64)
def law_kept(digest: str) -> RulePack:
    """A rule pack that was kept."""
    return RulePack.from_bytes(documents.read(digest))


class _Law(NamedTuple):
    pack: RulePack
    left_out: Mapping[str, str]


@lru_cache(maxsize=8)
def _installed(jurisdiction: str, demonstration: tuple[str, ...]) -> RulePack:
    return load_jurisdiction(jurisdiction, demonstration=demonstration)


@lru_cache(maxsize=32)
def _with_acts(pack: RulePack, acts: Acts) -> _Law:
    """The law with the acts; one that does not fit does not take the others with it."""
    try:
        return _Law(_all_in(pack, acts), {})
    except SourceError:
        left_out = {}
        for name, text in acts:
            try:
                pack = with_act(pack, name, text)
            except SourceError as error:
                left_out[name] = str(error)
        return _Law(pack, left_out)


def _all_in(pack: RulePack, acts: Acts) -> RulePack:
    if not acts:
        return pack
    files = {f"acts/{name}.yaml": text for name, text in acts}
    return RulePack(pack.jurisdiction, {**pack.files, **files}).checked()
