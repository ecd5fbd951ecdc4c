"""A password that two administrators hand out: each sees half of it, so that neither can sign in with it."""

from rugsat.store.accounts.models import ProposedAct
from rugsat.store.accounts.new_password import joined
from rugsat.store.accounts.password_hash import hash_of
from rugsat.store.accounts.sealing import HALF, sealed, unsealed


def sealed_half(half: str) -> str:
    """The first half, sealed until the second is made."""
    return sealed(half, HALF)


def hash_with(proposal: int, second: str) -> str:
    """The hash of the password that the first half of a proposal and a second one make; empty where it has none."""
    held = ProposedAct.objects.filter(number=proposal).exclude(half="").first()
    return hash_of(joined(unsealed(held.half, HALF), second)) if held else ""
