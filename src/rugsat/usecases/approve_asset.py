"""Approving an asset for trading, or taking the approval back."""

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.identifiers.dti import is_dti
from rugsat.kernel.period import Period
from rugsat.store.bitemporal import Said, write
from rugsat.store.licensing.models import ApprovedAsset
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


class NotAnAssetError(RugsatError):
    """An identifier that is none of an asset."""


@use_case
def approve_asset(work: Work, *, dti: str, name: str, ends: bool = False) -> Done:
    """From today on an asset may be traded, or no longer may."""
    if not is_dti(dti):
        message = f"'{dti}' is no digital token identifier: its check character does not fit; copy it from the register"
        raise NotAnAssetError(message)
    said = Said({"dti": dti}, None if ends else {"name": name})
    write(ApprovedAsset, [said], period=Period(work.on), at=work.at, act=f"asset/{work.on}")
    work.tell("asset_ended" if ends else "asset_approved", dti, {"name": name, "by": work.call.by})
    return Done(dti, 1, {"name": name, "approved": not ends})
