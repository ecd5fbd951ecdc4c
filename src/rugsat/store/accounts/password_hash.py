"""The hash by which a password is kept."""

from django.contrib.auth.hashers import identify_hasher, make_password


def hash_of(password: str) -> str:
    """The hash of a password, by the method that the settings name first."""
    return make_password(password)


def is_hash(text: str) -> bool:
    """Whether a text is a hash of a kind that passwords are kept by."""
    try:
        identify_hasher(text)
    except ValueError:
        return False
    return True
