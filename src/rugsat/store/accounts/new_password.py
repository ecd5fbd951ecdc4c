"""A password that is handed out: made here, and shown once."""

import secrets

# Without letters and digits that look alike on paper; sixteen of them cannot be guessed in any time.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4


def new_password() -> str:
    """A new password, in groups that are easily read aloud."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
