"""Tokens of organisations for the API, without the tokens themselves."""

from typing import Any

from rugsat.store.api_access.models import Token


def listed(*, party: str = "") -> list[dict[str, Any]]:
    """Tokens in the order in which they were issued, those of one organisation where it is named."""
    rows = Token.objects.select_related("account").order_by("issued_at", "token")
    if party:
        rows = rows.filter(account__party_id=party)
    return [
        {
            "token": row.token,
            "label": row.label,
            "account": row.account.login,
            "party": row.account.party_id,
            "scopes": row.scopes,
            "requests_a_minute": row.requests_a_minute,
            "issued_at": row.issued_at.isoformat(),
            "expires_at": row.expires_at.isoformat(),
            "revoked_at": row.revoked_at.isoformat() if row.revoked_at else "",
        }
        for row in rows
    ]
