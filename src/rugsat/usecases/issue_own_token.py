"""Issuing a token by which machines of one's own organisation act for one of its users."""

from collections.abc import Sequence

from rugsat.usecases.call import Done
from rugsat.usecases.issue_token import issue_token
from rugsat.usecases.own_people import own_account
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def issue_own_token(
    work: Work, *, login: str, digest: str, scopes: Sequence[str], label: str = "", days: int = 90
) -> Done:
    """Take up a token for a user of one's organisation; how often it may ask is what the authority grants everybody."""
    own_account(work, login)
    return issue_token.function(work, login=login, digest=digest, scopes=scopes, label=label, days=days)
