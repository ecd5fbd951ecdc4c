"""A jurisdiction: its name, time zone, currency, languages, classes, zones and roles."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias
from zoneinfo import available_timezones

from rugsat.kernel.identifiers.currency import is_currency
from rugsat.law.basis import Basis, read_basis
from rugsat.law.source.document import Node, by_language

Titles: TypeAlias = Mapping[str, str]
"""A title by language."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_CODE = re.compile(r"[a-z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class RestDayRule:
    """What becomes of a due day that is no working day: it stays, or moves to the next working day."""

    moves: bool
    basis: Basis


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """What is true of the whole jurisdiction; classes, zones and roles are titles by name."""

    code: str
    name: Titles
    time_zone: str
    currency: str
    reporting_currency: str
    """Currency that returns are valued in, so that limits over several currencies can be held against them."""
    languages: tuple[str, ...]
    classes: Mapping[str, Titles]
    zones: Mapping[str, Titles]
    roles: Mapping[str, Titles]
    due_on_rest_day: RestDayRule | None
    """None where no source says; a due day then stays where it falls."""


def read_jurisdiction(node: Node) -> Jurisdiction:
    """Read jurisdiction.yaml."""
    entries = node.mapping(
        required=("code", "name", "time_zone", "currency", "languages", "classes", "zones", "roles"),
        optional=("due_on_rest_day", "reporting_currency"),
    )
    languages = entries["languages"].texts()
    for item in entries["languages"].sequence():
        if not _LANGUAGE.fullmatch(item.text()):
            item.refuse(f"'{item.text()}' is no language code: use two or three small letters such as tk")
    return Jurisdiction(
        code=_matching(entries["code"], _CODE, "two small letters of ISO 3166-1, such as tm"),
        name=by_language(entries["name"], languages),
        time_zone=_time_zone(entries["time_zone"]),
        currency=_currency(entries["currency"]),
        reporting_currency=_currency(entries.get("reporting_currency", entries["currency"])),
        languages=languages,
        classes=_named(entries["classes"], languages),
        zones=_named(entries["zones"], languages),
        roles=_named(entries["roles"], languages),
        due_on_rest_day=_rest_day_rule(entries["due_on_rest_day"]) if "due_on_rest_day" in entries else None,
    )


def read_name(node: Node, name: str) -> str:
    """Check a name that others refer to: small letters, digits and underscores."""
    if not _NAME.fullmatch(name):
        node.refuse(f"'{name}' is no name: use small letters, digits and _")
    return name


def _named(node: Node, languages: tuple[str, ...]) -> dict[str, Titles]:
    return {read_name(value, name): by_language(value, languages) for name, value in node.entries().items()}


def _matching(node: Node, pattern: re.Pattern[str], expected: str) -> str:
    if not pattern.fullmatch(node.text()):
        node.refuse(f"expected {expected}, found '{node.text()}'")
    return node.text()


def _time_zone(node: Node) -> str:
    if node.text() not in available_timezones():
        node.refuse(f"'{node.text()}' is no time zone: use a name such as Asia/Ashgabat")
    return node.text()


def _currency(node: Node) -> str:
    if not is_currency(node.text()):
        node.refuse(f"'{node.text()}' is no currency: use a code of ISO 4217 such as TMT")
    return node.text()


def _rest_day_rule(node: Node) -> RestDayRule:
    entries = node.mapping(required=("rule", "kind", "source"))
    return RestDayRule(entries["rule"].word("next_working_day", "same_day") == "next_working_day", read_basis(entries))
