"""Which second factors an account has."""

from allauth.mfa.models import Authenticator

from rugsat.store.accounts.models import Account


def has_code(account: Account) -> bool:
    """Whether the account has a factor that gives a code."""
    return bool(Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists())


def has_passkey(account: Account) -> bool:
    """Whether the account has a passkey."""
    return bool(Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN).exists())
