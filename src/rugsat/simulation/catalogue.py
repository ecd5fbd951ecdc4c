"""The catalogue of offences and of innocent conduct that looks like them: data files, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml

from rugsat.kernel.errors import RugsatError

_DIFFICULTIES = ("blatant", "plain", "subtle")
_KEYS = {"title", "check", "mission", "basis", "actor", "conduct", "evidence", "size", "difficulties", "look_alikes"}


class CatalogueError(RugsatError):
    """A file of the catalogue that is not understood."""


@dataclass(frozen=True, slots=True)
class Difficulty:
    """How large an offence is, and how many of them a small country has."""

    name: str
    low: float
    high: float
    count: int
    stated_in: str

    def draw(self, rng: np.random.Generator) -> float:
        """A size from the range, to four places, so that no decision hangs on the last bits."""
        return round(float(rng.uniform(self.low, self.high)), 4)


@dataclass(frozen=True, slots=True)
class Offence:
    """One kind of offence, who owns it, and its innocent look-alikes with their numbers."""

    name: str
    title: str
    check: str
    """The owning check; empty where no check owns it yet."""
    actor: str
    conduct: str
    unit: str
    difficulties: tuple[Difficulty, ...]
    look_alikes: Mapping[str, int]
    innocent: Mapping[str, str] = field(default_factory=dict)
    """What each look-alike does."""


@cache
def catalogue() -> Mapping[str, Offence]:
    """All offences by name, in order of name."""
    folder = files("rugsat.simulation").joinpath("catalogue")
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".yaml")), key=lambda path: path.name)
    read = [
        _offence(path.name.removesuffix(".yaml"), yaml.safe_load(path.read_text(encoding="utf-8"))) for path in paths
    ]
    return {offence.name: offence for offence in read}


def conduct(named: str) -> str:
    """What somebody does who is an `offence` or an `offence/look_alike` of the catalogue; empty where it is neither."""
    offence, _slash, look_alike = named.partition("/")
    held = catalogue().get(offence)
    if held is None:
        return ""
    return held.innocent.get(look_alike, "") if look_alike else held.conduct


def _offence(name: str, content: Any) -> Offence:
    if (
        not isinstance(content, dict)
        or set(content) - _KEYS
        or not {"title", "check", "size", "difficulties"} <= set(content)
    ):
        message = f"catalogue/{name}.yaml: write the keys {', '.join(sorted(_KEYS))}, and no others"
        raise CatalogueError(message)
    unknown = set(content["difficulties"]) - set(_DIFFICULTIES)
    if unknown:
        message = f"catalogue/{name}.yaml: '{min(unknown)}' is no difficulty; use {', '.join(_DIFFICULTIES)}"
        raise CatalogueError(message)
    alikes = content.get("look_alikes") or {}
    difficulties = tuple(
        Difficulty(each, float(said["from"]), float(said["to"]), int(said["count"]), str(said.get("stated_in", "")))
        for each in _DIFFICULTIES
        if (said := content["difficulties"].get(each)) is not None
    )
    return Offence(
        name=name,
        title=content["title"],
        check=content["check"] or "",
        actor=content["actor"],
        conduct=" ".join(content["conduct"].split()),
        unit=content["size"]["unit"],
        difficulties=difficulties,
        look_alikes={each: int(said["count"]) for each, said in alikes.items()},
        innocent={each: " ".join(said["conduct"].split()) for each, said in alikes.items()},
    )
