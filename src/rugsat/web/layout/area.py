"""An area of the web (register, portal, console): its name, where it begins, and its menu."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rugsat.kernel.language import gettext as _


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a menu: the name of its address, and its words in the present language."""

    view: str
    words: Callable[[], str]


@dataclass(frozen=True)
class Area:
    """An area; the one whose path fits best takes a request."""

    path: str
    home: str
    words: Callable[[], str]
    menu: tuple[Entry, ...]

    _all: ClassVar[list["Area"]] = []

    def __post_init__(self) -> None:
        """Make the area known, so that what is refused is refused within it."""
        Area._all.append(self)

    @classmethod
    def of_path(cls, path: str) -> "Area":
        """The area that a path lies in; one without a menu where there is none."""
        fitting = [area for area in cls._all if path.startswith(area.path)]
        return max(fitting, key=lambda area: len(area.path), default=NOWHERE)


NOWHERE = Area("\0", "", lambda: _("Rugsat"), ())
"""What is shown where no area is known."""
