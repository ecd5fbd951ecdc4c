"""Handing out a password to another user of one's own organisation."""

from rugsat.usecases.call import Done
from rugsat.usecases.hand_out_password import handed_out
from rugsat.usecases.own_people import another_account
from rugsat.usecases.two_administrators import Hands
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def hand_out_own_password(work: Work, *, login: str, hashed: str) -> Done:
    """Give another user of one's organisation a password to sign in with once, at which it is changed."""
    another_account(work, login)
    return handed_out(work, Hands((work.call.by,)), login=login, hashed=hashed)
