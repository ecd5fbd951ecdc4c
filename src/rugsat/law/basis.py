"""What a value or a rule rests on: the law, an act of the authority, or a demonstration."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rugsat.kernel.citation import Citation, Confidence
from rugsat.kernel.period import Period
from rugsat.law.source.document import Node


class Kind(StrEnum):
    """Who says so; a finding is only as good as the weakest value that it rests on."""

    LAW = "law"
    POLICY = "policy"
    """An act of the authority."""
    DEMONSTRATION = "demonstration"
    """Made up, so that something can be shown where neither law nor policy sets a value."""


@dataclass(frozen=True, slots=True)
class Basis:
    """A kind and the source that it is cited by."""

    kind: Kind
    citation: Citation


def weakest_kind(*kinds: Kind) -> Kind:
    """The kind of what rests on several values: demonstration before policy before law."""
    return max(kinds, key=list(Kind).index)


def weakest_confidence(*confidences: Confidence | None) -> Confidence | None:
    """The lowest of several confidences; those that need none do not count."""
    stated = [confidence for confidence in confidences if confidence is not None]
    return max(stated, key=list(Confidence).index, default=None)


def read_source(node: Node, *, confidence: Confidence | None = None, kind: Kind = Kind.LAW) -> Citation:
    """Read act, article and link; the confidence stands inside where it is not handed over, and law must have one."""
    stated_here = () if confidence else ("confidence",)
    entries = node.mapping(required=("act",), optional=("article", "link", *stated_here))
    if "confidence" in entries:
        confidence = entries["confidence"].one_of(Confidence)
    if kind is Kind.LAW and confidence is None:
        node.refuse("the confidence of a source of law is missing: write confidence: P, S2, S or W")
    link = entries["link"].text() if "link" in entries else ""
    if link and not link.startswith(("https://", "http://")):
        entries["link"].refuse(f"'{link}' is no link: begin it with https://")
    article = entries["article"].text() if "article" in entries else ""
    return Citation(entries["act"].text(), article, link, confidence)


def read_basis(entries: dict[str, Node]) -> Basis:
    """Read the keys `kind` and `source` of a rule."""
    kind = entries["kind"].one_of(Kind)
    return Basis(kind, read_source(entries["source"], kind=kind))


def read_period(entries: dict[str, Node], *, since: date | None = None) -> Period:
    """Read the keys `since`, which may have a default, and `until`, the first day on which it no longer holds."""
    begins = entries["since"].day() if since is None or "since" in entries else since
    until = entries["until"].day() if "until" in entries else None
    if until is not None and until <= begins:
        entries["until"].refuse(f"until {until} is not after since {begins}: until is the first day it no longer holds")
    return Period(begins, until)
