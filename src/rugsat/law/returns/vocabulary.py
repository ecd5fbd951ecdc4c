"""The closed sets of a return definition: roles, registers, units, rhythms, and the lists that a jurisdiction fills."""

import re

from rugsat.kernel.unit import UnknownUnitError, unit_named
from rugsat.law.source.document import Node

ROLES = ("miner", "pool", "exchange", "custodian", "energy_provider", "bank", "authority")
REGISTERS = (
    "parties",
    "authorisations",
    "sites",
    "connections",
    "devices",
    "wallets",
    "bank_relations",
    "approved_assets",
    "approved_providers",
)
RHYTHMS = ("day", "month", "quarter", "year", "event")
DUE_UNITS = ("day", "working_day", "month", "day_of_next_month")
LISTS = ("zones", "classes")
"""What `one_of: {values_of: …}` may name: the jurisdiction says what the values are."""
FREE_UNITS = ("asset unit", "stated currency", "reporting currency")
"""Units that the row or the jurisdiction names: of the asset, of the currency column, of the reporting currency."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


def read_name(node: Node) -> str:
    """A name of a column, return or form: small letters, digits and underscores."""
    name = node.text()
    if not _NAME.fullmatch(name):
        node.refuse(f"'{name}' is not a name: use small letters, digits and underscores, a letter first")
    return name


def read_unit(node: Node) -> str:
    """A unit of the kernel's list, a currency, or one of the free units."""
    written = node.text()
    if written in FREE_UNITS:
        return written
    try:
        return unit_named(written).name
    except UnknownUnitError as error:
        node.refuse(f"{error}, or one of {', '.join(FREE_UNITS)}")
