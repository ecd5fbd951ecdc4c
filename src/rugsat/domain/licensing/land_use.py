"""What the land of a site is for, as the land register says it."""

from rugsat.domain.licensing.facts import Attestation

RESIDENTIAL = "residential"
"""The use of land that people live on."""


def said_land_use(zoning: Attestation) -> str:
    """The use that an attestation of zoning states, in small letters; empty where it states none."""
    return str(zoning.says.get("land_use", "")).strip().lower()
