"""Saying who may attest what."""

from rugsat.kernel.period import Period
from rugsat.store.bitemporal import Said, write
from rugsat.store.licensing.models import Issuer
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def approve_issuer(work: Work, *, kind: str, body: str, ends: bool = False) -> Done:
    """From today on a body may attest something of a kind, or no longer may."""
    said = Said({"kind": kind, "body": body}, None if ends else {})
    write(Issuer, [said], period=Period(work.on), at=work.at, act=f"issuer/{work.on}")
    work.tell("issuer_ended" if ends else "issuer_approved", body, {"kind": kind, "body": body, "by": work.call.by})
    return Done(body, 1, {"kind": kind})
