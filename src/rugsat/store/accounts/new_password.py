"""A password that is handed out: made here, and shown once; in one piece, or in two halves to two administrators."""

import secrets

# Without letters and digits that look alike on paper; sixteen of them cannot be guessed in any time, and eight, which
# one of two administrators knows the rest of, not within the tries that the door allows.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4


def new_password() -> str:
    """A new password, in groups that are easily read aloud."""
    return _groups(_GROUPS)


def new_half() -> str:
    """Half of a new password: the user needs both, and whoever has seen one cannot sign in."""
    return _groups(_GROUPS // 2)


def joined(first: str, second: str) -> str:
    """The password that two halves make."""
    return f"{first}-{second}"


def _groups(count: int) -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(count))
