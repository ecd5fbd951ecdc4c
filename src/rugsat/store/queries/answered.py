"""Whether a form was carried out already."""

from rugsat.store.outbox.models import Answered


def was_answered(*, login: str, key: str) -> bool:
    """Whether the account has had the act of this key carried out; a key that is empty says nothing."""
    return bool(key) and Answered.objects.filter(account=login, key=key, answer__isnull=False).exists()
