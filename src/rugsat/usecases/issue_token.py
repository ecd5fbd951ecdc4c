"""Issuing a token by which machines of an organisation act for one of its accounts."""

import re
from collections.abc import Sequence
from datetime import timedelta

from rugsat.kernel.errors import RugsatError
from rugsat.store.accounts.models import Account
from rugsat.store.api_access.models import Token
from rugsat.store.api_access.secret import NAME_LENGTH
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


def _mark(message: str) -> str:
    """Mark a message for translators; it is translated where it is used."""
    return message


SCOPES = {
    "returns:file": _mark("File returns"),
    "returns:read": _mark("Read receipts, faults and what is due"),
    "applications:read": _mark("Read the organisation's own cases"),
    "applications:write": _mark("Open, change, submit and answer applications, hand in documents"),
    "attestations:write": _mark("Attest something of somebody else's case"),
    "sandbox": _mark("File drafts and try applications, which count for nothing"),
}
"""What a token may be good for. What its account may do is said by its roles; the token never adds to that."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LONGEST_DAYS = 366
_MOST_A_MINUTE = 60_000


class TokenNotIssuedError(RugsatError):
    """A token that cannot be issued as asked."""


@use_case
def issue_token(  # noqa: PLR0913 - each is a fact of the token
    work: Work,
    *,
    login: str,
    digest: str,
    scopes: Sequence[str],
    label: str = "",
    days: int = 90,
    requests_a_minute: int = 600,
) -> Done:
    """Take up a token for a user of an organisation; the office is told its digest alone and never the token."""
    account = Account.objects.filter(login=login, is_active=True).first()
    if account is None or account.party_id is None:
        message = f"'{login}' is no user of an organisation: tokens are for these; list accounts and name one"
        raise TokenNotIssuedError(message)
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        message = f"{', '.join(unknown) or 'nothing'} is no scope: name some of {', '.join(SCOPES)}"
        raise TokenNotIssuedError(message)
    if not _DIGEST.fullmatch(digest) or Token.objects.filter(digest=digest).exists():
        message = "that is no SHA-256 of a new token: make the token anew"
        raise TokenNotIssuedError(message)
    if not (1 <= days <= _LONGEST_DAYS and 1 <= requests_a_minute <= _MOST_A_MINUTE):
        message = f"a token lasts 1 to {_LONGEST_DAYS} days and takes 1 to {_MOST_A_MINUTE} requests a minute"
        raise TokenNotIssuedError(message)
    token = Token.objects.create(
        token=digest[:NAME_LENGTH],
        digest=digest,
        account=account,
        label=label[:80],
        scopes=sorted(set(scopes)),
        requests_a_minute=requests_a_minute,
        issued_at=work.at,
        expires_at=work.at + timedelta(days=days),
    )
    told = {"token": token.token, "scopes": token.scopes, "expires_at": token.expires_at.isoformat()}
    work.tell("token_issued", login, {**told, "party": account.party_id, "by": work.call.by})
    return Done(token.token, 1, told)
