"""What the register says on the day of an assessment, by name; whoever keeps it hands it over with the facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal

from rugsat.domain.licensing.facts import Facts
from rugsat.kernel.errors import RugsatError


class RegisterShapeError(RugsatError):
    """What was handed over as the register has a name that no requirement knows."""


@dataclass(frozen=True, slots=True)
class Home:
    """A dwelling, or the nearest corner of a quarter of dwellings, in WGS 84 degrees."""

    latitude: Decimal
    longitude: Decimal
    address: str = ""


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model of a machine as published by others than the applicant."""

    nominal_w: int
    nominal_th_s: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Registered:
    """The register as requirements see it; what belongs to the applicant's own authorisations is left out of `in use`.

    A name that is not handed over stands for an empty list: nobody is approved, and nobody may attest.
    """

    approved_providers: frozenset[str] = frozenset()
    partner_banks: frozenset[str] = frozenset()
    issuers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By kind of attestation, who may say it."""
    serials: Mapping[str, str] = field(default_factory=dict)
    """Serial numbers in use by others, with the authorisation that holds each."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """Addresses of the sites of others as they are written, with the authorisation at each."""
    homes: tuple[Home, ...] = ()
    models: Mapping[str, KnownModel] = field(default_factory=dict)


def registered(facts: Facts) -> Registered:
    """The register that came with an application; RegisterShapeError names what it may hold."""
    known = {each.name for each in fields(Registered)}
    strange = sorted(set(facts.register) - known)
    if strange:
        message = f"the register has no {', '.join(strange)}: a requirement can ask for {', '.join(sorted(known))}"
        raise RegisterShapeError(message)
    return Registered(**{name: _kept(name, value) for name, value in facts.register.items()})  # type: ignore[arg-type]


def _kept(name: str, value: object) -> object:
    """The value in the type of its field; sets may come as any list."""
    if name in {"approved_providers", "partner_banks"} and isinstance(value, (list, tuple, set, frozenset)):
        return frozenset(value)
    if name == "issuers" and isinstance(value, Mapping):
        return {kind: frozenset(bodies) for kind, bodies in value.items()}
    return tuple(value) if name == "homes" and isinstance(value, (list, tuple)) else value
