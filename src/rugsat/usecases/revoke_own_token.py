"""Revoking a token of one's own organisation."""

from rugsat.store.api_access.models import Token
from rugsat.usecases.call import Done
from rugsat.usecases.issue_token import TokenNotIssuedError
from rugsat.usecases.own_people import own_party
from rugsat.usecases.revoke_token import revoke_token
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def revoke_own_token(work: Work, *, token: str) -> Done:
    """Let a token of one's organisation be good for nothing from now on."""
    if not Token.objects.filter(token=token, account__party_id=own_party(work)).exists():
        message = f"your organisation has no token {token}: look at the list of its tokens"
        raise TokenNotIssuedError(message)
    return revoke_token.function(work, token=token)
