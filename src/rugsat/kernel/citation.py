"""Where a value or a rule comes from, and how sure we are of it."""

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """How well a value read from the law is sourced."""

    PRIMARY = "P"
    """The primary text, or the regulator's own page, was read."""
    TWO_SECONDARY = "S2"
    """Two or more independent secondary sources agree."""
    SECONDARY = "S"
    """One law firm or one news source."""
    WEAK = "W"
    """An aggregator or a garbled text."""

    @property
    def supports_a_finding(self) -> bool:
        """Only values of confidence P or S2 may support a finding that a firm sees."""
        return self in {Confidence.PRIMARY, Confidence.TWO_SECONDARY}


@dataclass(frozen=True, slots=True)
class Citation:
    """Act, article and link; `article` and `link` are empty where the source states none."""

    act: str
    article: str = ""
    link: str = ""
    confidence: Confidence | None = None
    """None for values set by an act of the authority: nothing there is read from a source."""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.act, self.article) if part)
