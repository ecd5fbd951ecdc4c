"""Revoking a token."""

from rugsat.store.api_access.models import Token
from rugsat.usecases.call import Done
from rugsat.usecases.issue_token import TokenNotIssuedError
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def revoke_token(work: Work, *, token: str) -> Done:
    """Let a token be good for nothing from now on; one that was revoked before stays so from then."""
    held = Token.objects.select_for_update().filter(token=token).first()
    if held is None:
        message = f"there is no token {token}: list them with rugsat tokens list"
        raise TokenNotIssuedError(message)
    if held.revoked_at is None:
        held.revoked_at = work.at
        held.save(update_fields=("revoked_at",))
        work.tell("token_revoked", token, {"token": token, "by": work.call.by})
    return Done(token, 2, {"revoked_at": held.revoked_at.isoformat()})
