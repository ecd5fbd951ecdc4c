"""Handing out a password to another user of one's own organisation."""

from rugsat.usecases.call import Done
from rugsat.usecases.hand_out_password import hand_out_password
from rugsat.usecases.own_people import another_account
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def hand_out_own_password(work: Work, *, login: str, hashed: str) -> Done:
    """Give another user of one's organisation a password to sign in with once, at which it is changed."""
    another_account(work, login)
    return hand_out_password.function(work, login=login, hashed=hashed)
